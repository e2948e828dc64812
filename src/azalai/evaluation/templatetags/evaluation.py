"""Evaluations in templates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.translation import ngettext

from azalai.evaluation.models import Rating

register = template.Library()


@register.filter
def at(values: Sequence[Any], index: int) -> Any:
    """The value at that place, from 0."""
    return values[index]


@register.simple_tag
def gap(one: Rating | None, other: Rating | None) -> str:
    """ "écart de 2 points", "" where either has no value or both agree."""
    if one is None or other is None or one.value is None or other.value is None or one.value == other.value:
        return ""
    width = abs(one.value - other.value)
    return ngettext("écart de %(n)s point", "écart de %(n)s points", width) % {"n": width}
