"""Entry point for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from azalai.core import leaving

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "azalai.config.settings")
application = get_wsgi_application()
# The pages of the served site do not wait for the mail server; commands and tests do.
leaving.in_background()

from azalai.core.jobs import background  # noqa: E402  the rooms are loaded now

background.begin()
# What is loaded by now stays to the end: a collector that walks it all again makes one page in twenty wait
# for more than a tenth of a second.
_loaded = get_resolver().url_patterns
gc.collect()
gc.freeze()
