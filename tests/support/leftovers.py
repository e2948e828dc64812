"""Nothing of a test run stays in the temporary folder."""

from __future__ import annotations

import atexit
import os
import shutil
from pathlib import Path


def forget_at_exit(folder: Path) -> None:
    """Remove the folder when this very process ends, also when the tests could not even begin."""
    atexit.register(_forget, folder, os.getpid())


def _forget(folder: Path, owner: int) -> None:
    if os.getpid() == owner:  # a forked child ends before its parent has finished
        shutil.rmtree(folder, ignore_errors=True)
