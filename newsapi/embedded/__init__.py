"""The PostgreSQL that runs by itself when DATABASE_URL is unset.

``attach`` makes this process a user of the server of a data folder and starts it when it is the
first. Every user holds a shared lock, which the kernel takes back however the user dies; a small
detached process, the keeper, owns the server, restarts it when it dies, and stops it when no user
is left. Nothing here knows Django but the ``backend`` package.
"""

from newsapi.embedded.attachment import Attachment, attach
from newsapi.embedded.errors import EmbeddedError

__all__ = ["Attachment", "EmbeddedError", "attach"]
