"""The acronyms that a report uses, told once: a reader from another ministry need not know them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from azalai.engines.phrases.words import NO_BREAK
from azalai.reports.drafting import Draft, Written
from azalai.reports.marking import plain
from azalai.reports.material import Material

HOME = "method"  # the chapter that tells them
# Of the frameworks and of the trade; those of bodies and organisations are data.
COMMON = {
    "MPTF": "Fonds d'affectation multipartenaires pour la migration",
    "ODD": "Objectifs de développement durable",
    "OSC": "Organisations de la société civile",
    "PMM": "Pacte mondial pour des migrations sûres, ordonnées et régulières",
    "PNM": "Politique nationale de la migration",
    "PTF": "Partenaires techniques et financiers",
}
SIGN = re.compile(r"[A-Z][\w/-]*[A-Z0-9]\w*")


def tell(chapters: Iterable[Written], home: Draft, material: Material) -> None:
    """A note at the end of the chapter `home`, in alphabetical order; none where no acronym is used."""
    used = {sign for text in _texts(chapters) for sign in SIGN.findall(plain(text))}
    known = _known(material)
    told = [f"{sign}{NO_BREAK}: {known[sign]}" for sign in sorted(used & known.keys())]
    if told:
        home.heading("Sigles")
        home.paragraph("acronyms", f"{' ; '.join(told)}.", kind="note")


def _known(material: Material) -> dict[str, str]:
    """Acronym → what it stands for: of several, the country's own first, the national before the local."""
    profile = material.profile
    told = [(profile.secretariat.acronym, profile.secretariat.name_fr)] if profile.secretariat else []
    told += [(body.acronym, body.name_fr) for body in profile.bodies]
    told += [*COMMON.items(), *((one.acronym, one.name) for one in material.traces.organisations.values())]
    found: dict[str, str] = {}
    for sign, name in told:
        if name and sign != name and SIGN.fullmatch(sign):
            found.setdefault(sign, name)
    return found


def _texts(chapters: Iterable[Written]) -> Iterable[str]:
    for chapter in chapters:
        yield chapter.title
        yield from chapter.passages.values()
        for block in chapter.blocks:
            yield from (block.get(name, "") for name in ("text", "caption", "source"))
            yield from (cell for row in block.get("rows", ()) for cell in row)
            yield from (label for label, _ in block.get("items", ()))
            yield from block.get("head", ())
