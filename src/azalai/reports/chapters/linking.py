"""Overlaps and synergies; objectives and principles of the Compact."""

from __future__ import annotations

from typing import Any

from azalai.core.facts import FactRow
from azalai.engines.phrases import words
from azalai.frames.dataset import load_framework
from azalai.overlaps.enums import OVERLAPPING, SYNERGIES, JointState, Relation
from azalai.overlaps.models import JointAction, Pair
from azalai.overlaps.queries import full
from azalai.reports import charts
from azalai.reports.chapters import chapter
from azalai.reports.chapters.advancing import in_short
from azalai.reports.chapters.counting import counted, people_figure, when
from azalai.reports.chapters.meeting import bodies_in_short, held_figure
from azalai.reports.chapters.planning import objectives_served
from azalai.reports.drafting import Draft, Figure, as_sentence
from azalai.reports.material import Line, Material

MOST_PAIRS = 40
MOST_NAMED = 6


@chapter("overlaps", "Recoupements et synergies", "recoupements")
def overlaps(draft: Draft, material: Material) -> None:
    """What people decided about pairs of interventions; a suspicion is no public matter."""
    ones = set(material.ones)
    rows = Pair.objects.in_country(material.country).living().exclude(verdict="")
    found = [p for p in full(rows).order_by("public_id") if p.left_id in ones or p.right_id in ones]
    doubles = _pairs(draft, "overlaps.doubles", "Recoupements constatés", found, OVERLAPPING)
    together = _pairs(draft, "overlaps.synergies", "Complémentarités constatées", found, SYNERGIES)
    if not found:
        draft.paragraph(
            "none",
            "Aucun recoupement ni aucune complémentarité entre interventions de la période n'a fait l'objet"
            " d'une décision. Cela ne dit pas qu'il n'y en a pas : seuls ceux qu'une personne a constatés"
            " sont comptés.",
        )
        return
    draft.paragraph(
        "decided",
        f"{doubles.of('recoupement', 'recoupements')} et"
        f" {together.fem('complémentarité', 'complémentarités')} entre interventions de la période sont"
        " établis par une décision.",
        _stakes_sentence(draft, material, found),
        _joint_sentence(draft, found),
    )
    _matrix(draft, found, OVERLAPPING, "Interventions qui se recoupent")
    _matrix(draft, found, SYNERGIES, "Interventions complémentaires, à conduire en synergie")


def _stakes_sentence(draft: Draft, material: Material, found: list[Pair]) -> str:
    known = [p for p in found if p.verdict in OVERLAPPING and p.amount_at_stake is not None]
    amount = draft.figure(
        "overlaps.stakes",
        sum(p.amount_at_stake or 0 for p in known) if known else None,
        label="Budgets en jeu",
        unit=material.site.currency_label,
        formula="Pour chaque recoupement, le plus petit des deux budgets ; rien quand l'un manque.",
        missing="Aucun des recoupements n'a ses deux budgets dans la monnaie du pays.",
        rows=_rows(known),
    )
    if amount.is_known:
        return f"Les budgets en jeu dans les recoupements sont de {amount}."
    return f"Le montant des budgets en jeu est {amount}."


def _rows(found: list[Pair]) -> list[FactRow]:
    return [FactRow(str(p), p.get_absolute_url(), detail=p.get_relation_display()) for p in found]


def _pairs(draft: Draft, key: str, label: str, found: list[Pair], relations: tuple[Relation, ...]) -> Figure:
    ones = [p for p in found if p.verdict in relations]
    return draft.figure(
        key,
        len(ones),
        label=label,
        formula=(
            "Paires d'interventions sur lesquelles une personne a décidé ; un simple rapprochement fait par"
            " le système n'y compte pas."
        ),
        rows=_rows(ones),
    )


def _joint_sentence(draft: Draft, found: list[Pair]) -> str:
    joint = list(JointAction.objects.filter(pair__in=[p.pk for p in found]).order_by("public_id"))
    figure = draft.figure(
        "overlaps.joint",
        len(joint),
        label="Actions conjointes",
        formula="Actions conjointes ouvertes sur ces paires.",
        rows=[
            FactRow(one.title, one.get_absolute_url(), detail=str(one.get_state_display())) for one in joint
        ],
    )
    done = sum(one.state == JointState.CONCLUDED for one in joint)
    if not joint:
        return "Aucune action conjointe n'a été ouverte sur ces paires."
    end = (
        f", dont {words.in_full(done, feminine=True)} {words.form(done, 'conclue', 'conclues')}"
        if done
        else ""
    )
    return (
        f"{figure.fem('action conjointe a été ouverte', 'actions conjointes ont été ouvertes')}"
        f" sur ces paires{end}."
    )


