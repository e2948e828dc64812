"""A plan as large as they come, for sizes and speeds."""

from __future__ import annotations

HEADER = "Axe;Objectif;Action;N°;Activité;Coût;Responsable;Bénéficiaires;Objectifs du PMM;2024;2025;2026"
BODIES = ("OIM", "CNDH", "DGEMR", "HCR", "ANLTP", "INS", "Croix-Rouge", "GTM", "MI/SP/D/ACR", "OSC")
WORDS = ("agents", "relais", "guichets", "régions", "communes", "registres", "guides", "familles")


def large_plan(activities: int) -> str:
    """CSV of a plan with that many activities: a tenth as many actions, a hundredth as many objectives."""
    lines = ["Plan d'action 2024-2026", "", HEADER]
    for number in range(activities):
        axis, objective, action = number // 500 + 1, number // 100 % 5 + 1, number // 10 % 10 + 1
        code = f"{axis}.{objective}.{action}.{number % 10 + 1}"
        title = f"Former les {WORDS[number % 8]} du lot {number} et suivre leur travail pendant l'année"
        lines.append(
            f"Axe {axis} : Domaine {axis};Objectif {axis}.{objective} : But {axis}.{objective};"
            f"Action {axis}.{objective}.{action} : Programme {axis}.{objective}.{action};{code};{title};"
            f"{1_000_000 + number};{BODIES[number % 10]};{BODIES[(number + 3) % 10]};{number % 23 + 1};X;"
            f"{'X' if number % 3 else ''};{'X' if number % 5 == 0 else ''}"
        )
    return "\n".join(lines) + "\n"
