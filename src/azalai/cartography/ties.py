"""Who works with whom, from shared interventions. Pure, but for the traces that it reads."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from azalai.actors.models import Membership, Organisation
from azalai.cartography.selecting import Criteria, select
from azalai.cartography.traces import LEAD, Traces
from azalai.interventions.enums import BodyRole

ROLES = frozenset({LEAD, BodyRole.IMPLEMENTING, BodyRole.FUNDING})


@dataclass(frozen=True)
class Tie:
    """Two organisations (keys, the smaller first) and the interventions that they share; roles of each."""

    first: int
    second: int
    ones: tuple[int, ...]
    first_roles: tuple[str, ...]
    second_roles: tuple[str, ...]


@dataclass(frozen=True)
class Web:
    """Every tie, the strongest first; presence: organisation → interventions in which it takes part."""

    ties: list[Tie]
    presence: dict[int, int]

    def tied(self, least: int) -> list[Tie]:
        """Ties of at least so many interventions."""
        return [tie for tie in self.ties if len(tie.ones) >= least]

    def alone(self) -> list[int]:
        """Those that share no intervention with anybody, the most present first."""
        partners = {key for tie in self.ties for key in (tie.first, tie.second)}
        left = [key for key in self.presence if key not in partners]
        return sorted(left, key=lambda key: (-self.presence[key], key))


def web(traces: Traces, criteria: Criteria, *, around: int | None = None) -> Web:
    """Ties within the selected interventions; around: only those of that organisation."""
    shared: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    roles: defaultdict[tuple[int, int], tuple[Counter[str], Counter[str]]] = defaultdict(
        lambda: (Counter(), Counter())
    )
    presence: Counter[int] = Counter()
    for record in select(traces, criteria):
        bodies = {
            key: names & ROLES for key, names in traces.roles.get(record.pk, {}).items() if names & ROLES
        }
        presence.update(bodies.keys())
        for pair in combinations(sorted(bodies), 2):
            if around is None or around in pair:
                shared[pair].append(record.pk)
                roles[pair][0].update(bodies[pair[0]])
                roles[pair][1].update(bodies[pair[1]])
    ties = [Tie(*pair, tuple(ones), *_words(roles[pair])) for pair, ones in shared.items()]
    return Web(sorted(ties, key=lambda tie: (-len(tie.ones), tie.first, tie.second)), dict(presence))


def _words(roles: tuple[Counter[str], Counter[str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    first, second = (tuple(name for name, _count in one.most_common()) for one in roles)
    return first, second


def readable_least(ties: Sequence[Tie], *, most: int = 45) -> int:
    """The least number of shared interventions at which no more than `most` ties are drawn; at least 1."""
    if len(ties) <= most:
        return 1
    return max(1, len(ties[most].ones) + 1)


def keys_of(ties: Iterable[Tie]) -> list[int]:
    """Organisations of the ties, each once, by key."""
    return sorted({key for tie in ties for key in (tie.first, tie.second)})


@dataclass(frozen=True)
class Network:
    """A network of the register; present: its members that take part in the selected interventions."""

    network: Organisation
    members: int
    present: list[str]


def networks_of(traces: Traces, found: Web) -> list[Network]:
    """Networks of today that have a member among those present; one query."""
    members: defaultdict[int, set[int]] = defaultdict(set)
    rows = Membership.objects.current(traces.on).filter(organisation__country=traces.country)
    for organisation, network in rows.values_list("organisation_id", "network_id"):
        members[traces.organisations[network].pk].add(traces.organisations[organisation].pk)
    made = [
        Network(traces.organisations[key], len(ones), traces.names_of(ones & set(found.presence)))
        for key, ones in members.items()
    ]
    shown = [one for one in made if one.present]
    return sorted(shown, key=lambda one: (-len(one.present), one.network.search_text))
