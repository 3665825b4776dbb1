"""Owns the screens, one a file, each with its own style sheet. Never holds a rule of the conversation."""
