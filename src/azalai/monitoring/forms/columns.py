"""What are the columns of a workbook whose headings we do not know?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from azalai.monitoring.sheets.headings import IGNORED, Question


class ColumnsForm(forms.Form):
    """One choice for each of them, the guess chosen beforehand. offered: (key, heading)."""

    def __init__(
        self, data: Any, *, questions: Sequence[Question], offered: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(data)
        self.questions = list(questions)
        for number, one in enumerate(self.questions):
            self.fields[f"column-{number}"] = forms.ChoiceField(
                label=_("Votre colonne « %(name)s »") % {"name": one.text[:60]},
                required=False,
                choices=[(IGNORED, _("aucune des nôtres : ne pas la lire")), *offered],
                initial=one.guess if one.answer is None else one.answer,
            )

    def answers(self) -> dict[str, str]:
        """Folded heading → key; the form must be valid."""
        return {one.key: self.cleaned_data[f"column-{n}"] for n, one in enumerate(self.questions)}
