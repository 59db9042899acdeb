"""App "newsapi": the project's own commands and checks."""

from django.apps import AppConfig


class NewsapiConfig(AppConfig):
    """The project itself."""

    name = "newsapi"

    def ready(self) -> None:
        """Register the checks."""
        from newsapi import checks  # noqa: F401  # importing registers
