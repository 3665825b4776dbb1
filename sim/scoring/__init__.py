"""Reply + context + rubric -> findings -> levels, each with its proof.

Never knows a screen or a file.
"""

from sim.scoring.context import Context
from sim.scoring.engine import Engine
from sim.scoring.explain import VERSION
from sim.scoring.verify import Refuted, verify

__all__ = ["VERSION", "Context", "Engine", "Refuted", "verify"]
