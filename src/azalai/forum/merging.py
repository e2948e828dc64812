"""Where exchanges name organisations, so that a merge in the register is followed here."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from azalai.actors.references import Reference, register_reference


def register() -> None:
    """Who wrote in whose name, and who was called; where the kept record was called too, once is enough."""
    register_reference(Reference(_("Messages"), "forum.Contribution", country="thread__country"))
    register_reference(
        Reference(
            _("Mentions"), "forum.Mention", country="contribution__thread__country", once_per="contribution"
        )
    )
