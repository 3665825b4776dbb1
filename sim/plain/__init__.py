"""Owns the line shell: a conversation for screen readers, pipes and plain terminals.

Never draws, never scores, and loads no full-screen library.
"""

from sim.plain.shell import run_plain

__all__ = ["run_plain"]
