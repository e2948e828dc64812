"""Plain text as people type it, to HTML: paragraphs, lists, links, mentions; all the rest is escaped."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from azalai.core.audit import fold

_BLANK = re.compile(r"\n\s*\n")
_BULLET = re.compile(r"\s*[-–•*]\s+(?=\S)")
_RANK = re.compile(r"\s*\d{1,2}[.)]\s+(?=\S)")
# A mark that people put after an address is not part of it.
_TOKEN = re.compile(
    r"https?://[^\s<>\"']{3,500}[^\s<>\"'.,;:!?)\]»]|(?<![\w.])@(?:\[[^\]\n]{2,150}\]|[\w-]{2,40})"
)
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def tidy(text: str) -> str:
    """As it is kept: one kind of line end, nothing that does not print nor turns the line."""
    lines = CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()


def names_called(text: str) -> list[str]:
    """What follows the signs @ of a text, in order, each once: "@[Direction X]" gives "Direction X"."""
    found = (
        match.group()[1:].strip("[]").strip() for match in _TOKEN.finditer(text) if match.group()[0] == "@"
    )
    kept: dict[str, str] = {}
    for name in found:
        kept.setdefault(fold(name), name)
    return list(kept.values())


def as_html(text: str, called: Collection[str] = ()) -> SafeString:
    """called: names of the mentions that reached somebody; only those stand out."""
    known = {fold(name) for name in called}
    blocks = (_block(block.split("\n"), known) for block in _BLANK.split(text.strip()) if block.strip())
    return mark_safe("".join(blocks))  # noqa: S308  each piece was escaped below


def _block(lines: list[str], known: set[str]) -> str:
    parts: list[str] = []
    for tag, group in _runs(lines):
        inner = [_inline(line, known) for line in group]
        if tag:
            parts.append(f"<{tag}>{''.join(f'<li>{one}</li>' for one in inner)}</{tag}>")
        else:
            parts.append(f"<p>{'<br>'.join(inner)}</p>")
    return "".join(parts)


def _runs(lines: list[str]) -> Iterator[tuple[str, list[str]]]:
    """Lines that belong together: of a list ("ul", "ol") or of a paragraph ("")."""
    group: list[str] = []
    current = ""
    for line in lines:
        tag = "ul" if _BULLET.match(line) else "ol" if _RANK.match(line) else ""
        if group and tag != current:
            yield current, group
            group = []
        current = tag
        group.append(
            _BULLET.sub("", line, count=1) if tag == "ul" else _RANK.sub("", line, count=1) if tag else line
        )
    if group:
        yield current, group


def _inline(line: str, known: set[str]) -> str:
    parts, at = [], 0
    for match in _TOKEN.finditer(line):
        parts += [escape(line[at : match.start()]), _token(match.group(), known)]
        at = match.end()
    return "".join([*parts, escape(line[at:])])


def _token(token: str, known: set[str]) -> str:
    if token[0] != "@":
        link = '<a href="{}" rel="nofollow ugc noopener noreferrer">{}</a>'
        return format_html(link, token, token)
    name = token[1:].strip("[]").strip()
    return format_html("<strong>@{}</strong>", name) if fold(name) in known else escape(token)
