"""Missions and sessions: registered, changed, held, cancelled, taken up again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from azalai.actors.recognition import Recogniser
from azalai.concertation.missions import rules
from azalai.concertation.missions.enums import (
    LEVELLED,
    MissionKind,
    MissionState,
    PartyRole,
)
from azalai.concertation.models import Mission, MissionParty
from azalai.core import audit
from azalai.core.audit import fold
from azalai.core.authorship import Author
from azalai.frames.partial import first_day, last_day

MISSION_FIELDS = (
    "kind",
    "level",
    "title",
    "starts",
    "ends",
    "place",
    "abroad",
    "agents",
    "women",
    "men",
    "report",
    "evidence",
    "evidence_url",
    "state",
)
Names = Sequence[str]


@transaction.atomic
def register_mission(
    *,
    by: Author,
    at: datetime,
    country: str,
    hosts: Names = (),
    participants: Names = (),
    form_key: UUID | None = None,
    **values: Any,
) -> Mission:
    """A new one, planned or held already. values: MISSION_FIELDS; hosts, participants: organisations as
    written, tied to the register where they are known.

    The same form_key again gives the mission made first. Raises ValidationError by field.
    """
    rules.check_keep_missions(by)
    if known := _known(form_key):
        return known
    mission = Mission(country_id=country, form_key=form_key, registered_at=at, registered_by_id=by.person_id)
    try:
        with transaction.atomic():
            _write(mission, values, {PartyRole.HOST: hosts, PartyRole.PARTICIPANT: participants}, at)
    except IntegrityError:  # the same form, sent twice at the same moment
        if known := _known(form_key):
            return known
        raise
    audit.record(by=by, at=at, action="concertation.mission-registered", obj=mission, after=_told(mission))
    return mission


def _known(form_key: UUID | None) -> Mission | None:
    return Mission.objects.filter(form_key=form_key).first() if form_key else None


@transaction.atomic
def change_mission(
    *,
    by: Author,
    at: datetime,
    mission: Mission,
    seen: int | None = None,
    hosts: Names | None = None,
    participants: Names | None = None,
    **values: Any,
) -> Mission:
    """Change it; values: some of MISSION_FIELDS. seen: `changes` of what the person had before them.

    Raises ValidationError: somebody else has changed it since, the state table forbids the move, a field.
    """
    rules.check_keep_missions(by)
    found = _locked(mission)
    if seen is not None and seen != found.changes:
        raise ValidationError(
            _("Quelqu'un a modifié cette mission entre-temps : comparez avec sa fiche avant d'enregistrer.")
        )
    if found.state == MissionState.CANCELLED:
        raise ValidationError(
            _("Cette mission est annulée : remettez-la d'abord parmi les missions prévues.")
        )
    if values.get("state", found.state) != found.state:
        _check_move(found, values["state"])
    before = _told(found)
    named = {PartyRole.HOST: hosts, PartyRole.PARTICIPANT: participants}
    _write(found, values, {role: names for role, names in named.items() if names is not None}, at)
    after = _told(found)
    changed = [name for name in before | after if before.get(name) != after.get(name)]
    if changed:
        found.changes += 1
        found.save(update_fields=["changes"])
        audit.record(
            by=by,
            at=at,
            action="concertation.mission-changed",
            obj=found,
            before={name: before.get(name) for name in changed},
            after={name: after.get(name) for name in changed},
        )
    return found


@transaction.atomic
def cancel_mission(*, by: Author, at: datetime, mission: Mission, reason: str) -> Mission:
    """It will not take place. Raises ValidationError: it is not planned any more, no reason."""
    rules.check_keep_missions(by)
    found = _locked(mission)
    _check_move(found, MissionState.CANCELLED)
    if not reason.strip():
        raise ValidationError({"reason": _("Dites pourquoi elle est annulée.")})
    found.state, found.cancelled_because = MissionState.CANCELLED, reason.strip()
    found.changes += 1
    found.save(update_fields=["state", "cancelled_because", "changes"])
    audit.record(by=by, at=at, action="concertation.mission-cancelled", obj=found, reason=reason)
    return found


@transaction.atomic
def reopen_mission(*, by: Author, at: datetime, mission: Mission) -> Mission:
    """Take it back to « prévue ». Raises ValidationError: it is planned already."""
    rules.check_keep_missions(by)
    found = _locked(mission)
    _check_move(found, MissionState.PLANNED)
    before = {"state": found.state, "cancelled_because": found.cancelled_because}
    found.state, found.cancelled_because = MissionState.PLANNED, ""
    found.changes += 1
    found.save(update_fields=["state", "cancelled_because", "changes"])
    audit.record(by=by, at=at, action="concertation.mission-reopened", obj=found, before=before)
    return found


def _locked(mission: Mission) -> Mission:
    return Mission.objects.select_for_update(of=("self",)).select_related("place").get(pk=mission.pk)


def _check_move(mission: Mission, state: str) -> None:
    if mission.may_become(state):
        return
    raise ValidationError(
        _("Cette mission est « %(state)s » : ce n'est plus possible.")
        % {"state": mission.get_state_display()}
    )


def _write(mission: Mission, values: dict[str, Any], named: dict[str, Names], at: datetime) -> None:
    for name, value in values.items():
        if name not in MISSION_FIELDS:
            raise TypeError(f"{name} is no field of a mission")
        setattr(mission, name, value)
    if mission.agents is None and mission.women is not None and mission.men is not None:
        mission.agents = mission.women + mission.men
    mission.starts_from, mission.starts_to = first_day(mission.starts), last_day(mission.starts)
    if faults := _faults(mission, localdate(at)):
        raise ValidationError(faults)
    mission.search_text = fold(f"{mission.title} {mission.where} {mission.report} {mission.evidence}")
    mission.save()
    for role, names in named.items():
        _name(mission, role, names)


def _faults(mission: Mission, today: date) -> dict[str, str]:
    """What the database would refuse, and what nobody can have meant, in words and by field."""
    return _faults_of_words(mission) | _faults_of_days(mission, today) | _faults_of_people(mission)


def _faults_of_words(mission: Mission) -> dict[str, str]:
    found = {}
    if not mission.title.strip():
        found["title"] = _("Dites en une ligne de quoi il s'agit.")
    if mission.kind in LEVELLED and not mission.level:
        found["level"] = _("Précisez l'échelon : bilatéral, régional ou international.")
    if mission.kind not in LEVELLED and mission.level:
        found["level"] = _("L'échelon ne concerne que les rencontres entre pays et les outils communs.")
    if mission.place_id and mission.abroad:
        found["abroad"] = _("Choisissez un lieu du pays ou écrivez une ville à l'étranger, pas les deux.")
    if mission.kind == MissionKind.SUPPORT and not mission.place_id:
        found["place"] = _("Choisissez la région ou le département de la direction appuyée.")
    return found


def _faults_of_days(mission: Mission, today: date) -> dict[str, str]:
    found = {}
    ends = last_day(mission.ends)
    if mission.state == MissionState.CANCELLED and not mission.cancelled_because:
        found["state"] = _("Une annulation se note avec son motif.")
    if mission.starts_from and ends and ends < mission.starts_from:
        found["ends"] = _("Elle finit avant de commencer.")
    if mission.ends and not mission.starts:
        found["starts"] = _("Indiquez aussi le début, au moins l'année.")
    if mission.state == MissionState.HELD and mission.starts_from is None:
        found["starts"] = _("Dites quand elle a eu lieu, au moins l'année.")
    elif mission.state == MissionState.HELD and mission.starts_from and mission.starts_from > today:
        found["starts"] = _("Elle ne peut pas avoir eu lieu : cette date est à venir.")
    return found


def _faults_of_people(mission: Mission) -> dict[str, str]:
    parts = (mission.women or 0) + (mission.men or 0)
    if mission.agents is not None and parts > mission.agents:
        return {"agents": _("Les femmes et les hommes font plus que le total : %(n)s.") % {"n": parts}}
    return {}


def _name(mission: Mission, role: str, names: Names) -> None:
    """The organisations of that role, in order; each tied to the register where it is known for sure."""
    texts = list(dict.fromkeys(" ".join(name.split())[:300] for name in names if name.strip()))
    if texts == list(mission.parties.filter(role=role).values_list("text", flat=True)):
        return
    mission.parties.filter(role=role).delete()
    recogniser = Recogniser.for_country(mission.country_id) if texts else None
    for number, text in enumerate(texts, start=1):
        MissionParty.objects.create(
            mission=mission,
            role=role,
            number=number,
            text=text,
            organisation_id=recogniser.organisation_id(text) if recogniser else None,
        )


def _told(mission: Mission) -> dict[str, Any]:
    """For the audit trail: blanks left out."""
    told = {name: getattr(mission, name) for name in MISSION_FIELDS if name != "place"}
    told["place"] = str(mission.place) if mission.place_id else ""
    for role, name in ((PartyRole.HOST, "hosts"), (PartyRole.PARTICIPANT, "participants")):
        told[name] = list(mission.parties.filter(role=role).values_list("text", flat=True))
    return {name: value for name, value in told.items() if value not in (None, "", [])}
