"""Who sits in the demonstration's bodies: invented organisations, each with a post and its holder.

Every name says that it is fictional, and every address ends in example.org, where nobody lives.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.timezone import localdate

from azalai.accounts import actions as accounts
from azalai.accounts.enums import Role
from azalai.accounts.models import Post
from azalai.actors import actions as actors
from azalai.actors.demo import secretariat_code
from azalai.actors.models import Organisation
from azalai.concertation.demo.calendar import SECRETARIAT
from azalai.core.authorship import Author
from azalai.frames.queries import current_items

NOTE = "Organisme fictif de la démonstration."
# Long enough before the first meeting that every convocation finds its addressee.
SINCE = timedelta(days=900)
SUPERIOR = "Secrétaire général (fictif)"


@dataclass(frozen=True, slots=True)
class Holder:
    """An organisation that sits. name, category: of one that is made here, blank for one of the register;
    short: what its post and its address are called; deputy: its post has a second one that stands in."""

    code: str
    short: str
    name: str = ""
    category: str = ""
    deputy: bool = False


@dataclass(frozen=True, slots=True)
class Seated:
    """The organisation with the posts that sit for it."""

    organisation: Organisation
    post: Post | None = None
    deputy: Post | None = None
    superior: Post | None = None


HOLDERS = (
    Holder("demo-conseil-mobilite", "conseil", deputy=True),
    Holder("demo-caravaniers", "caravaniers"),
    Holder("demo-fonds-desert", "fonds", deputy=True),
    Holder("demo-transporteurs", "transporteurs"),
    Holder("demo-radio", "radio"),
    Holder("demo-jeunes", "jeunes", deputy=True),
    Holder("demo-chercheurs", "chercheurs"),
    Holder(
        "demo-frontieres", "frontieres", "Direction des frontières (fictif)", "policy-sectors", deputy=True
    ),
    Holder(
        "demo-population", "population", "Direction de la population (fictif)", "policy-sectors", deputy=True
    ),
    Holder("demo-enfance", "enfance", "Direction de l'enfance en mobilité (fictif)", "policy-sectors"),
    Holder(
        "demo-statistiques", "statistiques", "Bureau des chiffres (fictif)", "policy-sectors", deputy=True
    ),
    Holder("demo-maires", "maires", "Association des maires des oasis (fictif)", "local-authorities"),
    Holder(
        "demo-accueil", "accueil", "Programme d'accueil des voyageurs (fictif)", "un-network", deputy=True
    ),
    Holder("demo-ambassade", "ambassade", "Ambassade du pays voisin (fictif)", "development-partners"),
    Holder("demo-commercantes", "commercantes", "Réseau des commerçantes (fictif)", "civil-society"),
    Holder("demo-juristes", "juristes", "Permanence juridique des pistes (fictif)", "civil-society"),
    Holder("demo-droits", "droits", "Commission des libertés (fictif)", "human-rights-institutions"),
)
PARTNERS = ("development-partners", "un-network", "civil-society")


def load(*, by: Author, at: datetime, country: str) -> dict[str, Seated]:
    """Code → the organisation and its posts, as of now. Made once: loading again finds them."""
    named = Q(code__startswith="demo-") | Q(code=secretariat_code(country))
    rows = Organisation.objects.active().filter(named, country_id=country)
    found = {one.code: Seated(one) for one in rows.select_related("category", "country")}
    found[SECRETARIAT] = found[secretariat_code(country)]
    superior = _post(by, at, SUPERIOR, Role.FOCAL_POINT, "secretaire.general")
    for holder in HOLDERS:
        known = found.get(holder.code)
        organisation = known.organisation if known else _organisation(by, at, country, holder)
        found[holder.code] = _seated(by, at, organisation, holder, superior)
    return found


def _organisation(by: Author, at: datetime, country: str, holder: Holder) -> Organisation:
    category = current_items("stakeholders", on=localdate(at)).get(code=holder.category)
    return actors.register_organisation(
        by=by, at=at, country=country, category=category, name_fr=holder.name, code=holder.code, note=NOTE
    )


def _seated(by: Author, at: datetime, organisation: Organisation, holder: Holder, above: Post) -> Seated:
    category = organisation.category.code
    role = Role.PARTNER if category in PARTNERS else Role.FOCAL_POINT
    post = _post(by, at, f"Point focal · {organisation.name_fr}", role, holder.short)
    deputy = None
    if holder.deputy:
        title = f"Suppléant du point focal · {organisation.name_fr}"
        deputy = _post(by, at, title, role, f"{holder.short}.suppleant")
    since = _since(at)
    if not organisation.focal_points.filter(post=post).exists():
        actors.appoint_focal_point(
            by=by, at=at, organisation=organisation, post=post, place=None, starts_on=since
        )
    return Seated(organisation, post, deputy, above if category == "policy-sectors" else None)


def _post(by: Author, at: datetime, title: str, role: str, short: str) -> Post:
    """With its holder, who has no password: nobody signs in from here, letters find an address."""
    known = Post.objects.filter(title=title).first()
    if known is not None:
        return known
    post = accounts.create_post(by=by, at=at, title=title, role=role)
    name = short.replace(".", " ").capitalize()
    person = accounts.open_account(
        by=by,
        at=at,
        username=f"fictif.{short}",
        display_name=f"Démo · {name} (fictif)",
        email=f"{short}@example.org",
    )
    accounts.appoint(by=by, at=at, post=post, person=person, on=_since(at))
    return post


def _since(at: datetime) -> date:
    return localdate(at - SINCE)
