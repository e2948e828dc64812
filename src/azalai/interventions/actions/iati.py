"""Placeholder."""

from typing import Any

IatiImport = Any


def import_iati(): ...
def read_iati(): ...
