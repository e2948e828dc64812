"""Where the real files of the field stand, when they are there.

They are not part of the project: tests that use them skip with a visible reason elsewhere.
`AZALAI_SHARED` names another folder than ../shared.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("AZALAI_SHARED", ROOT.parent / "shared"))


def shared_path(name: str) -> Path:
    """Path of a shared file; skips the calling test with a reason when it is absent."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"fichier réel absent : ../shared/{name}")
    return path
