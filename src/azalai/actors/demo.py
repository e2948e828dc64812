"""The demonstration's register: shipped organisations, and fictional ones with mandates and analyses."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from azalai.accounts.enums import Role
from azalai.accounts.models import Post
from azalai.actors import actions
from azalai.actors.models import Organisation
from azalai.core.authorship import Author
from azalai.frames.dataset import load_profile
from azalai.frames.dataset.reading import data_file, read_json
from azalai.frames.models import Place
from azalai.frames.queries import current_items

SINCE = timedelta(days=90)
FICTION = "demo-actors.json"
FICTIONAL_SECRETARIAT = "demo-secretariat"
NOTE = "Organisme fictif de la démonstration."


def load(*, by: Author, at: datetime, country: str) -> None:
    """Load the register and appoint the demonstration's focal points; loading again changes nothing."""
    actions.load_organisations_data(by=by, at=at, country=country)
    region = Place.objects.in_country(country).filter(level=1, valid_to="").order_by("pcode").first()
    partner = _organisation(
        by, at, country, "demo-partenaire", "Partenaire de démonstration (ONG)", "civil-society", None
    )
    directorate = _organisation(
        by, at, country, "demo-direction", "Direction régionale de démonstration", "policy-sectors", region
    )
    _appoint(by, at, partner, Role.PARTNER, None)
    _appoint(by, at, directorate, Role.FOCAL_POINT, region)
    _appoint(by, at, _secretariat(by, at, country), Role.PERMANENT_SECRETARY, None)
    for facts in read_json(data_file("azalai.actors", FICTION))["entries"]:
        _fiction(by, at, country, facts)


def _fiction(by: Author, at: datetime, country: str, facts: dict[str, Any]) -> None:
    """A fictional organisation with what is said of it; two of them are written twice, to be found."""
    if Organisation.objects.filter(country_id=country, code=facts["code"]).exists():
        return
    named = {name: facts.get(name, "") for name in ("code", "name_fr", "name_en", "acronym")}
    category = current_items("stakeholders", on=localdate(at)).get(code=facts["category"])
    made = actions.register_organisation(by=by, at=at, country=country, category=category, note=NOTE, **named)
    for mandate in facts["mandates"]:
        actions.add_mandate(by=by, at=at, organisation=made, **mandate)
    for analysis in facts["analyses"]:
        told = {name: value for name, value in analysis.items() if name != "days"}
        day = localdate(at) - timedelta(days=analysis["days"])
        actions.add_analysis(by=by, at=at, organisation=made, on=day, **told)


def _organisation(
    by: Author, at: datetime, country: str, code: str, name: str, category: str, place: Place | None
) -> Organisation:
    known = Organisation.objects.filter(country_id=country, code=code).first()
    if known:
        return known
    wanted: dict[str, Any] = {"name_fr": name, "code": code, "place": place}
    wanted["category"] = current_items("stakeholders", on=localdate(at)).get(code=category)
    wanted["note"] = NOTE
    return actions.register_organisation(by=by, at=at, country=country, **wanted)


def secretariat_code(country: str) -> str:
    """Code of the organisation that is the secretariat: of the country profile, else a fictional one."""
    known = load_profile(country).secretariat
    return known.organisation if known else FICTIONAL_SECRETARIAT


def _secretariat(by: Author, at: datetime, country: str) -> Organisation:
    """Where the profile names none, a fictional one, called as minutes call it."""
    code = secretariat_code(country)
    known = Organisation.objects.filter(country_id=country, code=code).first()
    if known is not None:
        return known
    name = "Secrétariat technique de démonstration (fictif)"
    made = _organisation(by, at, country, code, name, "policy-sectors", None)
    for text in ("Secrétariat", "Secrétariat permanent", "SP"):
        actions.add_spelling(by=by, at=at, organisation=made, text=text, note=NOTE)
    return made


def _appoint(by: Author, at: datetime, organisation: Organisation, role: str, place: Place | None) -> None:
    """The first open post of that role, unless it speaks for the organisation already."""
    post = Post.objects.filter(role=role, closed_on__isnull=True).order_by("id").first()
    if post is None or organisation.focal_points.filter(post=post).exists():
        return
    actions.appoint_focal_point(
        by=by, at=at, organisation=organisation, post=post, place=place, starts_on=localdate(at) - SINCE
    )
