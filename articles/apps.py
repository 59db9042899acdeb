"""App "articles": the thing discussed."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """Articles and their sections."""

    name = "articles"
    default_auto_field = "django.db.models.BigAutoField"
