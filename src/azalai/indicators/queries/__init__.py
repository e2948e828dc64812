"""Reads across indicators."""

from azalai.indicators.queries.following import Awaited, awaited, off_track
from azalai.indicators.queries.loading import Line, LoadState, load_state, unloaded
from azalai.indicators.queries.opening import latest_published, published, published_values
from azalai.indicators.queries.readings import Reading, live, reading, readings, series, status_of
from azalai.indicators.queries.scopes import scope_of
from azalai.indicators.queries.sheets import (
    filtered,
    full,
    history,
    latest_nodes,
    listed,
    next_code,
    of_node,
)

__all__ = [
    "Awaited",
    "Line",
    "LoadState",
    "Reading",
    "awaited",
    "filtered",
    "full",
    "history",
    "latest_nodes",
    "latest_published",
    "listed",
    "live",
    "load_state",
    "next_code",
    "of_node",
    "off_track",
    "published",
    "published_values",
    "reading",
    "readings",
    "scope_of",
    "series",
    "status_of",
    "unloaded",
]
