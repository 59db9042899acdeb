"""The comment and discussion system that newsrooms host themselves."""
