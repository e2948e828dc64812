"""The twelve checks of tool 9: what the system verifies by itself, what a person must say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from azalai.core.clock import today
from azalai.frames.models import FrameworkItem
from azalai.frames.queries import current_items
from azalai.indicators.enums import Answer, Frequency, Kind, Nature
from azalai.indicators.models import Indicator, QualityAnswer

_KINDS: dict[str, str] = {
    Answer.YES: "done",
    Answer.NO: "wrong",
    Answer.NOT_APPLICABLE: "neutral",
    "": "waiting",
}
# Tool 9 names sex, age, nationality and migration status; the last is one of two variables.
REQUIRED = ("sex", "age", "citizenship")
STATUSES = ("asylum", "regularity")


@dataclass(frozen=True, slots=True)
class Check:
    """One check. answer: "yes", "no", "not-applicable", "" while a person has said nothing."""

    item: FrameworkItem
    by_system: bool
    answer: str
    evidence: str

    @property
    def kind(self) -> str:
        """How the page marks it."""
        return _KINDS[self.answer]

    @property
    def word(self) -> str:
        """The answer in words."""
        return str(Answer(self.answer).label).lower() if self.answer else _("à dire par une personne")


def checks(indicator: Indicator) -> list[Check]:
    """The twelve, in the order of tool 9. `indicator` as `queries.full` reads it; one query."""
    said = {one.check_code: one for one in indicator.quality_answers.all()}
    return [
        _check(indicator, item, said.get(item.code))
        for item in current_items("indicator-checklist", on=today())
    ]


def _check(indicator: Indicator, item: FrameworkItem, said: QualityAnswer | None) -> Check:
    verify = _VERIFIED.get(item.code)
    found = verify(indicator) if verify else None
    if found is not None:
        verdict = found[0] if isinstance(found[0], Answer) else Answer.YES if found[0] else Answer.NO
        return Check(item, by_system=True, answer=verdict, evidence=found[1])
    answer, evidence = (said.answer, said.evidence) if said else ("", "")
    return Check(item, by_system=False, answer=answer, evidence=evidence)


Found = tuple[bool | Answer, str] | None


def _objective(indicator: Indicator) -> Found:
    named = [str(row.item.code) for row in indicator.objectives.all() if row.item.framework.code == "gcm"]
    if named:
        return True, _("Objectif(s) du Pacte sur la fiche : %(codes)s") % {"codes": ", ".join(named)}
    lines = len(indicator.ties.all())
    return False, _("Aucun objectif du Pacte sur la fiche ; lignes de plan : %(n)s") % {"n": lines}


def _existing(indicator: Indicator) -> Found:
    """Only what the system counts shows by itself that it adds no work."""
    if not indicator.is_live:
        return None
    return True, _("Le système compte : rien n'est à saisir.")


def _disaggregated(indicator: Indicator) -> Found:
    there = {row.item.code for row in indicator.variables.all()}
    wanted = [code for code in REQUIRED if code not in there]
    if not there & set(STATUSES):
        wanted.append(STATUSES[0])
    names = {item.code: item.label for item in current_items("disaggregation", on=today())} if wanted else {}
    if not wanted:
        return True, _("Sexe, âge, citoyenneté et statut sont sur la fiche.")
    missing = ", ".join(names.get(code, code).lower() for code in wanted)
    return False, _("Manque sur la fiche : %(names)s") % {"names": missing}


def _standards(indicator: Indicator) -> Found:
    """A standard that is named can be judged by a person; none named is no conformity."""
    return None if indicator.standards else (False, _("Aucune norme n'est citée sur la fiche."))


def _regular(indicator: Indicator) -> Found:
    if indicator.is_live:
        return True, _("Le système compte pour toute période.")
    known = indicator.frequency in (Frequency.QUARTER, Frequency.YEAR)
    return known, str(indicator.get_frequency_display() or _("Aucune périodicité sur la fiche."))


def _outcomes(indicator: Indicator) -> Found:
    if not indicator.nature:
        return None
    return indicator.nature == Nature.OUTCOME, _("Type : %(type)s") % {"type": indicator.get_nature_display()}


def _metadata(indicator: Indicator) -> Found:
    fields = {
        _("définitions"): indicator.definitions,
        _("unité"): indicator.unit_label,
        _("méthode"): indicator.methodology or indicator.is_live,
        _("sources"): indicator.data_sources or indicator.is_live,
    }
    missing = [name for name, value in fields.items() if not value]
    if missing:
        return False, _("Manque sur la fiche : %(names)s") % {"names": ", ".join(missing)}
    return True, _("Définitions, unité, méthode et sources sont sur la fiche.")


def _baseline(indicator: Indicator) -> Found:
    if indicator.baseline_kind == Kind.NUMBER:
        return True, _("La fiche la donne.")
    if indicator.baseline_kind == Kind.NOT_APPLICABLE:
        return Answer.NOT_APPLICABLE, _("La fiche dit qu'il n'y en a pas.")
    if indicator.baseline_kind == Kind.UNKNOWN:
        return False, _("La fiche dit qu'elle n'est pas connue.")
    return False, _("Aucune valeur de référence sur la fiche.")


_VERIFIED: dict[str, Callable[[Indicator], Any]] = {
    "objective": _objective,
    "existing-processes": _existing,
    "disaggregated": _disaggregated,
    "standards": _standards,
    "regular": _regular,
    "outcomes": _outcomes,
    "metadata": _metadata,
    "baseline": _baseline,
}
