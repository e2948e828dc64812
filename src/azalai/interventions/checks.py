"""What is wrong with a content, and what is missing to publish it; every fault at once, by field."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from babel.numbers import list_currencies
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from azalai.accounts.models import Post
from azalai.actors.models import Organisation
from azalai.frames.models import FrameworkItem, Place
from azalai.frames.partial import first_day, is_partial_date, last_day
from azalai.interventions.content import Content, Money, Reach
from azalai.interventions.enums import Nature, Scale, Status
from azalai.interventions.groups import groups
from azalai.interventions.models import ExternalIdentifier, Intervention
from azalai.interventions.models.parts import PEOPLE

Fault = tuple[str, str]  # field, sentence
DATES = ("planned_start", "planned_end", "actual_start", "actual_end")
PERIODS = (("planned_start", "planned_end"), ("actual_start", "actual_end"))
WIDTH: dict[str, int] = {Scale.ACTIVITY: 0, Scale.PROJECT: 1, Scale.PROGRAMME: 2}
KINDS, OBJECTIVES = "intervention-kinds", ("gcm", "sdg")
POLICY = "pnm-"  # code of a national policy: pnm-ne
YEARS = range(1990, 2101)
LONGEST = {"title_fr": 500, "title_en": 500, "identifier": 80, "lead_text": 300}
# ISO 4217 codes, those of yesterday included: an old budget keeps its currency.
CURRENCIES = frozenset(list_currencies())
check_url = URLValidator(schemes=["http", "https", "ftp"])


def refuse(faults: Iterator[Fault]) -> None:
    """Raises ValidationError with all of them, by field; nothing when there is none."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, sentence in faults:
        if sentence not in found[name]:
            found[name].append(sentence)
    if found:
        raise ValidationError(dict(found))


def faults(content: Content, *, country: str, of: Intervention | None = None) -> Iterator[Fault]:
    """What may not be stored, even in a draft. of: the intervention that says it, None for a new one."""
    yield from _text_faults(content)
    yield from _date_faults(content)
    yield from number_faults(content)
    yield from _line_faults(content)
    yield from _reference_faults(content, country)
    yield from _parent_faults(content, country, of)
    yield from _identifier_faults(content, country, of)


def gaps(content: Content) -> Iterator[Fault]:
    """What is missing before everyone may see it."""
    if not content.title_fr.strip() and not content.title_en.strip():
        yield "title_fr", _("Donnez un titre, en français ou en anglais.")
    if not content.description_fr.strip() and not content.description_en.strip():
        yield "description_fr", _("Décrivez l'intervention en quelques phrases.")
    if content.lead is None and not content.lead_text:
        yield "lead", _("Indiquez l'organisme chef de file.")
    if not content.nature:
        yield "nature", _("Choisissez la nature de l'intervention.")
    if not content.objectives:
        yield "objectives", _("Choisissez au moins un objectif.")
    if not content.places:
        yield "places", _("Choisissez au moins un lieu.")
    if not content.planned_start and not content.actual_start:
        yield "planned_start", _("Indiquez quand l'intervention commence, ne serait-ce que l'année.")


def _text_faults(content: Content) -> Iterator[Fault]:
    for name, longest in LONGEST.items():
        if len(getattr(content, name)) > longest:
            yield name, _("Au plus %(count)d caractères.") % {"count": longest}
    for name, choices in (("scale", Scale), ("status", Status)):
        if getattr(content, name) not in choices.values:
            yield name, _("Cette valeur n'est pas dans la liste.")
    if content.nature and content.nature not in Nature.values:
        yield "nature", _("Cette valeur n'est pas dans la liste.")


def _date_faults(content: Content) -> Iterator[Fault]:
    wrong = set()
    for name in DATES:
        try:
            if getattr(content, name):
                is_partial_date(getattr(content, name))
        except ValidationError as error:
            wrong.add(name)
            yield name, error.messages[0]
    for start, end in PERIODS:
        if {start, end} & wrong or not getattr(content, start) or not getattr(content, end):
            continue
        begins, ends = first_day(getattr(content, start)), last_day(getattr(content, end))
        if begins and ends and ends < begins:
            yield end, _("La fin précède le début.")


def number_faults(content: Content) -> Iterator[Fault]:
    """Amounts, people, counts and shares that cannot be."""
    for money in content.budgets:
        yield from _money_faults(money)
    for reach in content.targets:
        if any((getattr(reach, name) or 0) < 0 for name in (*PEOPLE, "total")):
            yield "targets", _("Un nombre de personnes ne peut pas être négatif.")
        if reach.total is not None and reach.total < _sum(reach):
            yield "targets", _("Le total d'un groupe est plus petit que la somme de ses parts.")
    if any(one.value < 0 for one in content.counts):
        yield "counts", _("Un dénombrement ne peut pas être négatif.")
    shares = [where.share for where in content.places if where.share is not None]
    if any(share < 0 or share > 100 for share in shares) or sum(shares) > 100:
        yield "places", _("Les parts des lieux vont de 0 à 100, et leur somme ne dépasse pas 100.")


