"""Filters and tags of every page; a builtin library, so no template loads it.

`{% empty %}` is both Django's clause of `{% for %}` (without argument) and our empty state (with
arguments): inside a loop's `{% empty %}` clause ours may stand, but not instead of it.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.core.paginator import Page
from django.db.models import Model
from django.forms import BaseForm, BoundField
from django.template.base import Node, NodeList, Parser, Token
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from azalai.core import attachments as files_of
from azalai.core import formatting
from azalai.core.attachments.owners import key_of
from azalai.core.context import current_site
from azalai.core.drafts import Desk
from azalai.core.links import url_or_blank
from azalai.core.models import Attachment
from azalai.core.registry import panels_for

register = template.Library()

register.filter("amount", formatting.amount)
register.filter("day", formatting.day)
register.filter("moment", formatting.moment)
register.filter("percent", formatting.percent)
register.filter("dash", formatting.dash)

# A sign and a word: colour alone never says anything. The signs exist in every common font.
SIGNS = {"done": "✓", "waiting": "◆", "wrong": "×", "neutral": "○", "active": "●"}
# Levels of django.contrib.messages.
MESSAGE_KINDS = {"success": "done", "warning": "waiting", "error": "wrong"}


@register.filter
def money(value: Any) -> str:
    """An amount followed by the country's currency as print writes it."""
    return formatting.money(value, current_site().currency_label)


@register.filter
def message_kind(tags: str) -> str:
    """State of a message from its Django tags: done, waiting, wrong or neutral."""
    return next((kind for tag, kind in MESSAGE_KINDS.items() if tag in tags.split()), "neutral")


@register.simple_tag
def status(kind: str, text: Any) -> SafeString:
    """A state as sign and word. kind: done, waiting, wrong, neutral or active; another is an error."""
    return format_html(
        '<span class="status status-{}"><span class="sign" aria-hidden="true">{}</span>{}</span>',
        kind,
        SIGNS[kind],
        text,
    )


@register.simple_tag
def badge(text: Any) -> SafeString:
    """A short label: a code, a category, a kind."""
    return format_html('<span class="badge">{}</span>', text)


@register.simple_tag
def crumb(text: Any, url: str = "") -> SafeString:
    """One step of the way back, for the block `crumbs`; the last one has no address."""
    if url:
        return format_html('<li><a href="{}">{}</a></li>', url, text)
    return format_html('<li aria-current="page">{}</li>', text)


@register.inclusion_tag("core/components/empty.html")
def empty(title: Any, sentence: Any = "", url: str = "", label: Any = "") -> dict[str, Any]:
    """What will stand here and how to begin; with url and label, the first thing to do."""
    return {"title": title, "sentence": sentence, "url": url, "label": label}


