"""The log as it began: revisions, the items derived from them, and the counter."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables. Written out, so that it stays what it was when the code has moved on."""
    op.create_table(
        "revisions",
        sa.Column(
            "sequence",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            primary_key=True,
            autoincrement=False,
        ),
        sa.Column("dossier", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("body", sa.Text),
        sa.UniqueConstraint("dossier", "kind", "id", "number", name="revisions_of_an_item"),
        sa.CheckConstraint("sequence > 0 AND number > 0", name="revisions_count_from_one"),
    )
    op.create_index("revisions_of_a_dossier", "revisions", ["dossier", "sequence"])
    op.create_table(
        "items",
        sa.Column("dossier", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("first", sa.BigInteger, nullable=False),
        sa.Column("latest", sa.BigInteger, sa.ForeignKey("revisions.sequence"), nullable=False),
    )
    op.create_index("items_in_order", "items", ["dossier", "first"])
    counter = op.create_table(
        "counter",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("last", sa.BigInteger, nullable=False),
        sa.CheckConstraint("id = 1", name="counter_has_one_row"),
    )
    op.bulk_insert(counter, [{"id": 1, "last": 0}])
