"""Every write to the accounts tables."""
