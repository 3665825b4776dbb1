"""Frozen types that every room speaks in; nothing here reads a file or holds a rule."""
