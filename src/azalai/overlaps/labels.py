"""What the audit trail says about overlaps, in words."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from azalai.overlaps.enums import Relation

ACTION_LABELS = {
    "overlaps.ran": _("Passage du radar"),
    "overlaps.found": _("Recoupements trouvés"),
    "overlaps.decided": _("Recoupement décidé"),
    "overlaps.decisions-reopened": _("Décision retirée"),
    "overlaps.opinion-stated": _("Avis donné sur un recoupement"),
    "overlaps.partners-told": _("Partenaires informés d'un recoupement"),
    "overlaps.calibration-proposed": _("Calage du radar proposé"),
    "overlaps.calibration-accepted": _("Calage du radar accepté"),
    "overlaps.calibration-set-aside": _("Calage du radar écarté"),
    "overlaps.joint-invited": _("Action conjointe proposée"),
    "overlaps.joint-answered": _("Réponse à une action conjointe"),
    "overlaps.joint-written": _("Message dans une action conjointe"),
    "overlaps.joint-changed": _("Action conjointe modifiée"),
    "overlaps.joint-concluded": _("Action conjointe conclue"),
    "overlaps.joint-abandoned": _("Action conjointe abandonnée"),
    "overlaps.joint-reopened": _("Action conjointe rouverte"),
    "overlaps.notice-seen": _("Information lue par le partenaire"),
}
# What each relation means, for someone who has never heard the words.
RELATION_HINTS = {
    Relation.SAME_PROJECT: _("une seule intervention, saisie par deux organismes : une fiche est de trop"),
    Relation.DUPLICATE: _(
        "deux interventions font le même travail, au même endroit, pour les mêmes personnes"
    ),
    Relation.PARTIAL: _("une partie seulement du travail, des lieux ou des publics est commune"),
    Relation.COMPLEMENTARY: _("deux travaux différents qui peuvent se renforcer"),
    Relation.CHAIN: _("l'une finance, contient ou met en œuvre l'autre, ce qui est normal"),
    Relation.UNRELATED: _("elles ne se ressemblent qu'en apparence"),
}
# The two indicators of the logframe's result 2.1, and how they are counted.
INDICATORS: dict[str, dict[str, Any]] = {
    "chevauchements": {
        "title": _("Nombre d'activités en doublons"),
        "formula": _(
            "Interventions publiées, chacune comptée une fois, que le secrétariat a décidé de tenir pour le "
            "même projet déclaré deux fois, un doublon ou un chevauchement partiel avec au moins une autre."
        ),
    },
    "synergies": {
        "title": _("Nombre d'activités complémentaires"),
        "formula": _(
            "Interventions publiées, chacune comptée une fois, que le secrétariat a décidé de tenir pour "
            "complémentaires d'au moins une autre."
        ),
    },
}
PARTS = {
    "chevauchements": _("Doublons et chevauchements"),
    "synergies": _("Activités complémentaires"),
}
FIELD_LABELS = {
    "overlaps.run": {
        "compared": _("Interventions comparées"),
        "found": _("Paires trouvées"),
        "new": _("Nouvelles"),
        "gone": _("Disparues"),
    },
    "overlaps.pair": {
        "organisation": _("Organisme"),
        "opinion": _("Avis"),
        "reason": _("Motif"),
        "text": _("Explication"),
        "label": _("Selon le radar"),
        "told": _("Informés"),
        "seen": _("Lu par"),
        "kind": _("Motif de l'information"),
    },
    "overlaps.jointaction": {
        "organisations": _("Partenaires invités"),
        "organisation": _("Organisme"),
        "answer": _("Réponse"),
        "message": _("Message"),
    },
    "interventions.intervention": {"pairs": _("Recoupements trouvés")},
}
