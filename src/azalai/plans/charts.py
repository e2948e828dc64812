"""Charts of a plan: what each says in its title, drawn by `core.charts`."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from azalai.core.charts import (
    Bar,
    Chart,
    Column,
    CoverItem,
    build,
    columns_by_year,
    coverage,
    horizontal_bars,
)
from azalai.engines.plan.findings import name_of, short
from azalai.engines.plan.levels import french
from azalai.plans.queries import CoverLine
from azalai.plans.summaries import Calendar, CostLine

MOST_BARS = 25  # beyond, bars are too thin to read; the table has them all


def declared_and_computed(lines: Sequence[CostLine]) -> Chart | None:
    """Cost of each top-level node, computed where it differs from what is declared."""
    if not lines:
        return None
    wrong = [line for line in lines if line.difference]
    level = french(lines[0].node.kind, count=len(lines))
    title = (
        _("Pour %(count)s %(level)s sur %(all)s, le coût déclaré n'est pas la somme des parties")
        % {"count": len(wrong), "level": french(lines[0].node.kind, count=len(wrong)), "all": len(lines)}
        if wrong
        else _("Les coûts déclarés des %(level)s sont la somme de leurs parties") % {"level": level}
    )
    bars = [Bar(_bar_label(line), line.declared, line.computed) for line in lines]
    rows = [[_label(line), line.declared, line.computed, line.difference] for line in lines]
    return build(
        title=title,
        spec=horizontal_bars(bars, unit="FCFA", series=(_("déclaré"), _("calculé"))),
        table_head=[_("Élément"), _("Déclaré"), _("Calculé"), _("Écart")],
        table_rows=rows,
    )


def _bar_label(line: CostLine) -> str:
    return f"{french(line.node.kind).capitalize()} {name_of(line.node)}"


def _label(line: CostLine) -> str:
    return (
        f"{_bar_label(line)} · {short(line.node.title, 60)}" if line.node.code else short(line.node.title, 60)
    )


def costs_by_year(calendar: Calendar) -> Chart | None:
    """Cost of each year, and of what has no year."""
    if not calendar.years or not any(calendar.totals.values()):
        return None
    columns = [Column(calendar.names[year], calendar.totals[year]) for year in calendar.years]
    rows: list[list[object]] = [[calendar.names[year], calendar.totals[year]] for year in calendar.years]
    if calendar.undated_cost:
        columns.append(Column(_("Sans année"), calendar.undated_cost, apart=True))
        rows.append([_("Sans année"), calendar.undated_cost])
    highest = max(calendar.years, key=lambda year: calendar.totals[year])
    note = (
        _("Un coût sans détail annuel est réparti également entre les années de l'activité.")
        if calendar.even
        else ""
    )
    return build(
        title=_("%(year)s est l'année la plus chargée") % {"year": calendar.names[highest]},
        spec=columns_by_year(columns, unit="FCFA"),
        table_head=[_("Année"), _("Coût")],
        table_rows=rows,
        note=note,
    )


def objectives_served(lines: Sequence[CoverLine]) -> Chart:
    """How many activities serve each objective of the Compact."""
    served = sum(1 for line in lines if line.nodes)
    return build(
        title=_("Le plan sert %(served)s objectifs du PMM sur %(all)s")
        % {"served": served, "all": len(lines)},
        spec=coverage([CoverItem(line.code, line.label, line.activities) for line in lines]),
        table_head=[_("Objectif"), _("Intitulé"), _("Activités")],
        table_rows=[[line.code, line.title, line.activities] for line in lines],
    )
