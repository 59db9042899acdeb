"""Shared HTTP plumbing, which has never heard of a comment."""
