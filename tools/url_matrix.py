"""Write tests/house/url_role_matrix.csv anew, to be read before it is accepted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TESTS = "tests/house/test_url_role_matrix.py"


def main() -> int:
    """Let the test itself write what it sees; 1 when an address fails or lacks a sample."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", TESTS]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | {"AZALAI_WRITE_MATRIX": "1"}, check=False)
    subprocess.run(["git", "diff", "--stat", "--", "tests/house/url_role_matrix.csv"], cwd=ROOT, check=False)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
