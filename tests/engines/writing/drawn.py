"""The layouts that the reader is tested with, each under its name."""

from __future__ import annotations

import pytest

from tests.engines.plan import layouts, layouts_hard, layouts_other
from tests.engines.plan.expecting import CASES

# Importing the modules fills CASES.
MODULES = (layouts, layouts_hard, layouts_other)
in_every_layout = pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
