"""A pytest plugin (``-p tests.environment``): the environment, before any setting is read.

Without DATABASE_URL the embedded PostgreSQL serves the tests, in a data folder of its own and
without fsync; each xdist worker makes its own database there.
"""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

os.environ.setdefault("SECRET_KEY", "tests-only-" + "0123456789" * 5)
os.environ.setdefault("NEWSAPI_DATA_DIR", str(ROOT / ".data" / "tests"))
os.environ.setdefault("NEWSAPI_EMBEDDED_FAST", "1")
os.environ.setdefault("NEWSAPI_HTTPS", "0")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,127.0.0.1,localhost")
os.environ.setdefault("LOG_LEVEL", "WARNING")
# Playwright's synchronous API runs a loop in the thread whose database connection tests use.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
