"""The WSGI callable that granian serves."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsapi.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

application = WhiteNoise(get_wsgi_application(), max_age=0)
# The web component, at an address that publishers paste into their pages once and for good. It is
# asked for anew each time (by ETag), so that its modules are always of one version.
application.add_files(str(settings.FRONTEND_DIR), prefix="embed/v1/")
