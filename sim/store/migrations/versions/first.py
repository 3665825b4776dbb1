"""The first schema: people, texts, attempts, events, drafts, settings."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table."""
    op.create_table(
        "profile",
        sa.Column("name", sa.String(60), nullable=False),
        sa.Column("created_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_profile"),
    )
    op.create_table(
        "content",
        sa.Column("hash", sa.String(128), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_content"),
    )
    op.create_table(
        "attempt",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("who", sa.String(60), nullable=False),
        sa.Column("scenario", sa.Text, nullable=False),
        sa.Column("scenario_hash", sa.String(128), nullable=False),
        sa.Column("rubric_hash", sa.String(128), nullable=False),
        sa.Column("lang", sa.String(8), nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("started_at", sa.String(32), nullable=False),
        sa.Column("updated_at", sa.String(32), nullable=False),
        sa.Column("finished", sa.Boolean, nullable=False),
        sa.Column("turn_no", sa.Integer, nullable=False),
        sa.Column("ending", sa.Text),
        sa.Column("perceived", sa.Float),
        sa.PrimaryKeyConstraint("id", name="pk_attempt"),
        sa.ForeignKeyConstraint(["who"], ["profile.name"], name="fk_attempt_who"),
        sa.ForeignKeyConstraint(["scenario_hash"], ["content.hash"], name="fk_attempt_scenario_hash"),
        sa.ForeignKeyConstraint(["rubric_hash"], ["content.hash"], name="fk_attempt_rubric_hash"),
    )
    op.create_index("ix_attempt_who", "attempt", ["who", "updated_at"])
    op.create_table(
        "event",
        sa.Column("attempt", sa.String(32), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("attempt", "seq", name="pk_event"),
        sa.ForeignKeyConstraint(["attempt"], ["attempt.id"], name="fk_event_attempt"),
    )
    op.create_table(
        "draft",
        sa.Column("attempt", sa.String(32), nullable=False),
        sa.Column("updated_at", sa.String(32), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("attempt", name="pk_draft"),
        sa.ForeignKeyConstraint(["attempt"], ["attempt.id"], name="fk_draft_attempt"),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_setting"),
    )


def downgrade() -> None:
    """Refuse: dropping the tables would lose every attempt."""
    raise NotImplementedError("the first schema is never taken back")
