"""The secretariat's workbook of interventions: the same layout goes out and comes in."""
