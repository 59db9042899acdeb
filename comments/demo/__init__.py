"""The demo: three articles of our own, their threads, and someone who moderates them."""
