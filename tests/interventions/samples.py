"""Objects for the addresses of this room: url name → function that gives the kwargs."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

from django.core.files.base import ContentFile

from azalai.interventions import actions
from azalai.interventions.content import Content
from azalai.plans.models import Node, PlanVersion
from tests.accounts.factories import AT, SYSTEM
from tests.actors.factories import make_organisation
from tests.interventions.factories import make_bare_intervention, make_draft
from tests.plans.factories import SMALL, make_version

Kwargs = dict[str, Any]
# Each address gets a plan of its own: the same file twice would be the same plan.
NUMBERS = count(1)
IATI = '<?xml version="1.0"?><iati-activities version="2.03"></iati-activities>'
CSV = "Identifiant;Titre;Chef de file\nA-1;Essai;OIM\n"


def _plan() -> PlanVersion:
    return make_version(SMALL.replace("Ouvrir un guichet", f"Ouvrir un guichet, essai {next(NUMBERS)}"))


def _intervention() -> Kwargs:
    return {"public_id": make_bare_intervention().public_id}


def _draft() -> Kwargs:
    made = make_draft(Content(title_fr="Brouillon d'essai", lead=make_organisation().pk))
    return {"public_id": made.public_id}


def _stopped() -> Kwargs:
    made = make_bare_intervention()
    actions.suspend(by=SYSTEM, at=AT, intervention=made, reason="Essai")
    return {"public_id": made.public_id}


def _link() -> Kwargs:
    made = make_bare_intervention()
    node = Node.objects.filter(version=_plan()).first()
    link = actions.link_to_plan(by=SYSTEM, at=AT, intervention=made, node=node)
    return {"public_id": made.public_id, "link_id": link.pk}


def _document() -> Kwargs:
    made = make_bare_intervention()
    document = actions.add_document(
        by=SYSTEM, at=AT, intervention=made, title="Note", name="note.pdf", content=b"%PDF-1.4 essai"
    )
    return {"public_id": made.public_id, "document_id": document.public_id}


def _sheet() -> Kwargs:
    made = actions.receive_sheet(by=SYSTEM, at=AT, name="essai.csv", content=CSV.encode())
    return {"public_id": made.public_id}


def _iati() -> Kwargs:
    file = ContentFile(IATI.encode())
    made = actions.receive_iati(by=SYSTEM, at=AT, name="essai.xml", file=file)
    return {"public_id": made.public_id}


def _version() -> Kwargs:
    version = _plan()
    return {"plan_id": version.plan.public_id, "number": version.number}


ABOUT = ("intervention", "edit", "suspend", "cancel", "link", "document_new")
SAMPLES: dict[str, Callable[[], Kwargs]] = {
    **{f"interventions:{name}": _intervention for name in ABOUT},
    "interventions:publish": _draft,
    "interventions:delete": _draft,
    "interventions:resume": _stopped,
    "interventions:unlink": _link,
    "interventions:document": _document,
    "interventions:document_remove": _document,
    **{f"interventions:{name}": _iati for name in ("iati", "iati_read", "iati_accept", "iati_discard")},
    "interventions:sheet": _sheet,
    "interventions:sheet_accept": _sheet,
    "interventions:neglected": _version,
    "interventions:download": lambda: {"kind": "geojson"},
}
