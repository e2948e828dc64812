"""What indicators read, what evaluations say, what partners answer, what was learnt."""

from __future__ import annotations

from azalai.reports.chapters import chapter
from azalai.reports.drafting import Draft
from azalai.reports.material import Material


@chapter("indicators", "Indicateurs : cible et réalisé", "indicateurs, faits comptés par le système")
def indicators(draft: Draft, material: Material) -> None:
    """Targets held against what was reached."""
    draft.paragraph(
        "none", "Aucun indicateur n'est enregistré : les cibles ne peuvent être comparées au réalisé."
    )


@chapter("evaluation", "Évaluation et conformité", "évaluations")
def evaluation(draft: Draft, material: Material) -> None:
    """Ratings, conformity with the national policy and the Compact."""
    draft.paragraph(
        "none",
        "Aucune évaluation n'est enregistrée pour la période : ni note, ni appréciation de la conformité"
        " n'est donnée à sa place.",
    )


@chapter("opinions", "Avis des partenaires", "évaluations, recoupements")
def opinions(draft: Draft, material: Material) -> None:
    """What those who are judged answer."""
    draft.paragraph("none", "Aucun partenaire n'a enregistré d'avis sur les appréciations qui le concernent.")
    draft.own_words("received", "Avis reçus autrement (courrier, réunion) : qui, quand, quoi")


@chapter("practices", "Bonnes pratiques et enseignements", "évaluations")
def practices(draft: Draft, material: Material) -> None:
    """What was learnt, and where it was used again."""
    draft.paragraph("none", "Aucune bonne pratique ni aucun enseignement n'est enregistré.")
    draft.own_words(
        "told", "Pratiques et enseignements à partager : contexte, ce qui a été fait, ce qui en reste"
    )
