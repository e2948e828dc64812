"""Who does what, where: by field, by actor, by region."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from azalai.cartography.maps import by_region, map_drawing
from azalai.cartography.selecting import Criteria
from azalai.engines.phrases import words
from azalai.engines.phrases.times import during
from azalai.interventions.enums import Status
from azalai.reports import charts
from azalai.reports.chapters import chapter
from azalai.reports.drafting import Draft, Figure
from azalai.reports.material import Line, Material

SOURCE = "interventions publiées par leurs responsables"
MOST_BODIES = 15
STATUS_WORDS = {
    Status.IDENTIFICATION: ("en identification", "en identification"),
    Status.PLANNED: ("prévue", "prévues"),
    Status.ONGOING: ("en cours", "en cours"),
    Status.COMPLETED: ("achevée", "achevées"),
    Status.SUSPENDED: ("suspendue", "suspendues"),
}


def total_figure(draft: Draft, material: Material) -> Figure:
    """Interventions of the period, each once."""
    return draft.figure(
        "interventions",
        len(material.ones),
        label="Interventions de la période",
        formula=(
            "Interventions publiées, non annulées, dont les dates croisent la période ; chacune compte une"
            " fois."
        ),
        rows=material.rows(material.ones),
        url=material.list_url(),
    )


def money_figure(draft: Draft, material: Material, key: str, ones: Sequence[int], *, label: str) -> Figure:
    """Budgets in the country's currency; missing when nobody tells one."""
    return draft.figure(
        key,
        material.budget(ones),
        label=label,
        unit=material.site.currency_label,
        formula=(
            f"Somme des budgets déclarés en {material.site.currency_label} : dépensé, sinon engagé, sinon"
            " prévu. Un budget dans une autre monnaie n'est pas converti."
        ),
        missing="Aucun budget n'est déclaré dans la monnaie du pays.",
        rows=material.rows(
            one for one in ones if material.site.currency in material.traces.money.get(one, {})
        ),
    )


def people_figure(draft: Draft, material: Material, key: str, ones: Sequence[int], *, label: str) -> Figure:
    """People aimed at; missing when nobody tells."""
    return draft.figure(
        key,
        material.people(ones),
        label=label,
        formula=(
            "Somme des effectifs visés par groupe ; une personne visée par deux interventions compte deux"
            " fois."
        ),
        missing="Aucun effectif n'est déclaré.",
        rows=material.rows(one for one in ones if one in material.traces.people),
    )


def counted(draft: Draft, material: Material, prefix: str, dimension: str, line: Line) -> Figure:
    """How many interventions stand in a group, with their list."""
    return draft.figure(
        f"{prefix}.{line.key}",
        len(line.ones),
        label=f"Interventions : {line.title}",
        formula=(
            "Interventions de la période que leur responsable range ici ; une intervention peut compter"
            " dans plusieurs lignes."
        ),
        rows=material.rows(line.ones),
        url=material.list_url(**{dimension: line.key}),
    )


def when(material: Material) -> str:
    """ "en 2022"."""
    return during(material.start, material.end)


@chapter("fields", "État par domaine d'intervention", "interventions, cadres de référence")
def fields(draft: Draft, material: Material) -> None:
    """By theme, by nature, by state."""
    whole = total_figure(draft, material)
    if not material.ones:
        draft.paragraph("none", _nothing(whole, material))
        return
    themes = material.by("theme")
    known = [line for line in themes if line.key != "-"]
    figures = [(line, counted(draft, material, "theme", "theme", line)) for line in themes]
    draft.paragraph("themes", _fields_sentence(whole, figures, material), _silent_sentence(figures, whole))
    ranked = sorted(((x, f) for x, f in figures if x in known), key=lambda pair: -pair[1].number)
    draft.chart(
        "Interventions par thème",
        charts.bars(((line.title, one) for line, one in ranked), unit="interventions"),
        source=SOURCE,
    )
    _theme_table(draft, material, figures, whole)
    draft.heading("Selon la nature de l'action")
    natures = [(line, counted(draft, material, "nature", "nature", line)) for line in material.by("nature")]
    natures.sort(key=lambda pair: (pair[0].key == "-", -pair[1].number))
    draft.table(
        "Interventions selon leur nature",
        ["Nature", "Interventions"],
        [[line.title, one] for line, one in natures],
        numbers=[1],
        widths=[75, 25],
        source=SOURCE,
    )
    draft.heading("Selon l'état")
    draft.paragraph("states", _states_sentence(draft, material, whole))
    draft.paragraph(
        "states-note",
        "L'état est celui que les responsables ont déclaré au jour où les chiffres sont arrêtés, non celui "
        "de la fin de la période.",
        kind="note",
    )


