"""Passages of the radar: over everything, and over one intervention that was just written."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

import numpy as np
from django.db import transaction

from azalai.core import audit
from azalai.core.authorship import Author
from azalai.engines.overlap.choosing import by_whole_aim, strongest
from azalai.engines.overlap.features import Pairs
from azalai.engines.overlap.matching import Search, Spread
from azalai.engines.overlap.model import Label, Verdict
from azalai.engines.overlap.money import rates
from azalai.engines.overlap.radar import Findings, compare, judge
from azalai.engines.overlap.synergies import synergies
from azalai.frames.models import Country
from azalai.interventions.models import Intervention
from azalai.overlaps import live, queries, records, rules, weights
from azalai.overlaps.models import Pair, Run
from azalai.overlaps.models.pairs import pair_id
from azalai.overlaps.records import Source, Stakes

CLOSEST = 20
_BATCH = 500
_SAID = ("label", "score", "sentence", "rows", "amount_at_stake", "people_at_stake", "is_current", "seen_at")


def run_radar(*, by: Author, at: datetime, country: str, spread: Spread | None = None) -> Run:
    """Compare everything that is published, then store the answer at once. country: ISO alpha-2.

    A passage that is interrupted leaves the earlier answer as it was. The same interventions always give
    the same pairs under the same identifiers; what people decided stays. spread: see `matching.closest`.
    """
    rules.check_run(by)
    began = time.perf_counter()
    head = audit.current_head()
    up_to = head.sequence if head else 0
    source = records.read(Intervention.objects.in_country(country).published())
    findings = find(source, country, spread)
    verdicts = [*findings.verdicts()]
    return _stored(by, at, country, source, verdicts, up_to=up_to, seconds=time.perf_counter() - began)


def find(source: Source, country: str, spread: Spread | None = None) -> Findings:
    """Close texts, ties and namesakes, and those that share a place and people."""
    parameters = weights.parameters_in_force(country)
    close = compare(source.records, search=Search(), parameters=parameters, spread=spread)
    met = synergies(by_whole_aim(close.corpus)).pairs
    pairs = _joined(close.pairs, met, len(close.corpus))
    return strongest(judge(close.corpus, pairs, parameters))


def _joined(one: Pairs, other: Pairs, size: int) -> Pairs:
    """Every pair of either once, sorted. size: of the corpus."""
    sides = (one.left, other.left), (one.right, other.right)
    left, right = (np.concatenate(side).astype(np.int64) for side in sides)
    found = np.divmod(np.unique(left * max(size, 1) + right), max(size, 1))
    return Pairs(found[0], found[1])


@transaction.atomic
def _stored(
    by: Author,
    at: datetime,
    country: str,
    source: Source,
    verdicts: list[Verdict],
    *,
    up_to: int,
    seconds: float,
) -> Run:
    held = Country.objects.select_for_update().get(iso2=country)  # one passage stores at a time
    known = {pair.public_id: pair for pair in Pair.objects.in_country(country).defer("rows", "sentence")}
    # What was published while the passage compared was judged after what it read.
    later = {key for key, pair in known.items() if pair.seen_at > at}
    older = [verdict for verdict in verdicts if pair_id_of(verdict) not in later]
    made, kept = _written(_Desk(source, held), known, older, at)
    gone = [pair for key, pair in known.items() if pair.is_current and key not in kept | later]
    Pair.objects.filter(pk__in=[pair.pk for pair in gone]).update(is_current=False)
    run = Run.objects.create(
        country=held,
        calibration=queries.accepted_calibration(country),
        ran_at=at,
        ran_by_id=by.person_id,
        up_to=up_to,
        compared=len(source.records),
        found=dict(sorted(Counter(verdict.label.value for verdict in verdicts).items())),
        new=made,
        gone=len(gone),
        seconds=round(seconds, 3),
    )
    after = {"compared": run.compared, "found": run.found, "new": run.new, "gone": run.gone}
    audit.record(by=by, at=at, action="overlaps.ran", obj=run, after=after)
    return run


@dataclass(frozen=True, slots=True)
class _Desk:
    """What turns a verdict into a row."""

    source: Source
    country: Country

    def row(self, verdict: Verdict, at: datetime, known: Pair | None) -> Pair:
        """The pair as the radar sees it now; not saved."""
        left, right = verdict.left, verdict.right
        pair = known or Pair(
            public_id=pair_id_of(verdict),
            country=self.country,
            left_id=self.source.keys[left],
            right_id=self.source.keys[right],
            found_at=at,
        )
        pair.label, pair.score, pair.sentence = verdict.label.value, verdict.score, verdict.sentence
        pair.rows = [asdict(row) for row in verdict.rows]
        pair.is_current, pair.seen_at = True, at
        both = [self.source.stakes[side] for side in (left, right)]
        pair.amount_at_stake = _amount(both, self.country.currency_code)
        pair.people_at_stake = _people(both)
        return pair


def pair_id_of(verdict: Verdict) -> UUID:
    """Identifier of the pair of a verdict."""
    return pair_id(UUID(verdict.left), UUID(verdict.right))


def _amount(both: list[Stakes], currency: str) -> Decimal | None:
    """The smaller of both, in the country's currency; None when either is unknown."""
    known = [stakes.euros for stakes in both if stakes.euros is not None]
    rate = rates().get(currency)
    if len(known) < len(both) or rate is None:
        return None
    # Through euros and back: what is beyond six figures is noise.
    return Decimal(f"{min(known) * Decimal(str(rate)):.6g}").quantize(Decimal(1))


