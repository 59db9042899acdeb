"""App: who people and servers are."""
