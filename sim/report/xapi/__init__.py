"""Owns what a learning record store is told of an attempt: xAPI 1.0.3 statements, made of its events.

Pure: no clock, no disk, no network. Words of a trainee are in a statement in one place alone,
`result.response`, and there only when the person agreed; everything else is codes, ids and figures.
"""

from sim.report.xapi.ids import registration, statement_id
from sim.report.xapi.learner import Learner, pseudonym
from sim.report.xapi.statements import Statement, statements_of

__all__ = ["Learner", "Statement", "pseudonym", "registration", "statement_id", "statements_of"]
