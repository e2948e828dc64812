"""argparse speaks French: its own sentences, wherever the machine's language is set."""

from __future__ import annotations

SENTENCES = {
    "usage: ": "usage : ",
    "positional arguments": "arguments",
    "options": "options",
    "show this help message and exit": "affiche cette aide",
    "the following arguments are required: %s": "il manque %s",
    "unrecognized arguments: %s": "argument inconnu : %s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s : %(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)s ne convient pas (choix : %(choices)s)",
    "invalid %(type)s value: %(value)r": "%(value)s n'est pas un nombre valable",
    "expected one argument": "il faut une valeur",
    "expected at least one argument": "il faut au moins une valeur",
    "expected at most one argument": "il faut au plus une valeur",
    "not allowed with argument %s": "ne va pas avec %s",
    "one of the arguments %s is required": "il faut une de ces options : %s",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s est ambigu : %(matches)s",
    "ignored explicit argument %r": "n'attend pas de valeur (%r)",
}


def translated(sentence: str) -> str:
    """French for a sentence of argparse, or the sentence itself when a new Python brings one."""
    return SENTENCES.get(sentence, sentence)