def _matrix(draft: Draft, found: list[Pair], relations: tuple[Relation, ...], caption: str) -> None:
    ones = [p for p in found if p.verdict in relations]
    ones.sort(key=lambda p: (-(p.amount_at_stake or 0), str(p.left), str(p.right)))
    draft.table(
        caption,
        ["Intervention", "Chef de file", "Autre intervention", "Chef de file", "Constat"],
        [
            [p.left.title, _lead(p.left), p.right.title, _lead(p.right), p.get_relation_display()]
            for p in ones[:MOST_PAIRS]
        ],
        widths=[25, 15, 25, 15, 20],
        source="décisions du secrétariat",
    )
    draft.cut(relations[0], MOST_PAIRS, len(ones))


def _lead(one: Any) -> str:
    return str(one.lead) if one.lead else one.lead_text


@chapter(
    "gcm", "Objectifs du Pacte mondial et principes directeurs", "cadres de référence, interventions, plan"
)
def gcm(draft: Draft, material: Material) -> None:
    """The twenty-three objectives: who serves them; then the ten principles."""
    lines = [line for line in material.by("pmm") if line.key != "-"]
    figures = [(line, counted(draft, material, "gcm", "pmm", line)) for line in lines]
    planned = objectives_served(material)
    served = [pair for pair in figures if pair[1].number]
    number = draft.figure(
        "gcm.served",
        len(served),
        label="Objectifs du PMM servis par une intervention",
        formula="Objectifs auxquels au moins une intervention de la période se rattache.",
        rows=[FactRow(line.title, material.list_url(pmm=line.key)) for line, _ in served],
    )
    labels = {entry.code: entry.label("fr") for entry in load_framework("gcm").entries}
    absent = [(line.key, labels.get(line.key, "")) for line, one in figures if not one.number]
    draft.paragraph("served", *_gcm_sentences(number, len(figures), absent, material))
    draft.chart(
        "Interventions par objectif du Pacte mondial",
        charts.covered(
            [(line.key, labels.get(line.key, line.title), int(one.number)) for line, one in figures],
            none="aucune",
        ),
        source="interventions publiées ; objectifs dits par leurs responsables",
        width=0.8,
    )
    draft.table(
        "Les objectifs du Pacte mondial",
        ["Objectif", "Interventions", "Personnes visées", "Activités du plan"],
        [_objective_row(draft, material, line, one, planned) for line, one in figures],
        numbers=[1, 2, 3],
        widths=[55, 15, 16, 14],
        source="interventions publiées ; plan adopté",
    )
    _without_chapters(draft, material)


def _without_chapters(draft: Draft, material: Material) -> None:
    """In a few sentences, what this document has no chapter of its own for."""
    if "principles" not in draft.codes:
        draft.heading("Les principes directeurs")
        _principles(draft, material)
    if "plan" not in draft.codes and material.plan is not None:
        draft.heading("Mise en œuvre du plan national")
        in_short(draft, material)
    if "institutions" not in draft.codes and "meetings" not in draft.codes:
        draft.heading("Institutions et concertation")
        bodies_in_short(draft, material)


def _objective_row(
    draft: Draft, material: Material, line: Line, one: Figure, planned: dict[str, int]
) -> list[Any]:
    label = f"Personnes : objectif {line.key}"
    people = (
        people_figure(draft, material, f"gcm.people.{line.key}", line.ones, label=label)
        if line.ones
        else None
    )
    return [line.title, one, people, planned.get(line.key) if planned else None]


def _gcm_sentences(
    number: Figure, whole: int, absent: list[tuple[str, str]], material: Material
) -> list[str]:
    """absent: (code, name) of the objectives that nothing serves; named where they are few."""
    if not number.number:
        none = number.of("objectif", "objectifs")
        return [f"{none} du Pacte mondial n'est servi par une intervention enregistrée {when(material)}."]
    some = number.of("objectif", "objectifs")
    told = [f"Les interventions de la période servent {some} du Pacte mondial sur {whole}."]
    if absent:
        count = len(absent)
        names = words.listed([_named(code, name, count) for code, name in absent])
        one, served = (
            words.form(count, "L'objectif", "Les objectifs"),
            words.form(count, "n'est servi", "ne sont servis"),
        )
        told.append(
            f"{one} {names} {served} par aucune intervention enregistrée : cela appelle soit une orientation,"
            " soit une déclaration qui manque."
        )
    return told


