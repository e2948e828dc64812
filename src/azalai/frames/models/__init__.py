"""Frameworks, places and countries, each in its versions."""

from azalai.frames.models.countries import Country, LegalBasis
from azalai.frames.models.frameworks import Framework, FrameworkItem, ItemLink
from azalai.frames.models.places import Place, PlaceName

__all__ = ["Country", "Framework", "FrameworkItem", "ItemLink", "LegalBasis", "Place", "PlaceName"]
