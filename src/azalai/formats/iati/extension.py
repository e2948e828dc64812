"""Attributes of our own, in a namespace of our own as the standard allows.

They say what our records know and IATI has no place for, so that what we publish comes back the same.
"""

from __future__ import annotations

NAMESPACE = "urn:azalai:iati"
PREFIX = "azalai"

WRITTEN = f"{{{NAMESPACE}}}written"  # activity-date: "2022", where the standard wants a day
ASSUMED = f"{{{NAMESPACE}}}assumed"  # value, document-link: an attribute that was unknown to us
COUNT = f"{{{NAMESPACE}}}count"  # transaction: how many are added up
FIRST = f"{{{NAMESPACE}}}first"  # transaction: day of the first of them
