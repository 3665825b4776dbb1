"""The checks that know the rubric: a ready scenario is played and scored before a trainee meets it.

Finds no fault of YAML or of structure, and changes no file and no score.
"""

from sim.workshop.aware.run import check_aware

__all__ = ["check_aware"]
