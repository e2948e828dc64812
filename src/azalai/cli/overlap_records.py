"""An IATI activity as the radar wants it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from azalai.engines.overlap.evaluation import Bilingual
from azalai.engines.overlap.model import Intervention
from azalai.engines.overlap.money import in_euros
from azalai.formats.iati import codes
from azalai.formats.iati.records import Activity, Narrative, Narratives, ParticipatingOrg

_SHORTEST_REF = 3  # "NA" and "0" are no organisation
_PARENT, _CHILD = "1", "2"
_COMMITMENT = "2"
_SHORTEST_TITLE = 8  # letters; "N/A" stands for a title in many files
_FRENCH, _ENGLISH = "fr", "en"


def intervention(activity: Activity, *, without: str = "") -> Intervention:
    """The record of an activity; without: a language to leave out of its texts."""
    roles = _roles(activity.participating_orgs)
    upstream, downstream, related = _ties(activity)
    return Intervention(
        identifier=activity.identifier,
        reporter=_body(activity.reporting_org.ref, activity.reporting_org.names),
        titles=_texts(activity.titles, without),
        descriptions=_texts((text for part in activity.descriptions for text in part.texts), without),
        funders=roles[codes.FUNDING],
        accountable=roles[codes.ACCOUNTABLE],
        implementers=tuple(dict.fromkeys(roles[codes.IMPLEMENTING] + roles[codes.EXTENDING])),
        countries=tuple(dict.fromkeys(country.code for country in activity.recipient_countries)),
        places=_places(activity),
        start=_date(activity, codes.ACTUAL_START, codes.PLANNED_START),
        end=_date(activity, codes.ACTUAL_END, codes.PLANNED_END),
        objectives=tuple(dict.fromkeys(_objectives(activity))),
        reference_amount=_amount(activity),
        upstream=upstream,
        downstream=downstream,
        related=related,
        aliases=tuple(
            dict.fromkeys(item.ref for item in activity.other_identifiers if len(item.ref) > _SHORTEST_REF)
        ),
    )


def _texts(narratives: Iterable[Narrative], without: str) -> tuple[str, ...]:
    kept = (item.text for item in narratives if not without or item.lang[:2] != without)
    return tuple(dict.fromkeys(text for text in kept if text))


def _body(ref: str, names: Narratives) -> str:
    """Code of a body, or its name where it has none."""
    ref = ref.strip().upper()
    if len(ref) >= _SHORTEST_REF:
        return ref
    name = " ".join(names[0].text.split()).casefold() if names else ""
    return f"nom:{name}" if name else ""


def _roles(bodies: Sequence[ParticipatingOrg]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {
        role: [] for role in (codes.FUNDING, codes.ACCOUNTABLE, codes.EXTENDING, codes.IMPLEMENTING)
    }
    for body in bodies:
        found.setdefault(body.role, []).append(_body(body.ref, body.names))
    return {role: tuple(dict.fromkeys(filter(None, several))) for role, several in found.items()}


def _ties(activity: Activity) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    up = [total.provider_activity for total in activity.transactions]
    down = [total.receiver_activity for total in activity.transactions]
    other: list[str] = []
    for body in activity.participating_orgs:
        (down if body.role == codes.IMPLEMENTING else up).append(body.activity_id)
    for tie in activity.related:
        {_PARENT: up, _CHILD: down}.get(tie.type, other).append(tie.ref)
    return tuple(_named(up)), tuple(_named(down)), tuple(_named(other))


def _named(names: Iterable[str]) -> dict[str, None]:
    return dict.fromkeys(name for name in names if name)


def _places(activity: Activity) -> tuple[tuple[str, ...], ...]:
    """Paths of codes from the country down, where a location gives its areas by level."""
    found = []
    for location in activity.locations:
        areas = sorted((area.level, area.code) for area in location.administrative if area.level is not None)
        path = tuple(code for _, code in areas)
        if path and path[0] in codes.COUNTRIES:
            found.append(path)
    return tuple(dict.fromkeys(found))


def _date(activity: Activity, *types: str) -> str:
    """The first that is there, in the order of the types."""
    known = {date.type: date.iso for date in reversed(activity.dates) if date.iso}
    return next((known[type_] for type_ in types if type_ in known), "")


def _objectives(activity: Activity) -> Iterable[str]:
    for sector in activity.sectors:
        if sector.vocabulary in ("", codes.DEFAULT_VOCABULARY):
            yield f"DAC:{sector.code}"
    for goal in activity.goals:
        yield f"ODD:{goal}"


def _amount(activity: Activity) -> float | None:
    """Budgets in euros, or else commitments; None when there is neither."""
    budgets = [(float(item.amount), item.currency) for item in activity.budgets]
    commitments = [(float(t.amount), t.currency) for t in activity.transactions if t.type == _COMMITMENT]
    for several in (budgets, commitments):
        known = [in_euros(amount, currency) for amount, currency in several if amount > 0]
        total = sum(amount for amount in known if amount is not None)
        if total:
            return total
    return None


def bilingual_cases(activities: Sequence[Activity]) -> tuple[list[Intervention], list[Bilingual]]:
    """Activities whose titles are in French and English, the French held back; and all the others."""
    others, cases = [], []
    for activity in activities:
        title = _held_back(activity)
        if title:
            cases.append(Bilingual(intervention(activity, without=_FRENCH), title))
        else:
            others.append(intervention(activity))
    return others, cases


def _held_back(activity: Activity) -> str:
    titles = {item.lang[:2]: " ".join(item.text.split()) for item in activity.titles}
    french, english = titles.get(_FRENCH, ""), titles.get(_ENGLISH, "")
    told = sum(letter.isalpha() for letter in french) >= _SHORTEST_TITLE and english
    return french if told and french.casefold() != english.casefold() else ""
