"""Owns the steps from one schema to the next, run in-process by `sim.store.database`.

A released step is never edited; a change is a new file in `versions/` and a new
entry in `sim.store.schema.REVISIONS`.
"""
