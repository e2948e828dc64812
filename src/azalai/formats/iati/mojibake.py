"""Names that were read in the wrong encoding once: "rÃ©gion" for "région".

UTF-8 bytes read as Windows-1252 give pairs that no language writes. Only those are put right;
where a person could have written the pair (capital Ã before a quotation mark, in Portuguese) and
where bytes were lost, the text stays and is reported.
"""

from __future__ import annotations

import re

LOST = "\ufffd"


def _as_read(byte: int) -> str:
    """How Windows-1252 shows a byte; its five gaps as Latin-1 does."""
    return bytes([byte]).decode("cp1252", "ignore") or chr(byte)


_BYTES = {_as_read(byte): byte for byte in range(0x80, 0x100)} | {
    chr(byte): byte for byte in range(0x80, 0x100)
}
_NEXT = "".join(re.escape(_as_read(byte)) for byte in range(0x80, 0xC0)) + "\x80-\xbf"
_UPPER = "A-ZÀ-ÖØ-Þ"
_PAIR = re.compile(
    f"Ã[{_NEXT}]|Â[\\xa0-\\xbf]"  # Latin letters, signs
    f"|â[€\\x80][{_NEXT}]|â[‚\\x82]¬|â[„\\x84]¢"  # quotation marks, dashes, euro, trade mark
    f"|Å[“’\\x92\\x93](?=[a-zA-Z])"  # œ, Œ
)
# A word in capitals may end in Ã before a quotation mark, an ellipsis or a space.
_PORTUGUESE = re.compile(f"(?<=[{_UPPER}])Ã[”“’‘…»«\\xa0](?!\\w)")
_SUSPECT = re.compile(f"Ã[{_NEXT} ]|â€|â\\x80|Â\\xa0")


def repair(text: str) -> str:
    """`text` with what is certain put right, however many times it was mangled."""
    if text.isascii():
        return text
    while (better := _once(text)) != text:
        text = better
    return text


def is_suspect(text: str) -> bool:
    """Whether a repaired text still looks mangled, or has lost characters."""
    return not text.isascii() and (LOST in text or bool(_SUSPECT.search(text)))


def _once(text: str) -> str:
    return _PAIR.sub(_decoded, text)


def _decoded(match: re.Match[str]) -> str:
    if _PORTUGUESE.match(match.string, match.start()):
        return match.group()
    try:
        return bytes(_BYTES[sign] for sign in match.group()).decode("utf-8")
    except UnicodeDecodeError:
        return match.group()
