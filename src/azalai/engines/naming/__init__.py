"""Names of bodies in hand-written lists: splitting, exact and near recognition. Knows no database."""

from azalai.engines.naming.doubles import DoubleOf, Entry, doubles_among
from azalai.engines.naming.guessing import Guess, Guesser, Reason
from azalai.engines.naming.model import Certainty, Kind, Known, Part, Register, Target, register_of
from azalai.engines.naming.reading import read, recognise

__all__ = [
    "Certainty",
    "DoubleOf",
    "Entry",
    "Guess",
    "Guesser",
    "Kind",
    "Known",
    "Part",
    "Reason",
    "Register",
    "Target",
    "doubles_among",
    "read",
    "recognise",
    "register_of",
]