def _nothing(whole: Figure, material: Material) -> str:
    return (
        f"{whole.fem('intervention publiée', 'interventions publiées')} ne couvre"
        f" {when(material)} : le présent chapitre ne peut donc rien décrire. Les organismes déclarent leurs"
        " interventions en ligne, par classeur ou par fichier IATI."
    )


def _fields_sentence(whole: Figure, figures: list[tuple[Line, Figure]], material: Material) -> str:
    best = [pair for pair in figures if pair[0].key != "-" and pair[1].number]
    if not best:
        return (
            f"{whole.fem('intervention publiée couvre', 'interventions publiées couvrent')}"
            " la période, mais aucune n'est rattachée à un objectif qui dirait son domaine."
        )
    best.sort(key=lambda pair: -pair[1].number)
    told = [f"« {line.title} » ({one})" for line, one in best[:3]]
    return (
        f"{whole.fem('intervention publiée couvre', 'interventions publiées couvrent')} la"
        " période."
        f" {'Les domaines les plus servis sont' if len(told) > 1 else 'Le domaine le plus servi est'}"
        f" {words.listed(told)}."
    )


def _silent_sentence(figures: list[tuple[Line, Figure]], whole: Figure) -> str:
    silent = next((one for line, one in figures if line.key == "-"), None)
    if silent is None or not silent.number:
        return ""
    return (
        f"{silent.fem('intervention ne dit', 'interventions ne disent')} pas quel objectif"
        f" {silent.verb('elle sert', 'elles servent')} : aucun domaine ne peut {silent.verb('lui', 'leur')}"
        " être attribué."
    )


def _theme_table(draft: Draft, material: Material, figures: list[tuple[Line, Figure]], whole: Figure) -> None:
    rows = []
    for line, one in figures:
        money = money_figure(
            draft, material, f"theme.money.{line.key}", line.ones, label=f"Budgets : {line.title}"
        )
        people = people_figure(
            draft, material, f"theme.people.{line.key}", line.ones, label=f"Personnes : {line.title}"
        )
        rows.append([line.title, one, money if line.ones else None, people if line.ones else None])
    money = money_figure(draft, material, "money", material.ones, label="Budgets déclarés")
    people = people_figure(draft, material, "people", material.ones, label="Personnes visées")
    rows.append(["Ensemble, chaque intervention une fois", whole, money, people])
    draft.table(
        "Interventions, budgets et personnes visées par thème",
        ["Thème", "Interventions", f"Budget ({material.site.currency_label})", "Personnes visées"],
        rows,
        numbers=[1, 2, 3],
        widths=[43, 15, 24, 18],
        foot=1,
        source=SOURCE,
    )


def _states_sentence(draft: Draft, material: Material, whole: Figure) -> str:
    counts = Counter(record.status for record in material.records)
    told = []
    for status, (one, many) in STATUS_WORDS.items():
        if counts[status]:
            keys = [record.pk for record in material.records if record.status == status]
            figure = draft.figure(
                f"status.{status}", len(keys), label=f"Interventions : {one}",
                formula="État déclaré au jour des chiffres.", rows=material.rows(keys),
                url=material.list_url(etat=str(status)),
            )  # fmt: skip
            told.append(f"{figure} {words.form(counts[status], one, many)}")
    verb = words.form(next(iter(counts.values())), "est", "sont") if len(told) == 1 else "sont"
    return f"Sur {whole.fem('intervention', 'interventions')}, {words.listed(told)}.".replace(
        "sont sont", verb
    )


