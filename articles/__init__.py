"""App: the thing discussed."""
