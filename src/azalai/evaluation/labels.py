"""What the audit trail says about evaluations, in words."""

from django.utils.translation import gettext_lazy as _

ACTION_LABELS = {
    "evaluation.begun": _("Évaluation commencée"),
    "evaluation.changed": _("Évaluation modifiée"),
    "evaluation.discarded": _("Évaluation abandonnée avant communication"),
    "evaluation.rated": _("Critère noté"),
    "evaluation.rating-removed": _("Note retirée"),
    "evaluation.recommended": _("Recommandation écrite"),
    "evaluation.recommendation-removed": _("Recommandation retirée"),
    "evaluation.shared": _("Droit de réponse ouvert"),
    "evaluation.withdrawn": _("Droit de réponse retiré"),
    "evaluation.replied": _("Droit de réponse exercé sur un critère"),
    "evaluation.replies-finished": _("Réponse du partenaire achevée"),
    "evaluation.answered": _("Réponse au droit de réponse"),
    "evaluation.extended": _("Délai de réponse prolongé"),
    "evaluation.closed": _("Évaluation close"),
    "evaluation.published": _("Évaluation publiée"),
    "evaluation.lesson-proposed": _("Leçon proposée"),
    "evaluation.lesson-changed": _("Leçon modifiée"),
    "evaluation.lesson-validated": _("Leçon validée"),
    "evaluation.lesson-set-aside": _("Leçon écartée"),
    "evaluation.reused": _("Reprise d'une bonne pratique signalée"),
    "evaluation.reuse-removed": _("Reprise retirée"),
    "evaluation.preamble-refreshed": _("Chiffres du préambule mis à jour"),
    "evaluation.paragraph-written": _("Paragraphe du préambule écrit"),
    "evaluation.paragraph-removed": _("Paragraphe du préambule rendu au texte proposé"),
}
FIELD_LABELS = {
    "evaluation.evaluation": {
        "criterion": _("Critère"),
        "value": _("Note"),
        "reasoning": _("Raisonnement"),
        "evidence": _("Preuves"),
        "position": _("Position"),
        "text": _("Explication"),
        "outcome": _("Suite donnée"),
        "answer": _("Réponse de l'évaluateur"),
        "recommendation": _("Recommandation"),
        "recommendations": _("Recommandations"),
        "owners": _("Responsables"),
        "deadline": _("Échéance"),
        "subject": _("Ce qui est évalué"),
        "partner": _("Partenaire évalué"),
    },
    "evaluation.lesson": {"where": _("Là où elle a été reprise"), "note": _("Ce qui a été repris")},
    "evaluation.preamble": {
        "paragraph": _("Paragraphe"),
        "text": _("Texte"),
        "figures": _("Chiffres changés"),
    },
}
# Questions of the checklist: what is asked, and what to do when the answer is missing.
QUESTIONS = {
    "result": (
        _("Ce qui doit changer est écrit"),
        _("Dites en quelques phrases ce que l'on veut obtenir, et pour qui."),
    ),
    "objectives": (
        _("Les objectifs servis sont nommés"),
        _("Choisissez les objectifs du Pacte mondial ou de la politique nationale."),
    ),
    "indicators": (
        _("Au moins un indicateur"),
        _("Rattachez à une ligne du plan qui a des indicateurs, ou donnez-lui-en."),
    ),
    "baseline": (
        _("Situation de référence"),
        _("Écrivez d'où l'on part : sans elle, on ne verra pas ce qui a changé."),
    ),
    "target": (_("Cible"), _("Écrivez où l'on veut arriver, et quand.")),
    "source": (
        _("Source des données"),
        _("Dites d'où viendront les chiffres : enquête, registre, rapport."),
    ),
    "period": (_("Début et fin prévus"), _("Une année suffit.")),
    "places": (_("Lieux"), _("Nommez au moins une région ou une commune.")),
    "beneficiaries": (
        _("Pour qui, et combien"),
        _("Nommez les groupes, avec un nombre : inconnu n'est pas zéro."),
    ),
    "budget": (_("Budget"), _("Donnez un montant : sans lui, l'efficience ne s'apprécie pas.")),
    "lead": (_("Chef de file"), _("Dites qui en répond.")),
    "monitoring": (
        _("Suivi régulier"),
        _("Rendez compte dans une campagne de suivi : l'évaluation en partira."),
    ),
}
# Questions about an intervention that are answered on the line of the plan it is tied to.
OF_THE_PLAN = ("indicators", "baseline", "target", "source")
