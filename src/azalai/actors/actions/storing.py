"""Storing a row that somebody else may be storing at the same moment."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction


def insert(row: models.Model, refusal: Any) -> None:
    """Store a new row. Raises ValidationError(refusal) when the database already holds its like.

    The checks before it see what others have committed; between them and this, someone may be quicker.
    """
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise ValidationError(refusal) from error
