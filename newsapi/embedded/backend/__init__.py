"""The Django database backend ``newsapi.embedded.backend``."""
