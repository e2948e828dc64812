"""Which chapters each kind of report has, in order.

The bilan follows the strategy (8.1: a reading by fields, state of the activities, actors, appreciations; an
analytical preamble; conformity and evaluation; what partners answer; recommendations). The reviews follow the
guidelines of the Global Compact (step 6); titles that differ from the chapter's own stand beside its code.
"""

from __future__ import annotations

from azalai.reports.enums import ReportKind

Outline = tuple[tuple[str, str], ...]  # (code of the chapter, title in this report or "")

_BILAN: Outline = (
    ("preamble", ""),
    ("method", ""),
    ("fields", ""),
    ("actors", ""),
    ("regions", ""),
    ("plan", ""),
    ("indicators", ""),
    ("meetings", ""),
    ("overlaps", ""),
    ("evaluation", ""),
    ("opinions", ""),
    ("gcm", ""),
    ("gaps", ""),
    ("recommendations", ""),
    ("matrix", ""),
)
OUTLINES: dict[str, Outline] = {
    ReportKind.ANNUAL: _BILAN,
    ReportKind.QUARTERLY: (
        ("preamble", "Synthèse du trimestre"),
        ("plan", ""),
        ("regions", ""),
        ("meetings", ""),
        ("overlaps", ""),
        ("indicators", ""),
        ("evaluation", ""),
        ("gaps", ""),
        ("recommendations", "Recommandations opérationnelles"),
        ("method", ""),
    ),
    ReportKind.NATIONAL: (
        ("preamble", "Résumé analytique"),
        ("method", "Méthode et participation à l'examen"),
        ("institutions", ""),
        ("gcm", "Progrès par objectif du Pacte mondial"),
        ("principles", ""),
        ("plan", "Mise en œuvre du plan national"),
        ("regions", ""),
        ("indicators", ""),
        ("evaluation", "Enseignements et bonnes pratiques"),
        ("gaps", "Données : ce qui manque"),
        ("recommendations", "Suites et prochaines étapes"),
    ),
    ReportKind.REGIONAL: (
        ("context", "Introduction : aperçu et contexte régional"),
        ("preamble", "Résumé analytique"),
        ("gcm", "Principales conclusions"),
        ("practices", "Bonnes pratiques et enseignements à l'échelle de la région"),
        ("recommendations", "Conclusions, recommandations et prochain examen régional"),
        ("participants", "Organisation des travaux et participants"),
    ),
    ReportKind.IMRF: (
        ("preamble", "Message du pays"),
        ("institutions", ""),
        ("gcm", "Progrès accomplis, objectif par objectif"),
        ("principles", ""),
        ("practices", "Bonnes pratiques à partager"),
        ("gaps", "Difficultés et données manquantes"),
        ("recommendations", "Engagements et besoins d'appui"),
        ("method", "Préparation de la contribution"),
    ),
}