def _money_faults(money: Money) -> Iterator[Fault]:
    if money.amount < 0:
        yield "budgets", _("Un montant ne peut pas être négatif.")
    if not money.amount.is_finite() or money.amount >= 10**18:
        yield "budgets", _("Ce montant n'est pas un nombre vraisemblable.")
    if money.currency not in CURRENCIES:
        yield "budgets", _("Monnaie inconnue : %(code)s.") % {"code": money.currency or "—"}
    if money.year is not None and money.year not in YEARS:
        yield "budgets", _("Année invraisemblable : %(year)s.") % {"year": money.year}


def _sum(reach: Reach) -> int:
    return sum(getattr(reach, name) or 0 for name in PEOPLE)


def _line_faults(content: Content) -> Iterator[Fault]:
    """Lines that say the same thing twice, groups that the list does not have, addresses."""
    for name, keys in (
        ("places", [where.place for where in content.places]),
        ("targets", [reach.group for reach in content.targets]),
        ("counts", [one.kind for one in content.counts]),
        ("bodies", [(body.role, body.text) for body in content.bodies]),
    ):
        if max(Counter(keys).values(), default=0) > 1:
            yield name, _("Une ligne se répète.")
    for reach in content.targets:
        if reach.group not in groups():
            yield "targets", _("Groupe inconnu : %(code)s.") % {"code": reach.group}
    for link in content.links:
        try:
            check_url(link.url)
        except ValidationError:
            yield "links", _("Adresse de document invalide : %(url)s.") % {"url": link.url[:80]}
        if not link.title.strip():
            yield "links", _("Donnez un titre à chaque document.")


def _reference_faults(content: Content, country: str) -> Iterator[Fault]:
    """Rows that exist no longer, are of another country, or of another list."""
    named = [b.organisation for b in content.bodies] + [m.organisation for m in content.budgets]
    bodies = {key for key in (content.lead, *named) if key}
    if bodies and Organisation.objects.active().in_country(country).filter(pk__in=bodies).count() < len(
        bodies
    ):
        yield "lead", _("Un organisme n'est pas au registre de ce pays.")
    places = {where.place for where in content.places}
    if places and Place.objects.in_country(country).filter(pk__in=places).count() < len(places):
        yield "places", _("Un lieu n'est pas dans la liste de ce pays.")
    items = {*content.objectives, *([content.kind] if content.kind else [])}
    known = dict(FrameworkItem.objects.filter(pk__in=items).values_list("pk", "framework__code"))
    if any(not is_objective(known.get(key, "")) for key in content.objectives):
        yield "objectives", _("Un objectif n'est pas dans les listes.")
    if content.kind and known.get(content.kind) != KINDS:
        yield "kind", _("Ce type n'est pas dans la liste.")
    if content.contact_post and not Post.objects.filter(pk=content.contact_post).exists():
        yield "contact_post", _("Ce poste n'existe pas.")


def is_objective(framework: str) -> bool:
    """An intervention may serve an item of that framework."""
    return framework in OBJECTIVES or framework.startswith(POLICY)


def _parent_faults(content: Content, country: str, of: Intervention | None) -> Iterator[Fault]:
    if content.parent is None:
        return
    parent = Intervention.objects.in_country(country).filter(pk=content.parent).first()
    if parent is None:
        yield "parent", _("Cette intervention n'existe pas dans ce pays.")
    elif of is not None and of.pk in _above(parent):
        yield "parent", _("Cette intervention fait déjà partie de celle que vous modifiez.")
    elif WIDTH.get(parent.scale, 0) < WIDTH.get(content.scale, 0):
        yield "parent", _("Un programme contient des projets, un projet des activités.")


def _above(intervention: Intervention | None) -> set[int]:
    """The intervention and those that contain it."""
    found: set[int] = set()
    while intervention is not None and intervention.pk not in found:
        found.add(intervention.pk)
        intervention = intervention.parent
    return found


def _identifier_faults(content: Content, country: str, of: Intervention | None) -> Iterator[Fault]:
    others = Intervention.objects.in_country(country)
    others = others.exclude(pk=of.pk) if of else others
    if content.identifier and others.filter(identifier=content.identifier).exists():
        yield "identifier", _("Une autre intervention porte déjà cet identifiant.")
    taken = ExternalIdentifier.objects.filter(country_id=country)
    taken = taken.exclude(intervention=of) if of else taken
    for one in content.externals:
        if taken.filter(scheme=one.scheme, value=one.value).exists():
            yield (
                "externals",
                _("Une autre intervention porte déjà l'identifiant %(value)s.") % {"value": one.value},
            )
