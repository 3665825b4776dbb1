"""Owns one file for each revision of the schema; never imports `sim.store.schema`, which moves on."""
