"""The register as a workbook: out, and in again."""
