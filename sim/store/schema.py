"""Owns the tables as they are at the newest revision, and the list of revisions.

Never changes a database: `migrations/` does. A test holds the two together.
Only types that SQLite and PostgreSQL share are used.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    false,
)

REVISIONS = ("0001", "0002", "0003")
"""Every revision in `migrations/versions`, oldest first; kept here so that a start need not load Alembic."""

HEAD = REVISIONS[-1]
"""The revision this version of the program reads and writes."""

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

profile = Table(
    "profile",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("created_at", String(32), nullable=False),
    Column("role", String(16), nullable=False, server_default="trainee"),
    Column("consent", Boolean, nullable=False, server_default=false()),
    Column("key", String(32)),
)

content = Table(
    "content",
    metadata,
    Column("hash", String(128), primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("id", Text, nullable=False),
    Column("text", Text, nullable=False),
)

cohort = Table(
    "cohort",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("made_at", String(32), nullable=False),
    Column("made_by", String(60), nullable=False),
)

member = Table(
    "member",
    metadata,
    Column("cohort", String(60), ForeignKey(cohort.c.name), primary_key=True),
    Column("who", String(60), ForeignKey(profile.c.name), primary_key=True),
    Column("added_at", String(32), nullable=False),
    Index("ix_member_who", "who"),
)

assignment = Table(
    "assignment",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("cohort", String(60), ForeignKey(cohort.c.name), nullable=False),
    Column("scenario", Text, nullable=False),
    Column("mode", String(16), nullable=False),
    Column("rubric", Text, nullable=False),
    Column("rubric_hash", String(128), ForeignKey(content.c.hash), nullable=False),
    Column("due", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("made_by", String(60), nullable=False),
    Index("ix_assignment_cohort", "cohort"),
)

attempt = Table(
    "attempt",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("who", String(60), ForeignKey(profile.c.name), nullable=False),
    Column("scenario", Text, nullable=False),
    Column("scenario_hash", String(128), ForeignKey(content.c.hash), nullable=False),
    Column("rubric_hash", String(128), ForeignKey(content.c.hash), nullable=False),
    Column("lang", String(8), nullable=False),
    Column("mode", String(16), nullable=False),
    Column("started_at", String(32), nullable=False),
    Column("updated_at", String(32), nullable=False),
    Column("finished", Boolean, nullable=False),
    Column("turn_no", Integer, nullable=False),
    Column("ending", Text),
    Column("perceived", Float),
    Column("kind", String(16), nullable=False, server_default="whole"),
    Column("parent", String(32), ForeignKey("attempt.id")),
    Column("assignment", Integer, ForeignKey(assignment.c.id)),
    Column("handed_in_at", String(32)),
    Index("ix_attempt_who", "who", "updated_at"),
)

event = Table(
    "event",
    metadata,
    Column("attempt", String(32), ForeignKey(attempt.c.id), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("body", Text, nullable=False),
)

draft = Table(
    "draft",
    metadata,
    Column("attempt", String(32), ForeignKey(attempt.c.id), primary_key=True),
    Column("updated_at", String(32), nullable=False),
    Column("body", Text, nullable=False),
)

setting = Table(
    "setting",
    metadata,
    Column("name", String(64), primary_key=True),
    Column("body", Text, nullable=False),
)

appeal = Table(
    "appeal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("attempt", String(32), ForeignKey(attempt.c.id), nullable=False),
    Column("turn_no", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("mark", String(32), nullable=False),
    Column("reason", Text, nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("ruling", String(16)),
    Column("ruled_by", String(60)),
    Column("ruled_at", String(32)),
    Column("because", Text),
    Column("level", Integer),
    Index("ix_appeal_attempt", "attempt"),
)

comment = Table(
    "comment",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("attempt", String(32), ForeignKey(attempt.c.id), nullable=False),
    Column("turn_no", Integer, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("who", String(60), nullable=False),
    Column("text", Text, nullable=False),
    Column("made_at", String(32), nullable=False),
    Index("ix_comment_attempt", "attempt"),
)

receipt = Table(
    "receipt",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("attempt", String(32), ForeignKey(attempt.c.id), nullable=False, unique=True),
    Column("at", String(32), nullable=False),
    Column("origin", String(16), nullable=False),
    Column("unseen", Boolean, nullable=False),
)

submission = Table(
    "submission",
    metadata,
    Column("attempt", String(32), ForeignKey(attempt.c.id), primary_key=True),
    Column("who", String(60), ForeignKey(profile.c.name), nullable=False),
    Column("ended_at", String(32), nullable=False),
    Column("body", Text, nullable=False),
    Index("ix_submission_who", "who", "ended_at"),
)

published = Table(
    "published",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(32), nullable=False),
    Column("cohort", String(60), nullable=False),
    Column("period", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("members", Text, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(32), nullable=False),
    Column("by", String(60), nullable=False),
    Column("did", Text, nullable=False),
    Column("whom", String(60), nullable=False),
    Column("attempt", String(32), nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("attempt", String(32), ForeignKey(attempt.c.id), nullable=False),
    Column("statement", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("tries", Integer, nullable=False),
    Column("next_at", String(32), nullable=False),
    Column("error", Text, nullable=False),
    Index("ix_outbox_state", "state", "next_at"),
)

invite = Table(
    "invite",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("who", String(60), ForeignKey(profile.c.name), nullable=False),
    Column("expires_at", String(32), nullable=False),
    Column("made_at", String(32), nullable=False),
    Column("made_by", String(60), nullable=False),
)

login = Table(
    "login",
    metadata,
    Column("db_user", String(63), primary_key=True),
    Column("who", String(60), ForeignKey(profile.c.name), nullable=False),
)
