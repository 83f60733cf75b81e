"""the search: an index of pieces of words on SQLite

PostgreSQL looks through the text itself. Here every piece of three letters is a token of a full-text index, with
prefixes of one and two, so that a piece of any length is found exactly and at once; the index that SQLite has for this
(trigram) finds nothing below three letters. The token $$$ marks an archived child.

Revision ID: 0002
Revises: 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_PIECES = """
  INSERT INTO child_find(rowid, grams) VALUES (new.n, (
    WITH RECURSIVE at(i, t) AS (
      SELECT 1, replace(new.text, ' ', '.') || '..'
      UNION ALL SELECT i + 1, t FROM at WHERE i < length(new.text)
    )
    SELECT group_concat(substr(t, i, 3), ' ') FROM at WHERE substr(t, i, 1) <> '.'
  ) || CASE WHEN new.archived THEN ' $$$' ELSE '' END);
"""
_GONE = "DELETE FROM child_find WHERE rowid = old.n;"


def upgrade() -> None:
    """Make the index and the triggers that keep it in step, in the same transaction as the child."""
    if op.get_bind().dialect.name != "sqlite":
        return
    op.execute(
        "CREATE VIRTUAL TABLE child_find USING fts5(grams, content='', contentless_delete=1, prefix='1 2',"
        " tokenize=\"unicode61 remove_diacritics 0 tokenchars '.$'\")"
    )
    op.execute(f"CREATE TRIGGER child_search_added AFTER INSERT ON child_search BEGIN {_PIECES} END")
    op.execute(f"CREATE TRIGGER child_search_gone AFTER DELETE ON child_search BEGIN {_GONE} END")
    op.execute(
        "CREATE TRIGGER child_search_changed AFTER UPDATE OF text, archived ON child_search"
        f" BEGIN {_GONE} {_PIECES} END"
    )
    op.execute("UPDATE child_search SET text = text")  # the children who are there already, by the last trigger


def downgrade() -> None:
    """Take the index and its triggers away."""
    if op.get_bind().dialect.name != "sqlite":
        return
    for trigger in ("added", "gone", "changed"):
        op.execute(f"DROP TRIGGER child_search_{trigger}")
    op.execute("DROP TABLE child_find")
