"""Words of institutions in French and English, folded: enough to compare names across the two."""

from __future__ import annotations

IDLE = frozenset(
    "a al au aux avec d de des du en et l la le les ou par pour sur un une "
    "and at by for from in of on or the to with".split()
)
# English → French. Words that both languages write nearly alike (migration, international) need no entry.
FRENCH = dict(
    pair.split(":")
    for pair in (
        "affairs:affaires african:africaine aid:aide board:conseil border:frontiere borders:frontieres "
        "bureau:bureau center:centre child:enfant childhood:enfance children:enfants civil:civile "
        "commissioner:commissaire committee:comite council:conseil court:cour customs:douanes "
        "department:direction development:developpement directorate:direction education:education "
        "employment:emploi enterprise:entreprise environment:environnement european:europeenne "
        "family:famille federation:federation finance:finances food:alimentaire foreign:etrangeres "
        "foundation:fondation fund:fonds gender:genre government:gouvernement head:chef health:sante "
        "high:haut home:interieur human:homme humanitarian:humanitaire interior:interieur "
        "justice:justice labor:travail labour:travail law:droit leave:conges local:locale mayor:maire "
        "mayors:maires member:membre ministry:ministere nations:nations network:reseau "
        "office:bureau organisation:organisation organization:organisation police:police "
        "population:population programme:programme program:programme protection:protection "
        "refugee:refugies refugees:refugies regional:regional relief:secours research:recherche "
        "right:droit rights:droits rural:rurale school:ecole security:securite service:service "
        "social:sociale society:societe statistics:statistique trade:commerce training:formation "
        "traffic:trafic trafficking:traite union:union united:unies university:universite "
        "urban:urbaine water:eau west:ouest woman:femme women:femmes work:travail workers:travailleurs "
        "world:mondial youth:jeunesse"
    ).split()
)
