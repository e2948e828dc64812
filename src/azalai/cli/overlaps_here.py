"""`azalai overlaps run` and `azalai overlaps find`: the radar on the interventions of this installation."""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from azalai.cli import site
from azalai.cli.errors import CommandError
from azalai.cli.output import step

if TYPE_CHECKING:
    from azalai.engines.overlap.matching import Spread
    from azalai.interventions.content import Content
    from azalai.overlaps.closest import Neighbour

MOST = 50


def register(commands: Any) -> None:
    """Add both sub-commands."""
    run = commands.add_parser("run", help="compare toutes les interventions publiées et range les paires")
    run.add_argument("--json", action="store_true", help="rend un objet JSON")
    run.add_argument(
        "--engine",
        default="local",
        choices=("local", "dask"),
        help="où se fait le calcul (ce processus, ou plusieurs par Dask)",
    )
    run.set_defaults(run=run_radar)
    find = commands.add_parser("find", help="cherche ce qui existe déjà et ressemble à une intervention")
    find.add_argument("--title", required=True, metavar="TITRE", help="titre, en français ou en anglais")
    find.add_argument("--description", default="", metavar="TEXTE", help="ce qui est fait")
    find.add_argument(
        "--place", action="append", default=[], metavar="CODE", help="code du lieu, à répéter (NE005)"
    )
    find.add_argument(
        "--objective", action="append", default=[], metavar="N", help="objectif du Pacte mondial, à répéter"
    )
    find.add_argument("--organisation", default="", metavar="CODE", help="organisme qui déclarerait")
    find.add_argument("--limit", type=_limit, default=10, metavar="N", help="réponses au plus (10)")
    find.add_argument("--json", action="store_true", help="rend une liste JSON")
    find.set_defaults(run=run_find)


def _limit(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= MOST:
        raise argparse.ArgumentTypeError(f"un nombre de 1 à {MOST}")
    return int(text)


def run_radar(arguments: argparse.Namespace) -> None:
    """Compare, store, say what was found."""
    _start()
    from django.conf import settings

    from azalai.core.authorship import Author
    from azalai.core.clock import now
    from azalai.overlaps import actions
    from azalai.overlaps.enums import Relation

    with step("Comparaison des interventions"):
        made = actions.run_radar(
            by=Author.system("azalai overlaps run"),
            at=now(),
            country=settings.COUNTRY,
            spread=_spread(arguments.engine),
        )
    answer = {
        "run": str(made.public_id),
        "compared": made.compared,
        "pairs": made.pairs_found,
        "found": made.found,
        "new": made.new,
        "gone": made.gone,
        "seconds": made.seconds,
    }
    if arguments.json:
        print(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    print(f"{made.compared} interventions comparées : {made.pairs_found} paires.")
    for code, number in made.found.items():
        print(f"  {Relation(code).label} : {number}")
    print(f"Nouvelles : {made.new} ; disparues : {made.gone}.")


def _spread(engine: str) -> Spread | None:
    if engine == "local":
        return None
    from azalai.engines.overlap.distributed import dask_spread

    try:
        return dask_spread("processes", os.cpu_count())
    except ImportError as error:
        raise CommandError("Dask n'est pas installé : ajoutez l'extra « cluster »") from error


def run_find(arguments: argparse.Namespace) -> None:
    """Print what exists already and looks like it, the likeliest overlap first."""
    _start()
    from django.conf import settings

    from azalai.overlaps import closest

    content = _content(arguments, settings.COUNTRY)
    found = closest.of_content(content, country=settings.COUNTRY, most=arguments.limit)
    if arguments.json:
        print(json.dumps([_as_json(one) for one in found], ensure_ascii=False, indent=2))
        return
    if not found:
        print("Aucune intervention proche n'est connue.")
    for one in found:
        print(f"{one.intervention.identifier} · {one.intervention.title} · {one.intervention.lead_name}")
        print(f"  {one.verdict.sentence if one.relation else f'Texte proche à {one.percent} %.'}")


def _start() -> None:
    site.start()
    site.require_migrated()


def _content(arguments: argparse.Namespace, country: str) -> Content:
    from azalai.actors.models import Organisation
    from azalai.core.clock import today
    from azalai.frames.models import Place
    from azalai.frames.queries import current_items
    from azalai.interventions.content import Content, Where

    places = Place.objects.in_country(country).filter(valid_to="")
    known = dict(places.filter(pcode__in=arguments.place).values_list("pcode", "pk"))
    _refuse_unknown("lieu", arguments.place, known)
    items = current_items("gcm", on=today()).filter(code__in=arguments.objective)
    objectives = dict(items.values_list("code", "pk"))
    _refuse_unknown("objectif", arguments.objective, objectives)
    codes = [arguments.organisation] if arguments.organisation else []
    bodies = dict(Organisation.objects.in_country(country).filter(code__in=codes).values_list("code", "pk"))
    _refuse_unknown("organisme", codes, bodies)
    return Content(
        title_fr=arguments.title,
        description_fr=arguments.description,
        lead=next(iter(bodies.values()), None),
        places=tuple(Where(key) for key in known.values()),
        objectives=tuple(sorted(objectives.values())),
    )


def _refuse_unknown(what: str, asked: list[str], known: dict[str, int]) -> None:
    missing = [code for code in asked if code not in known]
    if missing:
        raise CommandError(f"{what} inconnu : {', '.join(missing)}", status=2)


def _as_json(one: Neighbour) -> dict[str, Any]:
    return {
        "identifier": one.intervention.identifier,
        "title": one.intervention.title,
        "organisation": one.intervention.lead_name,
        "label": one.verdict.label.value,
        "score": one.verdict.score,
        "likeness": one.likeness,
        "sentence": one.verdict.sentence,
        "rows": [asdict(row) for row in one.verdict.rows],
    }
