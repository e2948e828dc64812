"""A small plan, made the way people make one: by importing a file."""

from __future__ import annotations

from datetime import UTC, datetime

from azalai.core.authorship import Author
from azalai.frames.actions import load_reference_data
from azalai.plans import actions
from azalai.plans.models import Plan, PlanVersion, Upload

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SYSTEM = Author.system("essai")
# One axis whose declared cost forgets activity 1.2, which also has no calendar.
SMALL = """Plan d'action 2024-2026
Coût total : 9 000 000 FCFA

Axe;Coût de l'axe;N°;Activité;Coût;Responsable;Bénéficiaires;Objectifs du PMM;2024;2025;2026
Axe 1 : Informer;6 000 000;1.1;Former les relais;6 000 000;OIM;OSC;1, 3;X;X;
Axe 1 : Informer;6 000 000;1.2;Imprimer les guides;2 000 000;OIM;OSC;3;;;
Axe 2 : Protéger;3 000 000;2.1;Ouvrir un guichet;3 000 000;CNDH;OSC;14;;X;X
"""


def load_frames(country: str = "NE") -> None:
    """Frameworks and places, as an installation has them."""
    load_reference_data(by=SYSTEM, at=AT, countries=[country])


def make_upload(text: str = SMALL, *, name: str = "plan.csv", by: Author = SYSTEM) -> Upload:
    """A file received."""
    return actions.receive_file(name=name, content=text.encode(), by=by, at=AT, country="NE")


def make_version(text: str = SMALL, *, into: Plan | None = None, by: Author = SYSTEM) -> PlanVersion:
    """A draft version of a plan."""
    if into is None:
        load_frames()
    upload = make_upload(text, by=by)
    return actions.import_upload(upload=upload, into=into, country="NE", by=by, at=AT).version
