"""The outside world's files as plain records: see `reading.read_document`.

Knows neither Django nor the engines; they meet in `azalai.tabular`.
"""

from azalai.formats.errors import UnreadableFile
from azalai.formats.limits import Limits
from azalai.formats.reading import read_document

__all__ = ["Limits", "UnreadableFile", "read_document"]
