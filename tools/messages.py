"""French sentences of the code and the templates, into the catalogues of the other languages.

Works without gettext: Django turns templates into something that reads like Python, Babel does the
rest. What is translated stays; sentences that are gone go; nothing is guessed.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "azalai"
LANGUAGES = ("en",)
OWN = "fr"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
Message = tuple[str | tuple[str, ...], str | None]


@cache
def extracted() -> Catalog:
    """Every sentence to translate, without translations; read once, for reading only."""
    catalog = Catalog(charset="utf-8", fuzzy=False)
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" not in path.parts:
            _add(catalog, path.read_text(encoding="utf-8"))
    for path in sorted(PACKAGE.rglob("templates/**/*")):
        if path.suffix in {".html", ".txt"}:
            _add(catalog, _as_python(path))
    return catalog


def place(language: str) -> Path:
    """File of a language's translations."""
    return PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    """Translations as they stand; none when there is no file."""
    path = place(language)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def updated(language: str) -> Catalog:
    """Today's sentences with the translations that we have."""
    known, catalog = read(language), Catalog(locale=language, fuzzy=False, charset="utf-8")
    for message in extracted():
        if message.id:
            old = known.get(message.id, message.context)
            flags = set(old.flags) if old else set()
            catalog.add(message.id, old.string if old else None, context=message.context, flags=flags)
    return catalog


def own_plurals() -> Catalog:
    """French sentences with two forms, as they are; without them zero takes the plural, as in English."""
    catalog = Catalog(locale=OWN, fuzzy=False, charset="utf-8")
    for message in extracted():
        if isinstance(message.id, tuple | list):
            catalog.add(message.id, tuple(message.id), context=message.context)
    return catalog


def text(catalog: Catalog) -> bytes:
    """The catalogue as it is stored: sorted, without places or dates, so that differences say something."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=100, no_location=True, omit_header=True, sort_output=True)
    head = (
        'msgid ""\nmsgstr ""\n'
        f'"Language: {catalog.locale}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalog.plural_forms}\\n"\n\n'
    )
    return head.encode() + buffer.getvalue()


def untranslated(catalog: Catalog) -> list[str]:
    """Sentences without a translation, or with one that nobody confirmed."""
    return [str(m.id) for m in catalog if m.id and (m.fuzzy or not _complete(m.string))]


def _complete(string: str | tuple[str, ...] | list[str] | None) -> bool:
    return all(string) if isinstance(string, tuple | list) else bool(string)


def _as_python(path: Path) -> str:
    """The template's sentences as Python calls, each on its line; indentation means nothing here."""
    from django.utils.translation.template import templatize  # needs configured settings

    source = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    return "\n".join(line.strip() for line in source.split("\n"))


def _add(catalog: Catalog, source: str) -> None:
    for message, context in _messages(source):
        catalog.add(message, context=context)


def _messages(source: str) -> Iterator[Message]:
    file = io.BytesIO(source.encode())
    for _line, message, _comments, context in extract(
        "python", file, KEYWORDS, options={"encoding": "utf-8"}
    ):
        yield message, context


def main() -> None:
    """Write each language's file and say what remains to be translated."""
    if not settings.configured:
        settings.configure(USE_I18N=False)
    place(OWN).parent.mkdir(parents=True, exist_ok=True)
    place(OWN).write_bytes(text(own_plurals()))
    for language in LANGUAGES:
        catalog, path = updated(language), place(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text(catalog))
        missing = untranslated(catalog)
        print(f"{path.relative_to(ROOT)} : {len(catalog)} phrases, {len(missing)} à traduire")


if __name__ == "__main__":
    main()
