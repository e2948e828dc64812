"""What the audit trail says about reports, in words."""

from django.utils.translation import gettext_lazy as _

ACTION_LABELS = {
    "reports.begun": _("Bilan établi"),
    "reports.refreshed": _("Chiffres du bilan recomptés"),
    "reports.discarded": _("Bilan en rédaction abandonné"),
    "reports.passage-rewritten": _("Paragraphe récrit"),
    "reports.passage-kept": _("Paragraphe maintenu sur les nouveaux chiffres"),
    "reports.passage-restored": _("Texte proposé repris"),
    "reports.submitted": _("Bilan soumis à validation"),
    "reports.draft": _("Bilan renvoyé à la rédaction"),
    "reports.validated": _("Bilan validé"),
    "reports.published": _("Bilan diffusé"),
}
FIELD_LABELS = {
    "reports.report": {
        "as_of": _("Chiffres arrêtés au"),
        "figures": _("Chiffres"),
        "edited": _("Paragraphes récrits"),
        "key": _("Paragraphe"),
        "text": _("Texte"),
        "state": _("État"),
        "returned_because": _("Motif"),
        "validation_reference": _("Acte de validation"),
    },
}
