"""Reference data shipped with the project: frameworks, places, country profiles.

Plain files under `frames/data`, read with the standard library and no Django, checked and cached.
They are dated, sourced and editable; what no official text has confirmed is flagged.
"""

from azalai.frames.dataset.frameworks import (
    EVIDENCE_FIELDS,
    Entry,
    Framework,
    Link,
    ScaleStep,
    entries_linking_to,
    framework_codes,
    load_framework,
    load_frameworks,
)
from azalai.frames.dataset.places import (
    Alias,
    Place,
    Shape,
    load_places,
    load_shapes,
    read_topology,
)
from azalai.frames.dataset.profiles import (
    AdminLevel,
    Body,
    CountryProfile,
    Currency,
    DataProtection,
    Formality,
    Language,
    LegalText,
    PlanLevel,
    Review,
    Secretariat,
    countries,
    load_profile,
    load_reviews,
)
from azalai.frames.dataset.reading import DatasetError, Header

__all__ = [
    "EVIDENCE_FIELDS",
    "AdminLevel",
    "Alias",
    "Body",
    "CountryProfile",
    "Currency",
    "DataProtection",
    "DatasetError",
    "Entry",
    "Formality",
    "Framework",
    "Header",
    "Language",
    "LegalText",
    "Link",
    "Place",
    "PlanLevel",
    "Review",
    "ScaleStep",
    "Secretariat",
    "Shape",
    "countries",
    "entries_linking_to",
    "framework_codes",
    "load_framework",
    "load_frameworks",
    "load_places",
    "load_profile",
    "load_reviews",
    "load_shapes",
    "read_topology",
]
