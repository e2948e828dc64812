"""What people type, as HTML: nothing of it runs."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from azalai.forum.prose import as_html, names_called, tidy

PIECES = st.sampled_from(
    [
        "<script>",
        "</p>",
        '"',
        "'",
        "&",
        "@[",
        "]",
        "@OIM",
        "https://a.test/?x=1&y=<b>",
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "é",
    ]
)
TAGS = re.compile(
    r"</?(p|br|ul|ol|li|strong|a)>"
    r"|<a href=\"https?://[^\"<>\s]*\" rel=\"nofollow ugc noopener noreferrer\">"
)


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("Un\ndeux\n\ntrois", "<p>Un<br>deux</p><p>trois</p>"),
        ("À faire :\n- un\n• deux\nfin", "<p>À faire :</p><ul><li>un</li><li>deux</li></ul><p>fin</p>"),
        ("1. un\n2) deux", "<ol><li>un</li><li>deux</li></ol>"),
        ("<b>gras</b> & co", "<p>&lt;b&gt;gras&lt;/b&gt; &amp; co</p>"),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
        ("@OIM et @AUTRE", "<p><strong>@OIM</strong> et @AUTRE</p>"),
        ("@[Direction <X>]", "<p>@[Direction &lt;X&gt;]</p>"),
    ],
)
def test_text_becomes_html(typed: str, html: str) -> None:
    assert as_html(typed, ["OIM"]) == html


def test_an_address_is_a_link_without_the_mark_that_follows_it() -> None:
    html = as_html('Voir (https://example.org/a?b=1&c="2"). Merci.')
    assert '<a href="https://example.org/a?b=1&amp;c=" rel=' in html
    assert "&quot;2&quot;). Merci." in html


@given(st.lists(PIECES, max_size=12).map("".join))
def test_nothing_typed_ever_becomes_another_tag(typed: str) -> None:
    rest = TAGS.sub("", as_html(typed, ["OIM"]))
    assert "<" not in rest
    assert ">" not in rest


def test_mentions_are_read_once_each() -> None:
    assert names_called("@OIM, @[Direction de l'état civil] et @oim ; contact@example.org") == [
        "OIM",
        "Direction de l'état civil",
    ]


def test_what_does_not_print_or_turns_the_line_goes() -> None:
    assert tidy("  a\u202eb\x00\r\nc \n\n\n\nd\n") == "ab\nc\n\nd"
