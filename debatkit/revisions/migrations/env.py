"""What Alembic runs to bring the log's schema up to date, on the connection and in the transaction that it is given."""

from alembic import context

from debatkit.revisions.tables import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, version_table=VERSION_TABLE
)
with context.begin_transaction():
    context.run_migrations()
