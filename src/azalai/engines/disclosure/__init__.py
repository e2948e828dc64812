"""Small cells are hidden, and enough others with them that none can be computed back from the totals.

A table of counts by row and column with its margins. Primary suppression hides what is under the
threshold; complementary suppression hides further cells until no hidden one is determined by what is
printed. See docs/algorithmes/protection-des-petits-nombres.md for the method, its source and its limits.
"""

from azalai.engines.disclosure.table import TOTAL, Key, Shown, Table, protect
from azalai.engines.disclosure.verify import determined

__all__ = ["TOTAL", "Key", "Shown", "Table", "determined", "protect"]
