"""Words of institutions in French and English, folded: enough to compare names across the two."""

from __future__ import annotations

_IDLE = """
a al au aux avec d de des du en et l la le les ou par pour sur un une  and at by for from in of on
or the to with
"""
_PAIRS = """
affairs:affaires african:africaine aid:aide board:conseil border:frontiere borders:frontieres
center:centre child:enfant childhood:enfance children:enfants civil:civile commissioner:commissaire
committee:comite council:conseil court:cour customs:douanes department:direction
development:developpement directorate:direction employment:emploi enterprise:entreprise
environment:environnement european:europeenne family:famille finance:finances food:alimentaire
foreign:etrangeres foundation:fondation fund:fonds gender:genre government:gouvernement head:chef
health:sante high:haut home:interieur human:homme humanitarian:humanitaire interior:interieur
labor:travail labour:travail law:droit leave:conges local:locale mayor:maire mayors:maires
member:membre ministry:ministere network:reseau office:bureau organization:organisation
program:programme refugee:refugies refugees:refugies relief:secours research:recherche right:droit
rights:droits rural:rurale school:ecole security:securite social:sociale society:societe
statistics:statistique trade:commerce training:formation traffic:trafic trafficking:traite
united:unies university:universite urban:urbaine water:eau west:ouest woman:femme women:femmes
work:travail workers:travailleurs world:mondial youth:jeunesse
"""
# Offices that many houses have: such a word says whose it is only when nothing follows it.
OFFICES = frozenset(
    {"cabinet", "direction", "ministere", "presidence", "secretariat", "secretairepermanent", "sg", "sp"}
)
# Words that tell nothing of a name.
IDLE = frozenset(_IDLE.split())
# English → French. Words that both languages write nearly alike (migration, international) need no entry.
FRENCH: dict[str, str] = {
    english: french for english, _, french in (p.partition(":") for p in _PAIRS.split())
}