def _people(both: list[Stakes]) -> int | None:
    known = [stakes.people for stakes in both if stakes.people is not None]
    return min(known) if len(known) == len(both) else None


def _written(
    desk: _Desk, known: dict[UUID, Pair], verdicts: Iterable[Verdict], at: datetime
) -> tuple[int, set[UUID]]:
    """Create or refresh the pairs of the verdicts; how many are new, and which were found."""
    rows = [desk.row(verdict, at, known.get(pair_id_of(verdict))) for verdict in verdicts]
    new = [row for row in rows if row.pk is None]
    Pair.objects.bulk_create(new, batch_size=_BATCH)
    fresh = {row.pk for row in new}
    Pair.objects.bulk_update([row for row in rows if row.pk not in fresh], _SAID, batch_size=_BATCH)
    return len(new), {row.public_id for row in rows}


def judge_one(*, by: Author, at: datetime, intervention: Intervention) -> list[Pair]:
    """Pairs of an intervention that was just published or changed, without waiting for a passage.

    by: whoever wrote it; that the radar looks at it needs no right of its own. Pairs that it no longer
    makes are left to the next passage.
    """
    if intervention.is_draft:
        return []
    country = intervention.country_id
    source = records.read(Intervention.objects.filter(pk=intervention.pk))
    found = live.closest(source.records[0], country=country, k=CLOSEST)
    verdicts = [verdict for _hit, verdict in found if verdict.label is not Label.NONE]
    names = {name for verdict in verdicts for name in (verdict.left, verdict.right)}
    sides = records.read(Intervention.objects.filter(public_id__in=names).published())
    verdicts = [v for v in verdicts if v.left in sides.keys and v.right in sides.keys]
    return _stored_of_one(by, at, intervention, sides, verdicts)


@transaction.atomic
def _stored_of_one(
    by: Author, at: datetime, intervention: Intervention, source: Source, verdicts: list[Verdict]
) -> list[Pair]:
    held = Country.objects.select_for_update().get(iso2=intervention.country_id)
    keys = [pair_id_of(verdict) for verdict in verdicts]
    known = {pair.public_id: pair for pair in Pair.objects.filter(public_id__in=keys)}
    made, _found = _written(_Desk(source, held), known, verdicts, at)
    if made:
        audit.record(by=by, at=at, action="overlaps.found", obj=intervention, after={"pairs": made})
    return list(Pair.objects.filter(public_id__in=keys))
