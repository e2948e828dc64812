"""`azalai overlaps evaluate`: how good the radar is on labelled pairs, without a database."""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from azalai.cli import overlaps_here
from azalai.cli.errors import UNREADABLE, CommandError
from azalai.cli.output import step

if TYPE_CHECKING:
    from azalai.engines.overlap.matching import Spread
    from azalai.formats.iati.records import Activity


def register(subparsers: Any) -> None:
    """Add the sub-commands."""
    overlaps = subparsers.add_parser("overlaps", help="doublons et synergies entre interventions")
    commands = overlaps.add_subparsers(title="commandes", metavar="COMMANDE", required=True)
    evaluate = commands.add_parser("evaluate", help="mesure le radar sur des paires étiquetées, sans base")
    evaluate.add_argument("activities", type=Path, metavar="ACTIVITES", help="fichier IATI (.xml ou .xml.gz)")
    evaluate.add_argument("pairs", type=Path, metavar="PAIRES", help="CSV : label, id_a, id_b")
    evaluate.add_argument("--json", action="store_true", help="rend un objet JSON")
    evaluate.add_argument(
        "--engine",
        choices=("local", "dask"),
        default="local",
        help="calcule dans ce processus (local) ou sur plusieurs avec Dask, s'il est installé (dask)",
    )
    evaluate.set_defaults(run=run_evaluate)
    overlaps_here.register(commands)


def run_evaluate(arguments: argparse.Namespace) -> int:
    """Print precision and recall by label and at k; 2 when a file cannot be read."""
    from azalai.cli.overlap_pairs import read_pairs  # numpy: only when it runs
    from azalai.cli.overlap_records import bilingual_cases, intervention
    from azalai.engines.overlap.evaluation import evaluate, evaluate_bilingual
    from azalai.engines.overlap.radar import compare

    given = read_pairs(arguments.pairs)
    with step("Lecture des activités"):
        activities, skipped = _activities(arguments.activities)
    began = time.perf_counter()
    with step(f"Comparaison de {len(activities)} activités"), _engine(arguments.engine) as spread:
        findings = compare([intervention(activity) for activity in activities], spread=spread)
    seconds = time.perf_counter() - began
    with step("Mesure"):
        answer: dict[str, Any] = {
            "activities": len(activities),
            "skipped": skipped,
            "seconds": round(seconds, 2),
        }
        answer |= evaluate(findings, given.pairs)
        answer |= {"rows_left_out": given.left_out, "contradictions": given.contradictions}
        answer["bilingual"] = evaluate_bilingual(*bilingual_cases(activities))
    print(json.dumps(answer, ensure_ascii=False, indent=2) if arguments.json else "\n".join(_lines(answer)))
    return 0


@contextmanager
def _engine(name: str) -> Iterator[Spread | None]:
    """How the blocks are carried out."""
    from azalai.engines.overlap.distributed import local_cluster

    if name == "local":
        yield None
        return
    try:
        with local_cluster() as spread:
            yield spread
    except ModuleNotFoundError as error:
        raise CommandError(
            f"Dask n'est pas installé ({error.name} manque) : l'extra « cluster » du paquet l'apporte",
            status=UNREADABLE,
        ) from error


def _activities(path: Path) -> tuple[list[Activity], int]:
    """Activities with an identifier, the first of each; how many others there were."""
    from azalai.formats.errors import UnreadableFile
    from azalai.formats.iati.reading import read_activities

    found: dict[str, Activity] = {}
    number = 0
    try:
        for activity in read_activities(path):
            number += 1
            if activity.identifier:
                found.setdefault(activity.identifier, activity)
    except UnreadableFile as error:
        raise CommandError(f"{path.name} : {error.message}", status=UNREADABLE) from error
    if not found:
        raise CommandError(f"{path.name} : aucune activité IATI n'y figure", status=UNREADABLE)
    return list(found.values()), number - len(found)


def _lines(answer: dict[str, Any]) -> Iterator[str]:
    yield f"{answer['activities']} activités ({answer['skipped']} écartées : identifiant absent ou répété)"
    yield f"Comparées en {_number(answer['seconds'])} s"
    if answer["rows_left_out"] or answer["contradictions"]:
        yield (
            f"Lignes écartées : {answer['rows_left_out']} (incomplètes ou répétées) ;"
            f" paires étiquetées de deux façons, écartées : {answer['contradictions']}"
        )
    listed = ", ".join(f"{label} {count}" for label, count in answer["pairs"].items())
    yield f"Paires étiquetées : {listed} ; identifiants inconnus : {answer['unknown_identifiers']} paires"
    yield "Rappel des candidats, par étiquette :"
    for label, found in answer["candidates"].items():
        shares = " · ".join(f"{_depth(name)} {_percent(value)}" for name, value in found.items())
        yield f"  {label:<3} {shares}"
    yield "Étiquettes du radar :"
    for label, found in answer["labels"].items():
        yield f"  {label:<3} " + ", ".join(f"{name} {count}" for name, count in sorted(found.items()))
    for label, found in answer["by_label"].items():
        yield f"{label} : précision {_percent(found['precision'])}, rappel {_percent(found['recall'])}"
    yield f"Chaînes appelées doublons : {_percent(answer['chains']['called_duplicates'])}"
    for name, found in answer["duplicates"].items():
        yield f"{_UNIVERSES[name]} ({found['pairs']} paires, {found['duplicates']} doublons) :"
        yield (
            f"  précision moyenne {_percent(found['average_precision'])}, en validation croisée"
            f" {_percent(found['average_precision_cross_validated'])} ;"
            f" au seuil {_number(found['threshold'])} : précision {_percent(found['precision'])},"
            f" rappel {_percent(found['recall'])}"
        )
    yield "Titres en deux langues : " + ", ".join(
        f"{name} {value if isinstance(value, int) else _percent(value)}"
        for name, value in answer["bilingual"].items()
    )


_UNIVERSES = {
    "candidates_of_labelled_activities": "Tous les candidats des activités étiquetées",
    "labelled_pairs": "Paires étiquetées seules",
}


def _depth(name: str) -> str:
    kind, _, depth = name.partition("_at_")
    return "tous" if name == "all" else f"{'texte' if kind == 'text' else 'indice'} à {depth}"


def _percent(value: float) -> str:
    return f"{100 * value:.1f} %".replace(".", ",")


def _number(value: float) -> str:
    return f"{value:g}".replace(".", ",")