@register.inclusion_tag("core/components/field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """One form field: label, hint, errors and input, tied together for screen readers."""
    return {"field": bound, "kind": bound.widget_type}


@register.inclusion_tag("core/components/error_summary.html")
def error_summary(form: BaseForm, *, focus: bool = True) -> dict[str, Any]:
    """All errors of a form, each a link to its field; nothing when there is none.

    It takes the focus when the page opens; `focus=False` where several forms stand on one page.
    """
    problems = [_problem(form, name, str(text)) for name, texts in form.errors.items() for text in texts]
    return {"problems": problems, "focus": focus}


def _problem(form: BaseForm, name: str, text: str) -> dict[str, str]:
    if name not in form.fields or form[name].is_hidden:
        return {"target": "", "label": "", "text": text}
    bound = form[name]
    # The id of a group of buttons is the first button: a fieldset takes no focus.
    target = f"{bound.auto_id}_0" if bound.use_fieldset and bound.id_for_label == "" else bound.auto_id
    return {"target": target, "label": str(bound.label), "text": text}


@register.inclusion_tag("core/drafts/fields.html")
def draft_fields(desk: Desk) -> dict[str, Any]:
    """Inside a form: what is typed is kept while it is being typed; see core.drafts."""
    return {"desk": desk}


@register.inclusion_tag("core/drafts/offers.html", takes_context=True)
def draft_offers(context: Context, desk: Desk) -> dict[str, Any]:
    """Above that form, outside it: input begun earlier, to take up again or to give up."""
    return {"desk": desk, "here": context["request"].path, "csrf_token": context["csrf_token"]}


@register.inclusion_tag("core/components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page, parameter: str = "page", label: Any = "") -> dict[str, Any]:
    """Links to the other pages of a list, keeping the filters; only the count when there is one page.

    parameter and label: their own for each list, where a page has several.
    """
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    links = [_page_link(context, page, parameter, number) for number in numbers]
    previous = _query(context, parameter, page.number - 1) if page.has_previous() else ""
    following = _query(context, parameter, page.number + 1) if page.has_next() else ""
    return {"page": page, "links": links, "previous": previous, "following": following, "label": label}


def _page_link(context: Context, page: Page, parameter: str, number: int | str) -> dict[str, Any]:
    is_gap = not isinstance(number, int)
    url = "" if is_gap else _query(context, parameter, number)
    return {"text": str(number), "url": url, "gap": is_gap, "current": number == page.number}


def _query(context: Context, parameter: str, value: Any) -> str:
    query = context["request"].GET.copy()
    if value in (None, ""):
        query.pop(parameter, None)
    else:
        query[parameter] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def filter_link(
    context: Context, parameter: str, value: Any, text: Any, count: int | None = None
) -> SafeString:
    """A link that sets one filter of the list, keeps the others and returns to the first page.

    value "" removes the filter; the link of the filter in force says so. count stands beside the text.
    """
    query = context["request"].GET.copy()
    current = query.get(parameter, "") == str("" if value is None else value)
    query.pop("page", None)
    query.pop(parameter, None)
    if value not in (None, ""):
        query[parameter] = str(value)
    tail = (
        format_html(' <span class="count">{}</span>', formatting.amount(count)) if count is not None else ""
    )
    return format_html(
        '<a href="?{}"{}>{}{}</a>',
        query.urlencode(),
        mark_safe(' aria-current="true"') if current else "",
        text,
        tail,
    )


@register.simple_tag(takes_context=True)
def panels(context: Context, place: str, obj: Any) -> SafeString:
    """What rooms above add to this spot of the page; see core.registry.Panel."""
    author = context["author"]
    parts = [
        render_to_string(panel.template, panel.context(author, obj), request=context["request"])
        for panel in panels_for(author, place)
    ]
    return mark_safe("".join(parts))  # noqa: S308  each part was escaped by its own template


@register.inclusion_tag("core/attachments/list.html", takes_context=True)
def attachments(
    context: Context,
    obj: Model,
    files: list[Attachment] | None = None,
    *,
    brief: bool = False,
    address: str = "attachment",
) -> dict[str, Any]:
    """Files joined to the object, with what the reader may do with them; see core.attachments.

    files: those fetched already, for a list of objects; then one reads only. brief: neither day nor
    author. address: name of the page that gives a file back, where a room has its own.
    """
    author = context["author"]
    is_alone = files is None
    may_add = is_alone and files_of.can_add(author, obj)
    owner = files_of.owner_of(obj._meta.label_lower)
    return {
        "files": files_of.of(obj) if files is None else files,
        "may_remove": is_alone and owner is not None and owner.can_remove(author, obj),
        "add_url": reverse("attachment_new", args=[obj._meta.label_lower, key_of(obj)]) if may_add else "",
        "brief": brief,
        "address": address,
        "discuss_url": url_or_blank("forum:thread_new") if author.post_id and not brief else "",
    }


@register.simple_tag
def url_if_exists(name: str, *args: Any, **kwargs: Any) -> str:
    """The address of that name, "" when no room serves it."""
    return url_or_blank(name, *args, **kwargs)


class WrappedNode(Node):
    """Its content inside an element, or nothing at all when the content is blank."""

    def __init__(self, nodelist: NodeList, element: str, attributes: str) -> None:
        self.nodelist, self.element, self.attributes = nodelist, element, attributes

    def render(self, context: Context) -> str:
        content = self.nodelist.render(context).strip()
        if not content:
            return SafeString("")
        # The engine has escaped the content; element and attributes stand in a template of ours.
        return mark_safe(f"<{self.element}{self.attributes}>{content}</{self.element}>")  # noqa: S308


@register.tag
def wrapped(parser: Parser, token: Token) -> WrappedNode:
    """`{% wrapped p lead %}…{% endwrapped %}`: <p class="lead">…</p>, unless blank."""
    _, element, css = token.split_contents()
    nodelist = parser.parse(("endwrapped",))
    parser.delete_first_token()
    return WrappedNode(nodelist, element, f' class="{css}"')


class CapturedNode(Node):
    """Keeps its content in a variable, so that a block may be printed twice."""

    def __init__(self, nodelist: NodeList, name: str) -> None:
        self.nodelist, self.name = nodelist, name

    def render(self, context: Context) -> str:
        # The engine has escaped the content.
        context[self.name] = mark_safe(self.nodelist.render(context).strip())  # noqa: S308
        return ""


@register.tag
def capture(parser: Parser, token: Token) -> CapturedNode:
    """`{% capture name %}…{% endcapture %}`."""
    _, name = token.split_contents()
    nodelist = parser.parse(("endcapture",))
    parser.delete_first_token()
    return CapturedNode(nodelist, name)