@chapter("actors", "État par acteur", "interventions, registre des acteurs")
def actors(draft: Draft, material: Material) -> None:
    """By category, then the organisations that do most and those that fund."""
    whole = total_figure(draft, material)
    if not material.ones:
        draft.paragraph("none", _nothing(whole, material))
        return
    bodies = {key for one in material.ones for key in material.traces.roles.get(one, {})}
    present = draft.figure(
        "organisations", len(bodies), label="Organismes qui prennent part à une intervention",
        formula="Organismes du registre nommés, en toute qualité, par une intervention de la période.",
        rows=_body_rows(material, bodies), url=material.list_url(),
    )  # fmt: skip
    categories = [
        (line, counted(draft, material, "category", "categorie", line)) for line in material.by("categorie")
    ]
    absent = [line.title for line, one in categories if not one.number and line.key != "-"]
    draft.paragraph("present", _present_sentence(present, whole), _absent_sentence(absent))
    ranked = sorted((pair for pair in categories if pair[0].key != "-"), key=lambda pair: -pair[1].number)
    draft.chart(
        "Interventions par catégorie d'acteur",
        charts.bars(((line.title, one) for line, one in ranked if one.number), unit="interventions"),
        source=SOURCE,
    )
    _bodies_table(draft, material)
    _funders_table(draft, material)


def _body_rows(material: Material, bodies: set[int]) -> list:  # type: ignore[type-arg]
    from azalai.core.facts import FactRow

    found = sorted(
        (material.traces.organisations[key] for key in bodies), key=lambda one: (one.search_text, one.pk)
    )
    return [FactRow(str(one), one.get_absolute_url()) for one in found]


def _present_sentence(present: Figure, whole: Figure) -> str:
    if not present.number:
        return (
            "Aucun organisme du registre n'a été reconnu parmi les participants "
            f"{words.of(whole.fem('intervention', 'interventions'))}."
        )
    return (
        f"{present.of('organisme prend', 'organismes prennent')} part à"
        f" {whole.fem('intervention', 'interventions')} de la période, en toute qualité :"
        " chef de file, financement, mise en œuvre."
    )


def _absent_sentence(absent: list[str]) -> str:
    if not absent:
        return "Toutes les catégories d'acteurs sont représentées."
    return (
        f"{words.form(len(absent), 'Une catégorie d’acteurs n’apparaît', 'Des catégories d’acteurs n’apparaissent')}"
        f" dans aucune intervention : {words.listed([words.quoted(name) for name in absent])}."
    )


def _bodies_table(draft: Draft, material: Material) -> None:
    lines = sorted(
        (line for line in material.by("organisme") if line.key != "-"),
        key=lambda line: (-len(line.ones), line.title),
    )
    rows = []
    for line in lines[:MOST_BODIES]:
        roles = material.traces.roles
        led = [one for one in line.ones if "lead" in roles.get(one, {}).get(int(line.key), ())]
        lead = draft.figure(
            f"body.lead.{line.key}", len(led), label=f"Chef de file : {line.title}",
            formula="Interventions de la période dont l'organisme est chef de file.", rows=material.rows(led),
            url=material.list_url(chef=line.key),
        )  # fmt: skip
        rows.append([line.title, counted(draft, material, "body", "organisme", line), lead])
    draft.heading("Les organismes les plus présents")
    if len(lines) > MOST_BODIES:
        draft.paragraph(
            "bodies",
            f"Le tableau retient les {MOST_BODIES} organismes qui prennent part au plus grand nombre "
            "d'interventions ; la cartographie les donne tous.",
        )
    draft.table(
        "Organismes selon le nombre d'interventions",
        ["Organisme", "Interventions, en toute qualité", "dont chef de file"],
        rows, numbers=[1, 2], widths=[60, 22, 18], source=SOURCE,
    )  # fmt: skip


