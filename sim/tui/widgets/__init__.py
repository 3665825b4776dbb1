"""Owns the parts that screens are made of, one widget a file. Never opens a screen."""
