"""App "api": the plumbing's own tables (idempotency records)."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Shared HTTP plumbing."""

    name = "newsapi.api"
    label = "api"
