"""Attempts that try a reply again or ask for one turn alone; appeals against marks; trainers' comments."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add two columns and two tables."""
    op.add_column("attempt", sa.Column("kind", sa.String(16), nullable=False, server_default="whole"))
    # In place: a rebuilt table would be dropped first, and its events still point at it.
    op.execute("ALTER TABLE attempt ADD COLUMN parent VARCHAR(32) REFERENCES attempt (id)")
    op.create_table(
        "appeal",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("attempt", sa.String(32), nullable=False),
        sa.Column("turn_no", sa.Integer, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("mark", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.Column("ruling", sa.String(16)),
        sa.Column("ruled_by", sa.String(60)),
        sa.Column("ruled_at", sa.String(32)),
        sa.Column("because", sa.Text),
        sa.Column("level", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_appeal"),
        sa.ForeignKeyConstraint(["attempt"], ["attempt.id"], name="fk_appeal_attempt"),
    )
    op.create_index("ix_appeal_attempt", "appeal", ["attempt"])
    op.create_table(
        "comment",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("attempt", sa.String(32), nullable=False),
        sa.Column("turn_no", sa.Integer, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("who", sa.String(60), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_comment"),
        sa.ForeignKeyConstraint(["attempt"], ["attempt.id"], name="fk_comment_attempt"),
    )
    op.create_index("ix_comment_attempt", "comment", ["attempt"])


def downgrade() -> None:
    """Refuse: appeals and their rulings would be lost."""
    raise NotImplementedError("appeals and their rulings are never dropped")
