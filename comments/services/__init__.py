"""Every write to the comments tables but decisions (see moderation)."""
