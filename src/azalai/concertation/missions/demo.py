"""The demonstration's missions: two years of them, and some to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from azalai.concertation import actions
from azalai.concertation.missions.enums import CooperationLevel, MissionKind, MissionState
from azalai.concertation.models import Mission
from azalai.core.authorship import Author
from azalai.frames.models import Place

A, S, P = MissionKind.AWARENESS, MissionKind.SESSION, MissionKind.SUPPORT
M, T, V = MissionKind.MEETING_ABROAD, MissionKind.TOOL, MissionKind.STUDY_TRIP
BI, RE, IN = CooperationLevel.BILATERAL, CooperationLevel.REGIONAL, CooperationLevel.INTERNATIONAL
HERE = "Direction hôte de démonstration (fictif)"


@dataclass(frozen=True, slots=True)
class Line:
    """One mission. days: before the loading day, negative to come; region: rank among the regions, -1 none;
    people: total, women, men, None where nobody counted. precision: of the date (4 year, 7 month, 10 day)."""

    kind: str
    title: str
    days: int
    region: int = -1
    abroad: str = ""
    level: str = ""
    people: tuple[int | None, int | None, int | None] = (None, None, None)
    length: int = 1
    report: str = ""
    precision: int = 10


LINES = (
    Line(
        A, "Attributions du secrétariat : services régionaux (fictif)", 710, 0, people=(46, 14, 32), length=3
    ),
    Line(
        V,
        "Voyage d'études sur un observatoire des migrations (fictif)",
        680,
        abroad="Dakar, Sénégal",
        length=5,
    ),
    Line(S, "Journée d'échanges avec des élus communaux (fictif)", 640, 1, people=(58, 21, 37)),
    Line(P, "Appui à l'installation de comités de veille (fictif)", 600, 2, length=2),
    Line(
        M,
        "Réunion régionale d'experts sur les mobilités (fictif)",
        565,
        abroad="Abidjan, Côte d'Ivoire",
        level=RE,
    ),
    Line(
        A, "Requêtes des communes auprès des partenaires (fictif)", 520, 3, people=(72, None, None), length=4
    ),
    Line(
        T,
        "Guide commun d'accueil des migrants en transit (fictif)",
        500,
        abroad="À distance",
        level=RE,
        precision=7,
    ),
    Line(S, "Information de services judiciaires (fictif)", 455, 0, people=(31, 9, 22)),
    Line(P, "Dotation d'un comité villageois d'information (fictif)", 410, 4),
    Line(
        M, "Rencontre bilatérale sur les retours volontaires (fictif)", 370, abroad="Alger, Algérie", level=BI
    ),
    Line(A, "Sensibilisation d'associations de femmes (fictif)", 330, 5, people=(64, 52, 12), length=2),
    Line(S, "Séance pour les nouveaux points focaux (fictif)", 290, 0, people=(19, 7, 12)),
    Line(P, "Formation d'une direction régionale au suivi (fictif)", 250, 1, people=(12, 4, 8), length=2),
    Line(A, "Sensibilisation d'organisations de jeunes (fictif)", 205, 2, length=3),
    Line(
        M,
        "Session d'un forum mondial sur la migration (fictif)",
        180,
        abroad="Genève, Suisse",
        level=IN,
        length=3,
    ),
    Line(T, "Formulaire commun de recensement (fictif)", 150, abroad="Lomé, Togo", level=BI),
    Line(P, "Appui à la collecte de données d'un département (fictif)", 110, 3),
    Line(A, "Attributions du secrétariat : chefferies (fictif)", 75, 4, people=(83, 18, 65), length=3),
    Line(S, "Séance pour des établissements scolaires (fictif)", 40, 5, people=(120, 66, 54)),
    Line(A, "Sensibilisation de communes frontalières (fictif)", 9, 1, length=4),
    Line(P, "Appui à un comité départemental (fictif)", -20, 2),
    Line(M, "Réunion des secrétariats de la sous-région (fictif)", -45, abroad="Cotonou, Bénin", level=RE),
)
REPORTS = {
    A: "Les services rencontrés connaissent le circuit d'une requête (fictif).",
    S: "Questions fréquentes recueillies et transmises (fictif).",
    P: "Un plan de travail de six mois est convenu (fictif).",
    M: "Un point de contact est désigné de part et d'autre (fictif).",
    T: "La version provisoire circule pour avis (fictif).",
    V: "Trois pratiques retenues pour le plan d'action (fictif).",
}


def load(*, by: Author, at: datetime, country: str) -> None:
    """Loading again changes nothing."""
    if Mission.objects.in_country(country).exists():
        return
    found = Place.objects.in_country(country).filter(level=1, valid_to="").order_by("pcode")
    regions, today = list(found), localdate(at)
    for line in LINES:
        actions.register_mission(by=by, at=at, country=country, **_values(line, regions, today))
    cancelled = actions.register_mission(
        by=by,
        at=at,
        country=country,
        kind=A,
        title="Sensibilisation d'une zone d'orpaillage (fictif)",
        starts=(today - timedelta(days=60)).isoformat()[:7],
    )
    actions.cancel_mission(by=by, at=at, mission=cancelled, reason="Route coupée par la crue (fictif).")


def _values(line: Line, regions: list[Place], today: date) -> dict[str, Any]:
    begins = today - timedelta(days=line.days)
    # The one of last week was not written up yet: the home page asks whether it took place.
    is_held = line.days > 15
    total, women, men = line.people if is_held else (None, None, None)
    ends = begins + timedelta(days=line.length - 1)
    return {
        "kind": line.kind,
        "level": line.level,
        "title": line.title,
        "starts": begins.isoformat()[: line.precision],
        "ends": ends.isoformat() if line.length > 1 else "",
        "place": regions[line.region % len(regions)] if regions and line.region >= 0 else None,
        "abroad": line.abroad,
        "agents": total,
        "women": women,
        "men": men,
        "report": REPORTS[MissionKind(line.kind)] if is_held else "",
        "evidence": "Rapport de mission de démonstration (fictif)" if is_held and line.days % 2 == 0 else "",
        "state": MissionState.HELD if is_held else MissionState.PLANNED,
        "hosts": (HERE,) if not line.abroad else ("Ministère hôte (fictif)",),
        "participants": ("Direction de démonstration (fictif)",) if line.kind in {A, P, S} else (),
    }
