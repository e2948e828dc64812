"""Small fictional interventions of a fictional Sahel, in French and English, each pair with its label."""

from __future__ import annotations

from dataclasses import dataclass, replace

from azalai.engines.overlap.model import Intervention, Label

AGADEZ, AIR = ("NE", "NE001"), ("NE", "NE001", "NE001001")
ZINDER, DAMAGARAM = ("NE", "NE007"), ("NE", "NE007", "NE007001")

TRAINING = Intervention(
    identifier="F-OIM-1",
    reporter="OIM",
    titles=("Formation professionnelle des migrants de retour dans la région d'Agadez",),
    descriptions=(
        "Six cents migrants de retour apprennent la couture, la menuiserie, la maçonnerie à Agadez ; un kit.",
    ),
    implementers=("ONG-TAGAZ",),
    countries=("NE",),
    places=(AIR,),
    start="2023-01",
    end="2024-06",
    objectives=("PMM:21",),
    groups=("migrants de retour",),
    reference_amount=400_000,
)
TRAINING_IN_ENGLISH = Intervention(
    identifier="F-GIZ-7",
    reporter="GIZ",
    titles=("Vocational training for returned migrants in the Agadez region",),
    descriptions=(
        "Six hundred returnees learn sewing, carpentry and masonry in Agadez; they receive a kit.",
    ),
    countries=("NE",),
    places=(AIR,),
    start="2023-01",
    end="2024-06",
    objectives=("PMM:21",),
    groups=("migrants de retour",),
    reference_amount=900_000,
)
TRAINING_OF_FUNDER = replace(
    TRAINING,
    identifier="F-UE-3",
    reporter="UE",
    titles=("Formation professionnelle des migrants de retour - région d'Agadez",),
    implementers=("OIM",),
    downstream=("F-OIM-1",),
)
PLACEMENT = Intervention(
    identifier="F-BIT-2",
    reporter="BIT",
    titles=("Placement en entreprise des jeunes d'Agadez",),
    descriptions=("Un bureau d'emploi trouve des postes aux jeunes, migrants de retour compris.",),
    countries=("NE",),
    places=(AIR,),
    start="2023-06",
    end="2024-12",
    objectives=("PMM:6",),
    groups=("migrants de retour", "jeunes"),
    reference_amount=150_000,
)
PROGRAMME = Intervention(
    identifier="F-UE-9",
    reporter="UE",
    titles=("Programme régional de gouvernance des migrations au Sahel",),
    descriptions=("Fonds pour cinq pays, confié à plusieurs organisations.",),
    countries=("NE", "TD", "ML", "BF", "MR"),
    start="2021",
    end="2026",
    objectives=("PMM:23",),
    reference_amount=20_000_000,
    downstream=("F-OIM-1",),
)
NEIGHBOUR = replace(
    TRAINING_IN_ENGLISH,
    identifier="F-LUX-4",
    reporter="LUX",
    titles=("Vocational training centres for young returned migrants around Zinder",),
    descriptions=("Masonry and farming for young people back in the villages of Damagaram.",),
    places=(DAMAGARAM,),
    start="2022-03",
    end="2025-02",
    groups=("jeunes",),
    reference_amount=210_000,
)
SAME_THEME = Intervention(
    identifier="F-PLAN-5",
    reporter="PLAN",
    titles=("Formation aux métiers et accompagnement des migrants de retour d'Agadez",),
    descriptions=("Cours du soir de couture pour les femmes de retour, écoute et conseil en ville.",),
    countries=("NE",),
    places=(AIR,),
    start="2023-09",
    end="2025-08",
    objectives=("PMM:21",),
    groups=("migrants de retour",),
    reference_amount=60_000,
)
WELLS = Intervention(
    identifier="F-EAU-6",
    reporter="EAU",
    titles=("Forages d'eau potable pour les éleveurs de Zinder",),
    descriptions=("Douze forages et leurs comités de gestion.",),
    countries=("NE",),
    places=(ZINDER,),
    start="2019",
    end="2020",
    objectives=("PMM:2",),
    groups=("éleveurs",),
    reference_amount=700_000,
)
ELSEWHERE = replace(
    TRAINING_IN_ENGLISH,
    identifier="F-GIZ-8",
    reporter="GIZ",
    titles=("Vocational training for returned migrants",),
    countries=("TD",),
    places=(("TD", "TD10"),),
)
STORIES = (
    TRAINING,
    TRAINING_IN_ENGLISH,
    TRAINING_OF_FUNDER,
    PLACEMENT,
    PROGRAMME,
    NEIGHBOUR,
    SAME_THEME,
    WELLS,
    ELSEWHERE,
)


@dataclass(frozen=True)
class Case:
    """Two stories, the label that a person gives them, and words that its sentence must hold."""

    one: Intervention
    other: Intervention
    label: Label
    words: tuple[str, ...]


CASES = (
    Case(TRAINING, TRAINING_IN_ENGLISH, Label.DUPLICATE, ("titres", "même département")),
    Case(TRAINING, TRAINING_OF_FUNDER, Label.SAME_PROJECT, ("titres presque identiques", "lien déclaré")),
    Case(TRAINING, SAME_THEME, Label.PARTIAL, ("même département",)),
    Case(TRAINING, PLACEMENT, Label.COMPLEMENTARY, ("étapes qui se suivent",)),
    Case(TRAINING, NEIGHBOUR, Label.COMPLEMENTARY, ("même pays, régions différentes",)),
    Case(PROGRAMME, TRAINING, Label.CHAIN, ("lien déclaré",)),
    Case(TRAINING, WELLS, Label.NONE, ("périodes séparées",)),
    Case(TRAINING, ELSEWHERE, Label.NONE, ("pays différents",)),
)
