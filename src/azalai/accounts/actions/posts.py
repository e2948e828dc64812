"""Posts and who holds them. Dates are whole days; a tenure includes its first and its last day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.accounts import queries, rules
from azalai.accounts.enums import Role, TenureKind
from azalai.accounts.models import Person, Post, Tenure
from azalai.core import audit
from azalai.core.authorship import Author
from azalai.core.formatting import day

DAY = timedelta(days=1)


@transaction.atomic
def create_post(*, by: Author, at: datetime, title: str, role: str) -> Post:
    """Create a post. Raises ValidationError (title, role)."""
    rules.check_manage_posts(by)
    rules.check_manage_post(by, role)
    post = Post(title=title.strip(), role=role)
    post.full_clean()
    post.save(force_insert=True)
    audit.record(by=by, at=at, action="post.created", obj=post, after={"title": post.title, "role": role})
    return post


@transaction.atomic
def rename_post(*, by: Author, at: datetime, post: Post, title: str) -> Post:
    """Give the post another title; its history keeps the former one."""
    post = _locked(by, post)
    before, post.title = post.title, title.strip()
    if post.title == before:
        return post
    post.full_clean()
    post.save(update_fields=["title"])
    audit.record(
        by=by, at=at, action="post.renamed", obj=post, before={"title": before}, after={"title": post.title}
    )
    return post


@transaction.atomic
def close_post(*, by: Author, at: datetime, post: Post, on: date, reason: str) -> Post:
    """Close the post: `on` is the first day without it. Its tenures end the day before.

    Raises ValidationError (on) when a tenure begins on that day or later, or when no administrator
    would remain.
    """
    post = _locked(by, post)
    if post.closed_on:
        raise ValidationError({"on": _("Ce poste est déjà fermé.")})
    if post.tenures.filter(starts_on__gte=on).exists():
        raise ValidationError(
            {"on": _("Une affectation commence ce jour-là ou après : choisissez une autre date.")}
        )
    post.closed_on = on
    post.save(update_fields=["closed_on"])
    for tenure in post.tenures.running_from(on):
        _end(by, at, tenure, on - DAY, _("Fermeture du poste"))
    _check_administrator_remains(post, on)
    audit.record(
        by=by,
        at=at,
        action="post.closed",
        obj=post,
        before={"closed_on": None},
        after={"closed_on": on},
        reason=reason,
    )
    return post


@transaction.atomic
def appoint(*, by: Author, at: datetime, post: Post, person: Person, on: date) -> Tenure:
    """Give a vacant post a holder from `on`. Raises ValidationError (on, person)."""
    post = _locked(by, post)
    _check_open(post, on)
    _check_active(person, "person")
    if other := post.tenures.holders().running_from(on).select_related("person").first():
        raise ValidationError({"on": _held(other)})
    _check_not_deputising(post, person, on, "person")
    return _begin(by, at, post, person, TenureKind.HOLDER, on, None, "tenure.appointed")


@transaction.atomic
def hand_over(
    *,
    by: Author,
    at: datetime,
    post: Post,
    to_person: Person,
    on: date,
    deputy: Person | None = None,
    deputy_until: date | None = None,
) -> Tenure:
    """Hand the post over: the outgoing tenure ends the day before `on`, the new one begins that day.

    deputy, deputy_until: someone who stands in from `on` to that day included.
    Raises ValidationError (on, to_person, deputy, deputy_until): nobody to take over from, dates that
    overlap, a closed account, the same person.
    """
    post = _locked(by, post)
    _check_open(post, on)
    _check_active(to_person, "to_person")
    outgoing = _outgoing(post, to_person, on)
    _end(by, at, outgoing, on - DAY, _("Passation"))
    _cut_deputy_short(by, at, post, to_person, on)
    tenure = _begin(by, at, post, to_person, TenureKind.HOLDER, on, None, "tenure.handed-over")
    if deputy is not None:
        _deputise(by, at, post, deputy, on, deputy_until, ("deputy", "deputy_until"))
    _check_administrator_remains(post, on)
    return tenure


def _outgoing(post: Post, to_person: Person, on: date) -> Tenure:
    """The holder's tenure that ends by handing over on that day."""
    later = post.tenures.holders().filter(starts_on__gte=on).select_related("person").first()
    if later:
        raise ValidationError({"on": _held(later)})
    outgoing = post.tenures.holders().running_from(on - DAY).select_related("person").first()
    if outgoing is None:
        raise ValidationError({"on": _("Personne n'occupe ce poste à cette date : nommez un titulaire.")})
    if outgoing.person_id == to_person.pk:
        raise ValidationError({"to_person": _("Cette personne occupe déjà le poste.")})
    return outgoing


def _cut_deputy_short(by: Author, at: datetime, post: Post, person: Person, on: date) -> None:
    """A deputy who becomes the holder is no longer deputy."""
    for tenure in post.tenures.deputies().running_from(on).filter(person=person):
        if tenure.starts_on >= on:
            raise ValidationError(
                {"to_person": _("Cette personne doit encore suppléer ce poste : annulez-le d'abord.")}
            )
        _end(by, at, tenure, on - DAY, _("Devient titulaire"))


@transaction.atomic
def appoint_deputy(
    *, by: Author, at: datetime, post: Post, person: Person, on: date, until: date | None
) -> Tenure:
    """Someone stands in for the holder, from `on` to `until`, both included.

    Raises ValidationError (person, on, until): no end, ends before it begins, holds the post already,
    another deputy at that time.
    """
    post = _locked(by, post)
    return _deputise(by, at, post, person, on, until, ("person", "until"))


