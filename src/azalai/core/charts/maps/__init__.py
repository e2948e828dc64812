"""Maps of places, drawn on the server as the other charts are.

    drawing = map_of(paper, tags, Words(none=_("pas de valeur"), silent=_("zéro")), told)

Shapes come from a TopoJSON file (`topology.draw`); who knows places keeps it (`frames.maps`).
"""

from azalai.core.charts.maps.drawing import Words, map_of
from azalai.core.charts.maps.labels import Tag
from azalai.core.charts.maps.topology import Outline, Sheet, draw

__all__ = ["Outline", "Sheet", "Tag", "Words", "draw", "map_of"]
