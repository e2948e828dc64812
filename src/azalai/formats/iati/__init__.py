"""Activities of aid and development in IATI: plain records, read and written. See records.py."""

from azalai.formats.iati.errors import IatiIncomplete, IatiUnreadable
from azalai.formats.iati.reading import read_activities
from azalai.formats.iati.source import IatiLimits
from azalai.formats.iati.writable import gaps, losses
from azalai.formats.iati.writing import Written, write_activities

__all__ = [
    "IatiIncomplete",
    "IatiLimits",
    "IatiUnreadable",
    "Written",
    "gaps",
    "losses",
    "read_activities",
    "write_activities",
]
