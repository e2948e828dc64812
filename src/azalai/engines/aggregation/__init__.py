"""From places to the places above them: figures added up only where they mean the same thing.

A commune, a department, a region, the country: each level is the aggregate of the one below, or is
refused with its reason. Numbers are exact fractions until they are written, so that neither the order of
the parts nor the way in which they are grouped changes anything. See docs/algorithmes/agregation.md.
"""
