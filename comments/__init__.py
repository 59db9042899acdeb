"""App: the product."""
