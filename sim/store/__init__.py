"""Owns attempts and their events in SQL, the texts they were played on, drafts and small settings.

The only room with a clock. Never scores, never reads a scenario file, never
prints. Importing this package loads no SQLAlchemy; opening a store does.
"""

from sim.store.rows import AttemptRow, Content
from sim.store.store import Store

__all__ = ["AttemptRow", "Content", "Store"]
