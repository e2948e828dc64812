"""How the period compares with the one before it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from azalai.core.facts import fact as known_fact
from azalai.engines.phrases import words
from azalai.engines.phrases.times import day
from azalai.reports.chapters.counting import bodies_figure, bodies_of, body_rows, total_figure
from azalai.reports.drafting import Draft, Figure
from azalai.reports.material import Material

# Facts that are worth comparing: code, words.
COMPARED = (
    ("concertation.meetings-held", "Réunions de concertation tenues"),
    ("followup.actions-done", "Actions faites"),
    ("followup.actions-verified", "Actions vérifiées"),
    ("forum.exchanges", "Échanges entre partenaires"),
)
SAME = "="

Pair = tuple[str, Figure, Figure]  # words, before, now


def evolution(draft: Draft, material: Material) -> None:
    """A small table; nothing where nothing is known of the period before."""
    past = material.before()
    pairs = [*_interventions(draft, material, past), *_facts(draft, material, past)]
    if not any(before.number for _, before, _ in pairs):
        return
    draft.heading("Évolution")
    draft.table(
        "Évolution par rapport à la période précédente",
        ["", _name(past), _name(material), "Évolution"],
        [[told, before, now, _change(before, now)] for told, before, now in pairs],
        numbers=[1, 2, 3],
        widths=[46, 17, 21, 16],
        source="interventions publiées, concertation, registre des actions, échanges",
    )


def _name(material: Material) -> str:
    """ "2025", "2026 (au 29 novembre 2026)": a period that is not over says to which day it is counted."""
    period = material.period
    name = period.subtitle if period.quarter else str(period.year)
    return f"{name} (au {day(material.as_of)})" if material.as_of < material.end else name


def _change(before: Figure, now: Figure) -> str | None:
    if not (before.is_known and now.is_known):
        return None
    change = Decimal(now.number) - Decimal(before.number)
    return f"+{words.grouped(change)}" if change > 0 else words.grouped(change) if change else SAME


def _interventions(draft: Draft, material: Material, past: Material) -> Iterator[Pair]:
    before = draft.figure(
        "before.interventions",
        len(past.ones),
        label="Interventions de la période d'avant",
        formula="Interventions publiées, non annulées, dont les dates croisent la période d'avant.",
        rows=material.rows(past.ones),
        url=past.list_url(),
    )
    yield "Interventions en cours dans la période", before, total_figure(draft, material)
    keys = bodies_of(past, past.ones)
    bodies = draft.figure(
        "before.organisations",
        len(keys),
        label="Organismes de la période d'avant",
        formula="Organismes nommés, en toute qualité, par une intervention de la période d'avant.",
        rows=body_rows(material, keys),
    )
    yield "Organismes qui y prennent part", bodies, bodies_figure(draft, material)


def _facts(draft: Draft, material: Material, past: Material) -> Iterator[Pair]:
    for code, told in COMPARED:
        if known_fact(code) is not None:
            before = draft.fact(code, key=f"before.{code}", label=f"{told}, période d'avant", span=past.span)
            yield told, before, draft.fact(code, key=f"now.{code}", label=told)
