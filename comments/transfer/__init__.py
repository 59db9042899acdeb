"""Discussions from elsewhere: neutral records, and what reads and writes them."""
