"""Networks and focal points."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from azalai.accounts.models import Post
from azalai.actors import rules
from azalai.actors.actions.spellings import check_date, check_period
from azalai.actors.actions.storing import insert
from azalai.actors.enums import OrganisationKind
from azalai.actors.models import FocalPoint, Membership, Organisation
from azalai.core import audit
from azalai.core.authorship import Author
from azalai.frames.models import Place


@transaction.atomic
def join_network(
    *,
    by: Author,
    at: datetime,
    organisation: Organisation,
    network: Organisation,
    valid_from: str = "",
    source: str = "",
) -> Membership:
    """The organisation belongs to the network, from that partial date where known.

    Raises ValidationError (network): no network, itself, another country, or already a member.
    """
    rules.check_edit_actors(by)
    _check_network(organisation, network)
    check_date("valid_from", valid_from)
    made = Membership(
        organisation=organisation, network=network, valid_from=valid_from, source=source.strip()
    )
    insert(made, {"network": _("L'organisme appartient déjà à ce réseau.")})
    after = {"network": str(network), "valid_from": valid_from, "source": source.strip()}
    audit.record(by=by, at=at, action="organisation.network-joined", obj=organisation, after=after)
    return made


def _check_network(organisation: Organisation, network: Organisation) -> None:
    if network.kind != OrganisationKind.NETWORK or network.country_id != organisation.country_id:
        raise ValidationError({"network": _("Choisissez un réseau du registre.")})
    if network.pk == organisation.pk:
        raise ValidationError({"network": _("Un réseau n'appartient pas à lui-même.")})
    if organisation.memberships.filter(network=network, valid_to="").exists():
        raise ValidationError({"network": _("L'organisme appartient déjà à ce réseau.")})


@transaction.atomic
def leave_network(
    *, by: Author, at: datetime, membership: Membership, valid_to: str, reason: str
) -> Membership:
    """The membership ends on that partial date. Raises ValidationError (valid_to)."""
    rules.check_edit_actors(by)
    if not valid_to:
        raise ValidationError({"valid_to": _("Indiquez une année, un mois ou un jour.")})
    check_period(membership.valid_from, valid_to)
    membership.valid_to = valid_to
    membership.save(update_fields=["valid_to"])
    audit.record(
        by=by,
        at=at,
        action="organisation.network-left",
        obj=membership.organisation,
        before={"network": str(membership.network), "valid_to": ""},
        after={"network": str(membership.network), "valid_to": valid_to},
        reason=reason,
    )
    return membership


@transaction.atomic
def appoint_focal_point(
    *,
    by: Author,
    at: datetime,
    organisation: Organisation,
    post: Post,
    starts_on: date,
    place: Place | None = None,
) -> FocalPoint:
    """The post speaks for the organisation from that day, in that place where told.

    Raises ValidationError (post, starts_on, place): a closed post, one that already does, another country.
    """
    rules.check_edit_actors(by)
    _check_post(organisation, post, starts_on)
    if place is not None and place.country_id != organisation.country_id:
        raise ValidationError({"place": _("Choisissez dans le même pays.")})
    made = FocalPoint(organisation=organisation, post=post, place=place, starts_on=starts_on)
    insert(made, {"post": _("Ce poste est déjà point focal de cet organisme.")})
    after = {"post": str(post), "place": str(place) if place else "", "starts_on": starts_on}
    audit.record(by=by, at=at, action="organisation.focal-point-appointed", obj=organisation, after=after)
    return made


def _check_post(organisation: Organisation, post: Post, on: date) -> None:
    if post.closed_on and post.closed_on <= on:
        raise ValidationError({"post": _("Ce poste est fermé à cette date.")})
    others = organisation.focal_points.filter(post=post)
    if others.filter(ends_on__isnull=True).exists() or others.filter(ends_on__gte=on).exists():
        raise ValidationError({"post": _("Ce poste est déjà point focal de cet organisme.")})


@transaction.atomic
def end_focal_point(
    *, by: Author, at: datetime, focal_point: FocalPoint, ends_on: date, reason: str
) -> FocalPoint:
    """The last day on which the post speaks for the organisation. Raises ValidationError (ends_on)."""
    rules.check_edit_actors(by)
    if ends_on < focal_point.starts_on:
        raise ValidationError({"ends_on": _("La fin précède le début.")})
    before, focal_point.ends_on = focal_point.ends_on, ends_on
    focal_point.save(update_fields=["ends_on"])
    audit.record(
        by=by,
        at=at,
        action="organisation.focal-point-ended",
        obj=focal_point.organisation,
        before={"post": str(focal_point.post), "ends_on": before},
        after={"post": str(focal_point.post), "ends_on": ends_on},
        reason=reason,
    )
    return focal_point
