"""The operations on comments, for the OpenAPI document: a module for each of ``views``."""
