"""Interventions from and to IATI: what a record of `formats.iati` means here, and the other way."""
