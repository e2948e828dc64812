"""`python -m tools.states`."""

from __future__ import annotations

import os

import django

from tools import states

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "azalai.config.settings")
django.setup()
states.PAGE.write_text(states.page(), encoding="utf-8")
