"""How far a score can be trusted: agreement with ratings, attacks, swaps, impact of a rubric change.

Never changes a score.
"""