def _funders_table(draft: Draft, material: Material) -> None:
    lines = sorted(
        (line for line in material.by("bailleur") if line.key != "-"),
        key=lambda line: (-len(line.ones), line.title),
    )
    rows = [
        [line.title, counted(draft, material, "funder", "bailleur", line)] for line in lines[:MOST_BODIES]
    ]
    draft.heading("Les bailleurs")
    if not rows:
        draft.paragraph(
            "funders", "Aucune intervention de la période ne nomme de bailleur reconnu dans le registre."
        )
    draft.table(
        "Bailleurs selon le nombre d'interventions financées", ["Bailleur", "Interventions"], rows,
        numbers=[1], widths=[75, 25], source=SOURCE,
    )  # fmt: skip


@chapter("regions", "État par région", "interventions, lieux")
def regions(draft: Draft, material: Material) -> None:
    """The map, then the table."""
    whole = total_figure(draft, material)
    if not material.ones:
        draft.paragraph("none", _nothing(whole, material))
        return
    lines = [(line, counted(draft, material, "region", "region", line)) for line in material.by("region")]
    draft.paragraph("map", *_regions_sentences(lines, material))
    criteria = Criteria(material.start.year, material.end.year)
    if (material.start.month, material.end.month) == (1, 12):
        found = by_region(material.traces, criteria, material.meter("nombre"))
        draft.chart(
            "Nombre d'interventions par région",
            map_drawing(material.country, found, material.meter("nombre")),
            source="interventions publiées ; limites : Natural Earth, sans valeur officielle",
        )
    rows = []
    for line, one in lines:
        keys = {key for pk in line.ones for key in material.traces.roles.get(pk, {})}
        bodies = draft.figure(
            f"region.bodies.{line.key}", len(keys), label=f"Organismes : {line.title}",
            formula="Organismes du registre qui prennent part à une intervention du lieu.", rows=_body_rows(material, keys),
        )  # fmt: skip
        money = money_figure(
            draft, material, f"region.money.{line.key}", line.ones, label=f"Budgets : {line.title}"
        )
        people = people_figure(
            draft, material, f"region.people.{line.key}", line.ones, label=f"Personnes : {line.title}"
        )
        rows.append([line.title, one, bodies, *((money, people) if line.ones else (None, None))])
    rows.append(
        [
            "Ensemble, chaque intervention une fois",
            whole,
            draft.figures.get("organisations", "—"),
            money_figure(draft, material, "money", material.ones, label="Budgets déclarés"),
            people_figure(draft, material, "people", material.ones, label="Personnes visées"),
        ]
    )
    draft.table(
        "Présence par région",
        ["Région", "Interventions", "Organismes", f"Budget ({material.site.currency_label})", "Personnes visées"],
        rows, numbers=[1, 2, 3, 4], widths=[31, 15, 14, 24, 16], foot=1, source=SOURCE,
    )  # fmt: skip
    draft.paragraph(
        "note",
        "Une intervention menée dans plusieurs régions compte dans chacune, avec tout son budget : les"
        " lignes ne s'additionnent pas.",
        kind="note",
    )


def _regions_sentences(lines: list[tuple[Line, Figure]], material: Material) -> list[str]:
    real = sorted(((x, f) for x, f in lines if x.key != "-"), key=lambda pair: -pair[1].number)
    empty = [line.title for line, one in real if not one.number]
    told = []
    if real and real[0][1].number:
        first = [f"{line.title} ({one})" for line, one in real[:3] if one.number]
        told.append(
            "Les interventions sont les plus nombreuses dans"
            f" {words.form(len(first), 'la région suivante', 'les régions suivantes')} :"
            f" {words.listed(first)}."
        )
    if empty:
        told.append(
            f"{words.form(len(empty), 'Une région n’en compte', 'Des régions n’en comptent')} aucune :"
            f" {words.listed(empty)}."
        )
    else:
        told.append("Aucune région n'est sans intervention.")
    none = next((one for line, one in lines if line.key == "-"), None)
    if none is not None and none.number:
        told.append(
            f"{none.fem('intervention est', 'interventions sont')} de niveau national, ou ne"
            f" {none.verb('dit', 'disent')} pas où {none.verb('elle se déroule', 'elles se déroulent')}."
        )
    return told
