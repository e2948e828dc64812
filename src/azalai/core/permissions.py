"""Twins: each `can_x(author, ...) -> bool` has a `check_x` that raises, made here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.utils.functional import Promise

from azalai.core.authorship import Author

P = ParamSpec("P")


def checked(
    can: Callable[Concatenate[Author, P], bool], message: str | Promise
) -> Callable[Concatenate[Author, P], None]:
    """The raising twin of `can`; message is the French sentence shown to the person."""

    @wraps(can)
    def check(author: Author, *args: P.args, **kwargs: P.kwargs) -> None:
        if not can(author, *args, **kwargs):
            raise PermissionDenied(message)

    check.__name__ = can.__name__.replace("can_", "check_", 1)
    return check
