"""What was typed survives the end of a session.

A form sent without a valid session, or with a stale token after signing in again in another tab, is
kept for its owner and offered again after the sign-in. The owner is known by a signed cookie left at
the last sign-in on this browser; without it, or from another site, nothing is kept, so that neither a
stranger nor a hostile page can fill the store or plant a form. Passwords, tokens and files are not kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.http import url_has_allowed_host_and_scheme

from azalai.accounts.models import KeptInput, Person

COOKIE = "azalai_personne"
COOKIE_AGE = 60 * 24 * 3600
LIFETIME = 12 * 3600
LIMIT = 500_000
PER_PERSON = 20
MARK = "_saisie"
SECRETS = re.compile(r"passw|mot_?de_?passe|secret|token|^code$", re.IGNORECASE)
FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
# Forms of the sign-in itself are never worth keeping; what a page keeps by itself is sent again by it.
NEVER = re.compile(r"^(account_|mfa_|set_language$|draft_|accounts:kept)")


@dataclass(frozen=True, slots=True)
class Input:
    """A form as it was sent. fields: name and values, in order; files: names of files left out."""

    fields: list[tuple[str, list[str]]]
    files: list[str]


class TooLong(Exception):
    """More than LIMIT characters: not kept."""


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """Leave the cookie that says whose browser this is, once per sign-in."""
    person_id = str(request.user.pk)
    if _cookie_person(request) == person_id:
        return
    response.set_cookie(
        COOKIE,
        signing.TimestampSigner(salt=COOKIE).sign(person_id),
        max_age=COOKIE_AGE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )


def _cookie_person(request: HttpRequest) -> str:
    value = request.COOKIES.get(COOKIE, "")
    try:
        return signing.TimestampSigner(salt=COOKIE).unsign(value, max_age=COOKIE_AGE)
    except signing.BadSignature:
        return ""


def keep(request: HttpRequest, at: datetime) -> KeptInput | None:
    """Keep the form that was just sent, None when it is not ours to keep. Raises TooLong."""
    if not _is_worth_keeping(request):
        return None
    owner = _owner(request)
    content = _content(request)
    if owner is None or not content.fields:
        return None
    if sum(len(name) + sum(map(len, values)) for name, values in content.fields) > LIMIT:
        raise TooLong
    forget_old(at)
    kept = KeptInput(person=owner, path=request.get_full_path(), kept_at=at)
    kept.sealed = _seal(kept, content)
    kept.save(force_insert=True)
    _drop_beyond(owner)
    return kept


def opened(kept: KeptInput, at: datetime) -> Input | None:
    """What was kept, None when it is too old, was altered or points elsewhere."""
    if not kept.is_fresh(at, LIFETIME) or not is_local(kept.path):
        return None
    try:
        data = signing.loads(kept.sealed, salt=_salt(kept))
    except signing.BadSignature:
        return None
    return Input([(name, list(values)) for name, values in data["fields"]], data["files"])


def forget_old(at: datetime) -> None:
    """Remove what nobody came back for."""
    KeptInput.objects.filter(kept_at__lte=at - timedelta(seconds=LIFETIME)).delete()


def forget_used(request: HttpRequest, response: HttpResponse) -> None:
    """A kept form that was sent again and accepted (answered by a redirection) is removed."""
    mark = request.POST.get(MARK, "") if request.method == "POST" and response.status_code == 302 else ""
    if re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", mark) and request.user.is_authenticated:
        KeptInput.objects.filter(
            public_id=mark, person_id=request.user.pk, path=request.get_full_path()
        ).delete()


def is_local(path: str) -> bool:
    """An address on this site, given without host."""
    return path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)


def is_from_here(request: HttpRequest) -> bool:
    """The browser says that the form came from one of our pages; silence counts as elsewhere."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    allowed = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    parts = urlsplit(origin)
    return f"{parts.scheme}://{parts.netloc}" in allowed


def _is_worth_keeping(request: HttpRequest) -> bool:
    match = request.resolver_match
    name = match.view_name if match else ""
    return (
        request.method == "POST"
        and request.content_type in FORMS
        and len(request.get_full_path()) <= 2000
        and is_from_here(request)
        and not NEVER.match(name or "")
    )


def _owner(request: HttpRequest) -> Person | None:
    if request.user.is_authenticated:
        return request.user
    person_id = _cookie_person(request)
    return Person.objects.filter(pk=person_id, is_active=True).first() if person_id else None


def _content(request: HttpRequest) -> Input:
    try:
        sent, files = request.POST, request.FILES
    except (RequestDataTooBig, TooManyFieldsSent) as error:
        raise TooLong from error
    except MultiPartParserError:
        return Input([], [])
    fields = [(name, values) for name, values in sent.lists() if not SECRETS.search(name) and name != MARK]
    return Input(fields, [str(f.name) for _, group in files.lists() for f in group])


def _seal(kept: KeptInput, content: Input) -> str:
    data: dict[str, Any] = {"fields": content.fields, "files": content.files}
    return signing.dumps(data, salt=_salt(kept), compress=True)


def _salt(kept: KeptInput) -> str:
    """Ties the content to its owner, its address and its row."""
    return f"azalai.kept:{kept.person_id}:{kept.public_id}:{kept.path}"


def _drop_beyond(owner: Person) -> None:
    surplus = KeptInput.objects.filter(person=owner).order_by("-kept_at", "-pk")[PER_PERSON:]
    KeptInput.objects.filter(pk__in=list(surplus.values_list("pk", flat=True))).delete()
