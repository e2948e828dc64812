"""What goes wrong, in one French line."""

from __future__ import annotations

import errno

FAILED, UNREADABLE = 1, 2


class CommandError(Exception):
    """A failure that is already a sentence; status: 1 failed, 2 wrong usage or unreadable file."""

    def __init__(self, message: str, *, status: int = FAILED) -> None:
        super().__init__(message)
        self.status = status


def explain(error: Exception) -> str:
    """One line for any exception; what we did not foresee is named with the way to see more."""
    if isinstance(error, CommandError):
        return " ".join(str(error).split())
    if isinstance(error, OSError) and error.errno is not None:
        return _os_sentence(error)
    detail = " ".join(str(error).split()) or "sans précision"
    if type(error).__module__ == "django.db.utils":  # named, not imported: most commands do without Django
        return f"la base de données refuse ou ne répond pas : {detail}"
    return f"{detail} ({type(error).__name__} ; AZALAI_DEBUG=1 montre le détail)"


def _os_sentence(error: OSError) -> str:
    sentences = {
        errno.EACCES: "accès refusé",
        errno.EPERM: "accès refusé",
        errno.EROFS: "disque en lecture seule",
        errno.ENOENT: "fichier ou dossier introuvable",
        errno.ENOTDIR: "ce n'est pas un dossier",
        errno.EISDIR: "c'est un dossier, non un fichier",
        errno.ENOSPC: "il n'y a plus de place sur le disque",
        errno.EDQUOT: "il n'y a plus de place sur le disque pour ce compte",
    }
    sentence = sentences.get(error.errno or 0, error.strerror or "erreur du système")
    return f"{sentence} : {error.filename}" if error.filename else sentence
