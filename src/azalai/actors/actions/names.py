"""Names met in documents: a person says whom they designate."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from azalai.actors import rules
from azalai.actors.actions.spellings import put
from azalai.actors.actions.storing import insert
from azalai.actors.enums import SpellingKind, Verdict
from azalai.actors.models import Group, Organisation, SetAside, Spelling
from azalai.actors.recognition import Recogniser
from azalai.actors.references import Reference, naming_references
from azalai.core import audit
from azalai.core.authorship import Author
from azalai.engines.naming.text import spelling_key


@transaction.atomic
def confirm_name(
    *,
    by: Author,
    at: datetime,
    organisation: Organisation,
    text: str,
    kind: str = SpellingKind.VARIANT,
    source: str = "",
) -> dict[str, list[int]]:
    """The text designates that organisation: it becomes a spelling, rows that keep it point there.

    kind: variant or misprint. Returns the keys of the rows by reference. Raises ValidationError: the text
    names several organisations, or designates something else already (text).
    """
    rules.check_confirm_names(by)
    if organisation.merged_into_id:
        raise ValidationError({"organisation": _("Cette fiche est réunie à une autre.")})
    _check_one_name(text, organisation.country_id)
    country, key = organisation.country_id, spelling_key(text)
    put(organisation, text, kind=kind, facts={"source": source.strip() or _("Nom confirmé par une personne")})
    SetAside.objects.filter(country_id=country, key=key).delete()
    pointed = {one.key: keys for one in naming_references() if (keys := _point(one, key, organisation))}
    organisation.refresh_search()
    after: dict[str, Any] = {"spelling": text.strip(), "spelling_kind": str(SpellingKind(kind).label)}
    after["references"] = [f"{name} : {', '.join(map(str, keys))}" for name, keys in pointed.items()]
    audit.record(by=by, at=at, action="organisation.name-confirmed", obj=organisation, after=after)
    return pointed


def _check_one_name(text: str, country: str) -> None:
    named = {part.organisation_id for part in Recogniser.for_country(country).parts(text)} - {None}
    if len(named) > 1:
        raise ValidationError(
            {"text": _("Ce texte nomme plusieurs organismes : séparez-les là où il est écrit.")}
        )


def _point(reference: Reference, key: str, organisation: Organisation) -> list[int]:
    rows = reference.named(organisation.country_id, key)
    blank = {reference.text: ""} if reference.clear_text else {}
    reference.rows.filter(pk__in=rows).update(**{reference.field: organisation}, **blank)
    if rows:
        reference.after(rows)
    return rows


@transaction.atomic
def set_aside_name(
    *,
    by: Author,
    at: datetime,
    country: str,
    text: str,
    verdict: str,
    group: Group | None = None,
    reason: str = "",
) -> SetAside:
    """The text is no organisation of the register: it is asked no more.

    verdict "group": the text becomes a spelling of `group`, recognised from now on. Raises ValidationError:
    no group (group), a text that is a spelling already (text), decided already.
    """
    rules.check_confirm_names(by)
    key = spelling_key(text)
    if not key:
        raise ValidationError({"text": _("Une graphie contient au moins une lettre ou un chiffre.")})
    if verdict == Verdict.GROUP:
        _join_group(country, text.strip(), key, group)
    made = SetAside(country_id=country, key=key[:250], text=text.strip()[:300], verdict=verdict)
    made.reason, made.decided_at, made.decided_by_id = reason.strip(), at, by.person_id
    insert(made, _("Ce nom est déjà écarté."))
    after = {"verdict": made.get_verdict_display(), "other": str(group or "")}
    audit.record(by=by, at=at, action="name.set-aside", obj=made, after=after, reason=made.reason)
    return made


def _join_group(country: str, text: str, key: str, group: Group | None) -> None:
    if group is None or group.country_id != country:
        raise ValidationError({"group": _("Choisissez la désignation collective.")})
    if Spelling.objects.filter(country_id=country, key=key).exists():
        raise ValidationError({"text": _("Ce nom désigne déjà quelqu'un au registre.")})
    row = Spelling(country_id=country, group=group, text=text, key=key, kind=SpellingKind.VARIANT)
    row.full_clean(exclude=["country", "organisation", "group", "also"])
    insert(row, {"text": _("Ce nom désigne déjà quelqu'un au registre.")})
    for reference in naming_references():
        if reference.group_flag:
            rows = reference.named(country, key)
            reference.rows.filter(pk__in=rows).update(**{reference.group_flag: True})


@transaction.atomic
def take_name_back(*, by: Author, at: datetime, name: SetAside) -> None:
    """Ask about it again. Raises ValidationError: it is a spelling of a group now."""
    rules.check_confirm_names(by)
    if name.verdict == Verdict.GROUP:
        raise ValidationError(_("Ce nom est une graphie d'une désignation collective ; il reste reconnu."))
    audit.record(by=by, at=at, action="name.taken-back", obj=name, before={"text": name.text})
    name.delete()
