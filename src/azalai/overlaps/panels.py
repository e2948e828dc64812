"""What the room adds to the home page and to pages of rooms below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from azalai.core import attention, news, registry
from azalai.core.attention import Attention, Kind
from azalai.core.authorship import Author
from azalai.core.clock import today
from azalai.core.context import current_site
from azalai.core.formatting import money
from azalai.interventions.models import Intervention
from azalai.interventions.queries import scope_of
from azalai.interventions.rules import Scope
from azalai.overlaps import queries, rules, workbench
from azalai.overlaps.enums import JointState
from azalai.overlaps.workbench import Asked

SHOWN = 5


def register() -> None:
    """Announce what the room says on the first page, and the panel."""
    attention.register(attention.Source("overlaps", 30, lines, rules.can_see_matrix))
    for object_type, pages in (("overlaps.pair", pair_pages), ("overlaps.jointaction", joint_pages)):
        news.register(news.Followed(object_type, pages, rules.can_see_matrix))
    registry.register_panel(
        registry.Panel(
            "interventions.intervention",
            "overlaps/panels/intervention.html",
            20,
            of_intervention,
            rules.can_see_matrix,
        )
    )


def lines(author: Author) -> Iterator[Attention]:
    """What waits for the secretariat, or for a partner; at most six queries."""
    country, scope = settings.COUNTRY, scope_of(author, on=today())
    if rules.can_work(author):
        yield from _to_decide(country)
        yield from _joint_actions(author, scope)
    yield from _asked(workbench.asked_of(author, scope, country=country))


def _to_decide(country: str) -> Iterator[Attention]:
    found = workbench.waiting_for_secretariat(country)
    url = reverse("overlaps:pairs")
    if count := found["waiting"]:
        words = ngettext("chevauchement à décider", "chevauchements à décider", count)
        amount = found["amount"]
        stakes = money(amount, current_site().currency_label) if amount else ""
        note = _("budget en jeu, au plus : %(amount)s") % {"amount": stakes} if stakes else ""
        yield Attention(Kind.DECISION, words, url, count, note=note)
    if count := found["complements"]:
        words = ngettext(
            "paire d'interventions complémentaires à examiner",
            "paires d'interventions complémentaires à examiner",
            count,
        )
        yield Attention(Kind.DECISION, words, url + "?relation=synergies", count)


def _joint_actions(author: Author, scope: Scope) -> Iterator[Attention]:
    """Late joint actions with whose they are, and invitations without answer."""
    # A line says nothing of the pair: its six tables stay where they are.
    joints = workbench.joints(author, scope, country=settings.COUNTRY).select_related(None)
    late = list(workbench.overdue(joints, on=today()).order_by("due_on", "id")[: SHOWN + 1])
    for one in late[:SHOWN]:
        who = ", ".join(str(party.organisation) for party in one.parties.all())
        words = _("Action conjointe : %(title)s") % {"title": one.title}
        yield Attention(Kind.LATE, words, one.get_absolute_url(), who=who, on=one.due_on)
    if len(late) > SHOWN:
        url = reverse("overlaps:joints") + "?etat=en-retard"
        yield Attention(Kind.LATE, _("D'autres actions conjointes sont en retard"), url)
    invited = joints.filter(state=JointState.INVITED).order_by("invited_at", "id")
    for one in invited[:SHOWN]:
        if bodies := workbench.still_expected(one):
            words = _("Invitation à une action conjointe : %(title)s") % {"title": one.title}
            who = ", ".join(str(body) for body in bodies)
            yield Attention(Kind.ANSWER, words, one.get_absolute_url(), who=who)


def _asked(asked: Asked) -> Iterator[Attention]:
    """Of a partner: invitations, opinions, and what overlaps its interventions."""
    for joint in asked.invitations:
        words = _("Répondre à l'invitation : %(title)s") % {"title": joint.title}
        yield Attention(Kind.DECISION, words, joint.get_absolute_url())
    for pair in asked.opinions:
        title = " · ".join(Truncator(one.title).chars(90) for one in (pair.left, pair.right))
        words = _("Le secrétariat demande votre avis : %(title)s") % {"title": title}
        yield Attention(Kind.DECISION, words, pair.get_absolute_url())
    if asked.pairs:
        words = ngettext(
            "chevauchement possible avec une intervention d'un autre organisme",
            "chevauchements possibles avec des interventions d'autres organismes",
            asked.pairs,
        )
        yield Attention(Kind.DUE, words, reverse("overlaps:pairs"), asked.pairs)


def pair_pages(author: Author, ids: Sequence[str]) -> dict[str, str]:
    """Pairs that the author may see; two queries."""
    scope = scope_of(author, on=today())
    return news.addresses(queries.visible(author, scope, country=settings.COUNTRY), ids, "overlaps:pair")


def joint_pages(author: Author, ids: Sequence[str]) -> dict[str, str]:
    """Joint actions that the author may see; a few queries."""
    scope = scope_of(author, on=today())
    found = workbench.joints(author, scope, country=settings.COUNTRY).prefetch_related(None)
    return news.addresses(found, ids, "overlaps:joint")


def of_intervention(author: Author, intervention: Intervention) -> dict[str, Any]:
    """Page of a published intervention: pairs that the author may see; nothing for a draft."""
    if intervention.is_draft:
        return {"lines": [], "more": 0}
    scope = scope_of(author, on=today())
    rows = queries.of_intervention(author, scope, intervention).said(*queries.relations_of(queries.WORTH))
    pairs = list(rows.select_related("left__lead", "right__lead"))
    shown = [{"pair": one, "other": _other(one, intervention)} for one in pairs[:SHOWN]]
    return {"lines": shown, "more": max(0, len(pairs) - SHOWN)}


def _other(pair: Any, intervention: Intervention) -> Intervention:
    return pair.right if pair.left_id == intervention.pk else pair.left
