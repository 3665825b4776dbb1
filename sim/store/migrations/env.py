"""Owns how Alembic runs here: on the connection, and in the transaction, that the store hands it.

Never opens a connection and never commits, so that a migration is all or nothing.
"""

from alembic import context

from sim.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
