"""App "accounts": who people and servers are."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, guest tokens, server keys."""

    name = "newsapi.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
