"""Activities of aid and development in IATI: plain records, read and written. See records.py."""
