"""The questions, after the OECD-DAC's definition of evaluability: "the extent to which an activity or
project can be evaluated in a reliable and credible fashion" (Glossary of key terms in evaluation, 2002),
and the columns that the strategy's logframe asks for (indicator, baseline, target, source)."""

from __future__ import annotations

from azalai.engines.evaluability.model import Check, Indicator, Report, Subject, Verdict

# In the order in which they are asked; docs/algorithmes/evaluabilite.md explains each (tested).
QUESTIONS = (
    "result",
    "objectives",
    "indicators",
    "baseline",
    "target",
    "source",
    "period",
    "places",
    "beneficiaries",
    "budget",
    "lead",
    "monitoring",
)


def assess(subject: Subject) -> Report:
    """Answer every question; the same subject always gives the same report."""
    given = subject.indicators
    return Report(
        (
            _yes_or_no("result", value=subject.has_result),
            Check("objectives", _some(subject.objectives), subject.objectives, 0),
            Check("indicators", _some(len(given)), len(given), 0),
            _of_indicators("baseline", given, sum(one.has_baseline for one in given)),
            _of_indicators("target", given, sum(one.has_target for one in given)),
            _of_indicators("source", given, sum(one.has_source for one in given)),
            _parts("period", subject.starts + subject.ends, 2),
            _counted("places", subject.places),
            _people(subject),
            _yes_or_no("budget", value=subject.has_budget),
            _yes_or_no("lead", value=subject.has_lead),
            _yes_or_no("monitoring", value=subject.has_monitoring),
        )
    )


def _yes_or_no(code: str, *, value: bool | None) -> Check:
    if value is None:
        return Check(code, Verdict.NOT_APPLICABLE)
    return Check(code, Verdict.MET if value else Verdict.MISSING)


def _some(number: int) -> Verdict:
    return Verdict.MET if number else Verdict.MISSING


def _parts(code: str, have: int, wanted: int) -> Check:
    """All of them: met; some: partly; none: missing."""
    if have == wanted:
        return Check(code, Verdict.MET, have, wanted)
    return Check(code, Verdict.PARTLY if have else Verdict.MISSING, have, wanted)


def _of_indicators(code: str, given: tuple[Indicator, ...], have: int) -> Check:
    """Without an indicator there is nothing to have a baseline, but the answer is still missing."""
    return _parts(code, have, len(given)) if given else Check(code, Verdict.MISSING)


def _counted(code: str, number: int | None) -> Check:
    if number is None:
        return Check(code, Verdict.NOT_APPLICABLE)
    return Check(code, _some(number), number, 0)


def _people(subject: Subject) -> Check:
    """Named groups are half of the answer where numbers are expected of each."""
    if subject.groups is None:
        return Check("beneficiaries", Verdict.NOT_APPLICABLE)
    if subject.counted is None:
        return Check("beneficiaries", _some(subject.groups), subject.groups, 0)
    if not subject.groups:
        return Check("beneficiaries", Verdict.MISSING)
    verdict = Verdict.MET if subject.counted == subject.groups else Verdict.PARTLY
    return Check("beneficiaries", verdict, subject.counted, subject.groups)
