"""Reference data in templates."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from azalai.frames.partial import in_words

register = template.Library()
register.filter("partial", in_words)

# Names of fields as the shipped lists flag them.
WORDS = {
    "acronym": _("sigle"),
    "category": _("catégorie"),
    "code": _("code"),
    "entries": _("lignes"),
    "kind": _("nature"),
    "links": _("correspondances"),
    "links.mptf": _("correspondances"),
    "links.sdg": _("correspondances"),
    "name_en": _("nom anglais"),
    "name_fr": _("nom"),
    "networks": _("réseaux"),
    "parent": _("rattachement"),
    "place": _("lieu"),
    "since": _("date"),
    "spellings": _("graphies"),
    "title_en": _("intitulé anglais"),
    "title_fr": _("intitulé"),
    "valid_from": _("date"),
}


@register.filter
def unconfirmed_words(names: Iterable[str]) -> str:
    """ "à confirmer : intitulé, correspondances" from the names of fields, each word once."""
    words = dict.fromkeys(str(WORDS.get(name, name)) for name in names)
    return gettext("à confirmer : %s") % ", ".join(words)
