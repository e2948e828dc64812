"""Fields by which files come in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from azalai.core.attachments.storing import MOST, checked
from azalai.formats.enclosure import KINDS, SUFFIXES

ACCEPTED = ",".join(end for kind in KINDS for end in SUFFIXES.get(kind, (f".{kind}",)))
HINT = gettext_lazy("Word, Excel, PowerPoint, LibreOffice, PDF, PNG, JPEG ou texte ; 10 Mo au plus.")


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"accept": ACCEPTED})


class FilesField(forms.FileField):
    """Files to join, each looked at before anything is kept; cleans to a list."""

    widget = FilesInput

    def __init__(self, **more: Any) -> None:
        told: dict[str, Any] = {"label": gettext_lazy("Fichiers"), "help_text": HINT, "widget": FilesInput()}
        super().__init__(**(told | more))

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Each file; an error names the file that it is about."""
        files = [one for one in (data if isinstance(data, list | tuple) else [data]) if one]
        if self.required and not files:
            raise ValidationError(self.error_messages["required"])
        if len(files) > MOST:
            raise ValidationError(_("Joignez %(n)s fichiers au plus.") % {"n": MOST})
        return [self._looked_at(super(FilesField, self).clean(one, initial)) for one in files]

    def _looked_at(self, file: Any) -> Any:
        try:
            checked(file)
        except ValidationError as error:
            raise ValidationError(f"{file.name} : {' '.join(error.messages)}") from error
        file.seek(0)
        return file


class AttachmentForm(forms.Form):
    """One file with what it is."""

    file = forms.FileField(
        label=gettext_lazy("Fichier"),
        help_text=HINT,
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )
    title = forms.CharField(
        label=gettext_lazy("Intitulé"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Ce que c'est, en quelques mots ; sinon, le nom du fichier."),
    )


class RemovalForm(forms.Form):
    """Why the file goes."""

    reason = forms.CharField(
        label=gettext_lazy("Motif"),
        max_length=300,
        help_text=gettext_lazy("Une phrase ; elle restera à la place du fichier."),
    )
