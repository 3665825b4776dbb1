"""Owns where tests of this room find the sample attempt of the room above: it is shared, not copied."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
