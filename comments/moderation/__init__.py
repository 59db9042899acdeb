"""Moderation: what is judged of comments, and by whom."""
