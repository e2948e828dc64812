"""From a score and its features to one label a pair: rules that a person can read and contest."""

from __future__ import annotations

import numpy as np

from azalai.engines.overlap.features import NAMES
from azalai.engines.overlap.model import Label
from azalai.engines.overlap.parameters import Parameters

ORDER = tuple(Label)  # numbers of labels in arrays
_ONE_AMOUNT = 0.985  # budgets within two per cent: one sum, changed from one currency to another
_ONE_AIM = 0.5  # sets of objectives, or of people, that have less in common are two
_AT = {name: number for number, name in enumerate(NAMES)}


def label(measures: np.ndarray, scores: np.ndarray, parameters: Parameters) -> np.ndarray:
    """Number (in ORDER) of the label of each pair; the first rule that holds decides.

    measures: pairs × features. scores: probability of a duplicate.
    """
    of = {name: measures[:, column] for name, column in _AT.items()}
    tied = of["same_identifier"] + of["declared"] > 0
    likely = (scores >= parameters["threshold.duplicate"]) & (_may_meet(of) | tied)
    one_project = tied | (of["roles"] > 0) | _twin_figures(of)
    wider = of["other_scale"] > 0
    rules = [
        ((of["component"] > 0) & (of["same_identifier"] == 0), Label.CHAIN),
        (likely & one_project & ~wider, Label.SAME_PROJECT),
        (likely & ~one_project & ~wider, Label.DUPLICATE),
        (_chain(of, parameters), Label.CHAIN),
        (likely | _partial(of, scores, parameters), Label.PARTIAL),
        (_complementary(of, parameters), Label.COMPLEMENTARY),
    ]
    return np.select(
        [condition for condition, _ in rules],
        [ORDER.index(found) for _, found in rules],
        ORDER.index(Label.NONE),
    )


def _may_meet(of: dict[str, np.ndarray]) -> np.ndarray:
    """Not in two countries, nor in two regions of one: the same work elsewhere is no duplicate. On the
    same days, it is rather the list of places that one of the two cut short."""
    return (of["elsewhere"] == 0) & ((of["other_region"] == 0) | (of["dates"] == 1))


def _twin_figures(of: dict[str, np.ndarray]) -> np.ndarray:
    """Same dates and same budget: one project, even if nobody names the other."""
    return (of["dates"] == 1) & (of["budget"] >= _ONE_AMOUNT)


def _chain(of: dict[str, np.ndarray], parameters: Parameters) -> np.ndarray:
    """A declared tie; or one's reporter pays for or carries out the other, on the same matter and place."""
    same_matter = np.maximum(of["title"], of["text"]) >= parameters["threshold.related"]
    by_role = (of["roles"] > 0) & same_matter & (of["place"] > 0) & (of["apart"] == 0)
    return (of["declared"] > 0) | by_role


def _partial(of: dict[str, np.ndarray], scores: np.ndarray, parameters: Parameters) -> np.ndarray:
    """Much alike in one place at one time, with the same aim as far as is known."""
    alike = np.maximum(of["title"], of["text"]) >= parameters["threshold.alike"]
    together = (of["place"] >= parameters["threshold.same_place"]) & (of["apart"] == 0)
    same_aim = (of["other_objectives"] == 0) & (of["next_stage"] == 0) & (of["other_groups"] == 0)
    return together & same_aim & (alike | (scores >= parameters["threshold.partial"]))


def _complementary(of: dict[str, np.ndarray], parameters: Parameters) -> np.ndarray:
    """Same place and people for another aim or stage, or the same aim in a neighbouring place."""
    at_once = of["apart"] == 0
    related = np.maximum(of["title"], of["text"]) >= parameters["threshold.related"]
    same_place = of["place"] >= parameters["threshold.same_place"]
    same_people = (of["groups"] > 0) | related
    other_aim = (of["objectives"] > 0) & (of["objectives"] < _ONE_AIM) & (of["groups"] >= _ONE_AIM)
    other_step = other_aim | (of["other_objectives"] > 0) | (of["next_stage"] > 0)
    nearby = (of["place"] > 0) & ~same_place & (of["objectives"] >= _ONE_AIM) & related
    return at_once & ((same_place & same_people & other_step) | nearby)
