"""The plan compiler: a table of cells becomes a tree of nodes and a list of findings.

Pure functions over frozen records; no Django, no file. See docs/algorithmes/audit-du-plan.md.
"""