def _deputise(
    by: Author,
    at: datetime,
    post: Post,
    person: Person,
    on: date,
    until: date | None,
    names: tuple[str, str],
) -> Tenure:
    """names: how the caller calls the person and the end date, for its error messages."""
    person_name, until_name = names
    _check_open(post, on)
    _check_active(person, person_name)
    if until is None or until < on:
        raise ValidationError(
            {until_name: _("Une suppléance a une date de fin, le jour de son début ou après.")}
        )
    if post.closed_on and until >= post.closed_on:
        raise ValidationError({until_name: _("Le poste ferme avant cette date.")})
    overlapping = post.tenures.running_from(on).filter(starts_on__lte=until).select_related("person")
    for other in overlapping:
        if other.person_id == person.pk:
            raise ValidationError({person_name: _("Cette personne occupe déjà le poste à ces dates.")})
        if other.kind == TenureKind.DEPUTY:
            raise ValidationError({person_name: _held(other)})
    return _begin(by, at, post, person, TenureKind.DEPUTY, on, until, "tenure.deputised")


@transaction.atomic
def end_tenure(*, by: Author, at: datetime, tenure: Tenure, on: date, reason: str) -> Tenure:
    """End a tenure: `on` is its last day, never later than the end already set.

    A tenure that has not begun ends on its first day at the earliest.
    """
    post = _locked(by, tenure.post)
    tenure = post.tenures.select_related("person").get(pk=tenure.pk)
    if on < tenure.starts_on:
        raise ValidationError({"on": _("L'affectation commence après cette date.")})
    if tenure.ends_on and on >= tenure.ends_on:
        raise ValidationError({"on": _("L'affectation se termine déjà à cette date ou avant.")})
    _end(by, at, tenure, on, reason)
    _check_administrator_remains(post, max(on + DAY, localdate(at)))
    return tenure


@transaction.atomic
def cancel_tenure(*, by: Author, at: datetime, tenure: Tenure, reason: str) -> Post:
    """Give up a tenure that has not begun; the audit trail keeps what was planned.

    What it had replaced is not brought back: appoint again. Raises ValidationError (tenure).
    """
    post = _locked(by, tenure.post)
    tenure = post.tenures.select_related("person").get(pk=tenure.pk)
    if tenure.starts_on <= localdate(at):
        raise ValidationError({"tenure": _("Cette affectation a commencé : fixez-en la fin.")})
    audit.record(by=by, at=at, action="tenure.cancelled", obj=tenure, before=_facts(tenure), reason=reason)
    day = tenure.starts_on
    tenure.delete()
    _check_administrator_remains(post, day)
    return post


def _locked(by: Author, post: Post) -> Post:
    """The post, locked so that two people cannot fill it at once, once the author may manage it."""
    rules.check_manage_posts(by)
    rules.check_manage_post(by, post.role)
    return Post.objects.select_for_update().get(pk=post.pk)


def _begin(
    by: Author,
    at: datetime,
    post: Post,
    person: Person,
    kind: str,
    on: date,
    until: date | None,
    action: str,
) -> Tenure:
    tenure = Tenure(post=post, person=person, kind=kind, starts_on=on, ends_on=until)
    tenure.full_clean()
    tenure.save(force_insert=True)
    audit.record(by=by, at=at, action=action, obj=tenure, after=_facts(tenure))
    return tenure


def _facts(tenure: Tenure) -> dict[str, Any]:
    return {
        "post": str(tenure.post),
        "person": str(tenure.person),
        "kind": str(tenure.kind),
        "starts_on": tenure.starts_on,
        "ends_on": tenure.ends_on,
    }


def _end(by: Author, at: datetime, tenure: Tenure, last_day: date, reason: str) -> None:
    if last_day < tenure.starts_on:
        raise ValidationError(
            {
                "on": _(
                    "L'affectation en cours commence ce jour-là ou après : choisissez une date plus tardive."
                )
            }
        )
    before, tenure.ends_on = tenure.ends_on, last_day
    if before == last_day:
        return
    tenure.save(update_fields=["ends_on"])
    audit.record(
        by=by,
        at=at,
        action="tenure.ended",
        obj=tenure,
        before={"ends_on": before},
        after={"ends_on": last_day},
        reason=reason,
    )


def _check_open(post: Post, on: date) -> None:
    if post.closed_on and on >= post.closed_on:
        raise ValidationError({"on": _("Ce poste est fermé à cette date.")})


def _check_active(person: Person, name: str) -> None:
    if not person.is_active:
        raise ValidationError({name: _("Le compte de cette personne est fermé.")})


def _check_not_deputising(post: Post, person: Person, on: date, name: str) -> None:
    if post.tenures.deputies().running_from(on).filter(person=person).exists():
        raise ValidationError(
            {name: _("Cette personne supplée déjà ce poste : mettez d'abord fin à la suppléance.")}
        )


def _check_administrator_remains(post: Post, on: date) -> None:
    if post.role == Role.ADMINISTRATOR and not queries.has_administrator(on=on):
        raise ValidationError({"on": _("Il doit rester un administrateur : nommez-en un autre d'abord.")})


def _held(tenure: Tenure) -> str:
    return _("%(person)s occupe déjà ce poste (%(kind)s) à partir du %(start)s.") % {
        "person": tenure.person,
        "kind": tenure.get_kind_display().lower(),
        "start": day(tenure.starts_on),
    }