def _named(code: str, name: str, number: int) -> str:
    """ "5 (voies de migration régulière)"."""
    return f"{code} ({name[0].lower()}{name[1:]})" if name and number <= MOST_NAMED else code


@chapter(
    "principles",
    "Principes directeurs du Pacte mondial",
    "cadres de référence, interventions, concertation",
)
def principles(draft: Draft, material: Material) -> None:
    """What the system can show of the ten principles, and what it cannot."""
    _principles(draft, material)


def _principles(draft: Draft, material: Material) -> None:
    entries = load_framework("gcm-principles").entries
    shown = _shown(draft, material)
    rows = [[entry.title("fr"), shown[entry.code]] for entry in entries if entry.code in shown]
    silent = [words.quoted(entry.title("fr")) for entry in entries if entry.code not in shown]
    draft.paragraph(
        "principles",
        (
            f"Sur {words.in_full(len(entries))} principes, les données éclairent"
            f" {words.in_full(len(shown))} d'entre eux."
            if shown
            else "Aucune donnée enregistrée n'éclaire les principes directeurs."
        ),
        (
            f"Aucune donnée ne mesure {words.form(len(silent), 'le principe', 'les principes')}"
            f" {words.listed(silent)} : leur appréciation appartient au secrétariat et à ses partenaires."
            if silent and shown
            else ""
        ),
    )
    draft.table(
        "Ce que les données disent des principes directeurs",
        ["Principe", "Ce qui est enregistré"],
        rows,
        widths=[36, 64],
        source="interventions, concertation",
    )
    draft.own_words("principles-words", "Votre appréciation des principes directeurs")


def _shown(draft: Draft, material: Material) -> dict[str, str]:
    """Code of a principle → a sentence of facts; principles that no fact speaks of are left out."""
    told = {
        "gender-responsive": _aimed(draft, material, "women", "aux femmes"),
        "child-sensitive": _aimed(draft, material, "unaccompanied-children", "aux enfants non accompagnés"),
        "whole-of-society": _taking_part(draft, material),
        "sustainable-development": _goals(draft, material),
        "whole-of-government": _met(draft, material),
    }
    return {code: as_sentence(told_of) for code, told_of in told.items() if told_of}


def _aimed(draft: Draft, material: Material, group: str, name: str) -> str:
    keys = [one.pk for one in material.records if group in material.traces.groups.get(one.pk, ())]
    if not keys:
        return ""
    figure = draft.figure(
        f"principle.{group}",
        len(keys),
        label=f"Interventions destinées {name}",
        formula="Groupes cibles dits par les responsables.",
        rows=material.rows(keys),
    )
    return f"{figure.fem('intervention est destinée', 'interventions sont destinées')} {name}."


def _taking_part(draft: Draft, material: Material) -> str:
    lines = [line for line in material.by("categorie") if line.ones and line.key != "-"]
    if not lines:
        return ""
    figure = draft.figure(
        "principle.society",
        len(lines),
        label="Catégories d'acteurs présentes",
        formula="Catégories de l'outil 1 dont un organisme prend part à une intervention.",
        rows=[FactRow(line.title, material.list_url(categorie=line.key)) for line in lines],
    )
    told = figure.fem("catégorie d'acteurs", "catégories d'acteurs")
    return f"{told} {figure.verb('prend', 'prennent')} part aux interventions."


def _goals(draft: Draft, material: Material) -> str:
    lines = [line for line in material.by("odd") if line.key != "-"]
    if not lines:
        return ""
    figure = draft.figure(
        "principle.sdg",
        len(lines),
        label="Objectifs de développement durable servis",
        formula="ODD auxquels une intervention se rattache.",
        rows=[FactRow(line.title, material.list_url(odd=line.key)) for line in lines],
    )
    return f"{figure.of('ODD est servi', 'ODD sont servis')}."


def _met(draft: Draft, material: Material) -> str:
    if not material.held:
        return ""
    held = held_figure(draft, material)
    told = held.fem("réunion de concertation", "réunions de concertation")
    return f"{told} {held.verb('a eu', 'ont eu')} lieu."
