"""Tables of the accounts app."""

from newsapi.accounts.models.credential import AccessToken, ServerKey
from newsapi.accounts.models.user import User

__all__ = ["AccessToken", "ServerKey", "User"]
