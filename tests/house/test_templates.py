"""Templates obey the content policy and speak through the catalogue."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.house.places import files, name_of

# They stand when nothing else does, the catalogue of translations included.
LAST_RESORT = {"400.html", "500.html"}
TEMPLATES = [path for path in files(".html", ("src",)) if "templates" in path.parts]
TAG = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
COMMENT = re.compile(r"{%\s*comment\b.*?{%\s*endcomment\s*%}", re.DOTALL)
TRANSLATED = re.compile(r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}", re.DOTALL)
LETTERS = re.compile(r"[^\W\d_]{2,}")
SPOKEN = {"alt", "title", "placeholder", "aria-label", "aria-description"}
# Names of things are the same in every language.
NAMES = {"Azalai", "FCFA", "HTML", "Word", "Excel", "CSV", "PDF", "JSON"}


class _Reader(HTMLParser):
    """Collects what breaks the content policy, and words that no catalogue knows."""

    def __init__(self) -> None:
        super().__init__()
        self.policy: list[str] = []
        self.words: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in {"script", "style"}:
            self.inside.append(tag)
        self.policy += [f"<{tag} {name}>" for name in values if name == "style" or name.startswith("on")]
        if tag == "script" and "src" not in values and values.get("type") != "application/json":
            self.policy.append("<script> en ligne")
        if tag == "style":
            self.policy.append("<style> en ligne")
        for name in SPOKEN & set(values):
            self.handle_data(values[name] or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"} and self.inside:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.words += [word for word in LETTERS.findall(data) if word not in NAMES]


def _read(text: str) -> _Reader:
    reader = _Reader()
    for pattern in (COMMENT, TRANSLATED, TAG):
        text = pattern.sub(" ", text)
    reader.feed(text)
    return reader


def _faults(kind: str) -> list[str]:
    return [
        f"{name_of(path)} : {fault}"
        for path in TEMPLATES
        if kind == "policy" or path.name not in LAST_RESORT
        for fault in getattr(_read(path.read_text(encoding="utf-8")), kind)
    ]


def test_there_are_templates_to_look_at() -> None:
    assert len(TEMPLATES) > 5


def test_templates_hold_no_style_and_no_script_of_their_own() -> None:
    assert _faults("policy") == []


def test_every_word_of_a_template_can_be_translated() -> None:
    assert _faults("words") == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<p style='color:red'></p>", "policy"),
        ("<a onclick='x()'></a>", "policy"),
        ("<script>x()</script>", "policy"),
        ("<p>Bonjour</p>", "words"),
        ("<img alt='Carte du pays'>", "words"),
    ],
)
def test_what_is_forbidden_would_be_found(text: str, kind: str) -> None:
    assert getattr(_read(text), kind)


def test_a_translated_sentence_and_a_variable_are_fine() -> None:
    sentence = "{% blocktranslate %}Ici{% endblocktranslate %}"
    reader = _read(f"<p>{{% translate 'Bonjour' %}} {{{{ name }}}} {{# note #}} {sentence}</p>")
    assert (reader.policy, reader.words) == ([], [])


KEY = re.compile(r"{{\s*[\w.]*(?:\bpk|\bid|_id)\s*}}")
TEXTS = re.compile(r"public_id|auto_id|object_id|\btext\.id\b|{{\s*id\s*}}")


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_no_key_is_printed_with_a_separator_of_thousands(path: Path) -> None:
    """In French, 5861 is printed "5 861": an address or a form that holds it would find nobody."""
    found = KEY.findall(path.read_text(encoding="utf-8"))
    assert [tag for tag in found if not TEXTS.search(tag)] == []
