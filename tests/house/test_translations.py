"""Every French sentence of the interface has its English."""

from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Catalog, Message

from tools import messages

PLACEHOLDER = re.compile(r"%\(\w+\)[sdf]|%[sd]|{\w*}")


@pytest.fixture(scope="module")
def sentences() -> Catalog:
    return messages.extracted()


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_the_catalogue_holds_the_sentences_of_today(language: str) -> None:
    path = messages.place(language)
    assert path.exists(), "make messages"
    assert path.read_bytes() == messages.text(messages.updated(language)), "make messages"


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_sentence_is_translated(language: str) -> None:
    assert messages.untranslated(messages.updated(language)) == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_translations_keep_the_variables(language: str) -> None:
    wrong = [str(m.id) for m in messages.read(language) if m.id and m.string and not _same_variables(m)]
    assert wrong == []


def _same_variables(message: Message) -> bool:
    """Each form names the variables of one of the forms of the sentence."""
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    given = {frozenset(PLACEHOLDER.findall(text)) for text in ids}
    return all(not text or frozenset(PLACEHOLDER.findall(text)) in given for text in strings)


def test_sentences_of_code_and_of_templates_are_found(sentences: Catalog) -> None:
    assert sentences.get("Titulaire") is not None
    assert len(sentences) > 50


def test_french_plurals_are_those_of_today() -> None:
    assert messages.place(messages.OWN).read_bytes() == messages.text(messages.own_plurals()), "make messages"
