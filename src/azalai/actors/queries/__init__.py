"""Reads across the register."""

from azalai.actors.dataset import known_bodies
from azalai.actors.queries.analyses import (
    MatrixRow,
    analyses,
    analysis_rows,
    engagement_counts,
    matrix,
    missing_categories,
    without_analysis,
)
from azalai.actors.queries.doubles import Double, doubles
from azalai.actors.queries.merging import Side, side_of, what_follows
from azalai.actors.queries.names import PendingName, pending_name, pending_names, places_of, with_guesses
from azalai.actors.queries.register import (
    categories,
    history,
    knowledge_bodies,
    networks,
    organisations,
    places,
    recognise,
    regions,
    rows,
)
from azalai.actors.recognition import Recogniser

__all__ = [
    "Double",
    "MatrixRow",
    "PendingName",
    "Recogniser",
    "Side",
    "analyses",
    "analysis_rows",
    "categories",
    "doubles",
    "engagement_counts",
    "history",
    "knowledge_bodies",
    "known_bodies",
    "matrix",
    "missing_categories",
    "networks",
    "organisations",
    "pending_name",
    "pending_names",
    "places",
    "places_of",
    "recognise",
    "regions",
    "rows",
    "side_of",
    "what_follows",
    "with_guesses",
    "without_analysis",
]
