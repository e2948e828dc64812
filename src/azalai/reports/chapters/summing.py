"""The document in one page, written last: what a minister reads before the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from azalai.cartography.dimensions import NONE
from azalai.engines.phrases import words
from azalai.engines.phrases.times import day, period
from azalai.reports.chapters import chapter
from azalai.reports.chapters.counting import bodies_figure, money_figure, total_figure, when
from azalai.reports.chapters.lacking import calls
from azalai.reports.chapters.meeting import held_figure
from azalai.reports.chapters.recalling import evolution
from azalai.reports.drafting import Draft
from azalai.reports.enums import REVIEWS
from azalai.reports.material import Material

# Figures that the page takes up where a chapter has made them: key, words.
HEADLINES = (
    ("interventions", "interventions de la période"),
    ("organisations", "organismes qui y prennent part"),
    ("money", "budgets déclarés, toutes années comprises"),
    ("plan.state.done", "activités du plan achevées"),
    ("plan.state.late", "activités du plan en retard"),
    ("plan.spent", "dépensé selon les rapports approuvés"),
    ("meetings.held", "réunions de concertation tenues"),
    ("register.open", "actions ouvertes"),
    ("gcm.served", "objectifs du Pacte mondial servis"),
    ("indicators.reached", "cibles d'indicateurs atteintes"),
    ("overlaps.doubles", "recoupements constatés"),
    ("lessons", "bonnes pratiques et leçons validées"),
)
ROW = 3  # boxes a line
MOST_BOXES = 9
MOST_CALLS = 4


@chapter("preamble", "Résumé et préambule analytique", "tous les chapitres du document")
def preamble(draft: Draft, material: Material) -> None:
    """The figures that count, one sentence for each chapter, what calls for a decision."""
    total_figure(draft, material)
    if material.ones:
        bodies_figure(draft, material)
        money_figure(draft, material, "money", material.ones, label="Budgets déclarés")
    held_figure(draft, material)
    found = [(label, draft.figures[key]) for key, label in HEADLINES if key in draft.figures]
    found = [pair for pair in found if pair[1].is_known][:MOST_BOXES]
    if found:
        # Whole rows: a box alone on its line looks forgotten.
        draft.key_figures(*found[: max(ROW, len(found) // ROW * ROW)])
    draft.paragraph(
        "opening",
        f"Le présent document rend compte, pour {period(material.start, material.end)}, de ce qui a été"
        f" fait en matière de migration {_in_country(material)}, tel que le secrétariat a pu l'établir au"
        f" {day(material.as_of)}.",
    )
    draft.heading("L'essentiel")
    for key, sentences in _messages(draft, material):
        draft.paragraph(key, *sentences, kind="item")
    _decisions(draft)
    draft.own_words(
        "analysis",
        "Votre lecture de la période : ce qui a changé, pourquoi, ce qui inquiète, ce qui encourage",
        heading="Lecture de la période",
    )
    if material.period.kind not in REVIEWS:
        evolution(draft, material)


def _messages(draft: Draft, material: Material) -> Iterable[tuple[str, list[str]]]:
    """(key, sentences) of each message; one without a sentence is not printed."""
    told: dict[str, Callable[[Draft, Material], Iterable[str]]] = {
        "doing": _doing,
        "plan": _plan,
        "working": _working,
        "register": _register,
        "served": _served,
        "overlaps": _overlaps,
        "indicators": _indicators,
        "missing": _missing,
    }
    for key, write in told.items():
        yield key, list(write(draft, material))


def _in_country(material: Material) -> str:
    """ "au Niger", "en Côte d'Ivoire": masculine unless it ends in e."""
    name = material.profile.name_fr
    if words.begins_with_vowel(name) or name.endswith("e"):
        return f"en {name}"
    return f"au {name}"


def _doing(draft: Draft, material: Material) -> Iterable[str]:
    whole = draft.figures["interventions"]
    bodies, money = (draft.figures.get(key) for key in ("organisations", "money"))
    running = (
        f"{whole.fem('intervention publiée couvre', 'interventions publiées couvrent')}"
        f" {period(material.start, material.end)}"
    )
    if bodies is not None and bodies.number:
        running += f", avec la participation {bodies.de(bodies.of('organisme', 'organismes'))}"
    yield f"{running}."
    if money is not None and money.is_known:
        yield f"Leurs budgets déclarés en monnaie nationale s'élèvent à {money}, toutes années comprises."
    elif money is not None and whole.number:
        yield f"Le montant de leurs budgets est {money} : {money.missing[0].lower()}{money.missing[1:]}"


def _plan(draft: Draft, material: Material) -> Iterable[str]:
    keys = ("plan.activities", "plan.state.done", "plan.state.late", "plan.spent", "plan.reached")
    whole, done, late, spent, reached = (draft.figures.get(key) for key in keys)
    if whole is None or done is None or late is None or not whole.number:
        return
    behind = f" et {late} {late.verb('est', 'sont')} en retard" if late.number else ""
    ended = done.does("est achevée", "sont achevées")
    yield (
        f"Au {day(material.state_day)}, sur {whole.fem('activité', 'activités')} du plan,"
        f" {done.fem('', '').strip()} {ended}{behind}."
    )
    if spent is not None and spent.is_known:
        people = (
            f" et de {reached.fem('personne touchée', 'personnes touchées')}"
            if reached is not None and reached.is_known
            else ""
        )
        yield f"Les rapports approuvés font état de {spent} dépensés depuis son début{people}."


def _working(draft: Draft, material: Material) -> Iterable[str]:
    held, presence = (draft.figures.get(key) for key in ("meetings.held", "meetings.presence"))
    if held is None:
        return
    one, many = "réunion de concertation s’est tenue", "réunions de concertation se sont tenues"
    attended = (
        f" ; {presence} des sièges convoqués y étaient occupés"
        if presence is not None and presence.is_known
        else ""
    )
    yield f"{held.fem(one, many)} {when(material)}{attended}."


def _register(draft: Draft, material: Material) -> Iterable[str]:
    keys = ("register.decided", "register.done", "register.open", "register.late")
    decided, done, opened, late = (draft.figures.get(key) for key in keys)
    if decided is None or done is None or opened is None or late is None:
        return
    yield (
        f"{decided.fem('action décidée a été inscrite', 'actions décidées ont été inscrites')} au registre et"
        f" {done.fem('a été faite', 'ont été faites')} {when(material)}."
    )
    behind = f", dont {late} en retard" if late.number else ""
    yield f"{opened.fem('action reste ouverte', 'actions restent ouvertes')}{behind}."


def _served(draft: Draft, material: Material) -> Iterable[str]:
    served = draft.figures.get("gcm.served")
    if served is not None and served.number:
        whole = sum(line.key != NONE for line in material.by("pmm"))
        yield (
            f"Les interventions servent {served.alone} des {whole} objectifs du Pacte mondial sur les"
            " migrations (PMM)."
        )


def _overlaps(draft: Draft, material: Material) -> Iterable[str]:
    doubles, together, stakes = (
        draft.figures.get(f"overlaps.{name}") for name in ("doubles", "synergies", "stakes")
    )
    if doubles is None or together is None or not (doubles.number or together.number):
        return
    at_stake = (
        f" ; les recoupements engagent {stakes} de budgets" if stakes is not None and stakes.is_known else ""
    )
    yield (
        f"{doubles.of('recoupement', 'recoupements')} et"
        f" {together.fem('complémentarité', 'complémentarités')} entre interventions sont établis{at_stake}."
    )


def _indicators(draft: Draft, material: Material) -> Iterable[str]:
    whole, known, reached = (draft.figures.get(f"indicators{name}") for name in ("", ".known", ".reached"))
    if whole is None or known is None or not whole.number:
        return
    aims = f" ; {reached.fem('cible est atteinte', 'cibles sont atteintes')}" if reached is not None else ""
    has = f"{known.alone} {known.verb('a', 'ont')} une valeur" if known.number else "aucun n'a de valeur"
    yield f"Sur {whole.of('indicateur suivi', 'indicateurs suivis')}, {has} {when(material)}{aims}."


def _missing(draft: Draft, material: Material) -> Iterable[str]:
    missing = [one for one in draft.figures.values() if not one.is_known]
    if not missing:
        return
    number = len(missing)
    told = words.form(
        number, "un chiffre n'a pu être établi", f"{words.in_full(number)} chiffres n'ont pu être établis"
    )
    where = " ; le document dit plus loin pourquoi" if "gaps" in draft.codes else ""
    yield f"{told}{where}. Rien n'est estimé à {words.form(number, 'sa', 'leur')} place."


def _decisions(draft: Draft) -> None:
    """What the figures call for, where the document has a chapter that says so."""
    told = calls(draft) if "recommendations" in draft.codes else []
    if told:
        draft.heading("Ce qui appelle une décision")
        for key, sentence in told[:MOST_CALLS]:
            draft.paragraph(f"call-{key}", sentence, kind="item")
