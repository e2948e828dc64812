"""Forms about the radar itself."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class SettleForm(forms.Form):
    """Why weights are accepted or set aside."""

    reason = forms.CharField(
        label=_("Motif"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
