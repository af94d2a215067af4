"""What stands beside the table of found rows: FTS5 with its vocabulary on SQLite, an index over the words on PostgreSQL.

The tables of SQLite follow by triggers, so that they belong to the same transaction. No extension is needed and no
right but that of the owner (docs/adr/0160-search.md). A migration that alters the table makes all of it anew.
"""

from typing import Any

from django.db import connection, migrations

TABLE = "foundation_searchrow"
FULL_TEXT = "foundation_searchwords"
VOCABULARY = "foundation_searchvocabulary"
INDEX = "foundation_searchrow_words"

_TAKEN = f"INSERT INTO {FULL_TEXT}(rowid, title_words, words) VALUES (NEW.id, NEW.title_words, NEW.words);"  # noqa: S608 - own names
_GONE = (
    f"INSERT INTO {FULL_TEXT}({FULL_TEXT}, rowid, title_words, words) "  # noqa: S608 - own names
    "VALUES ('delete', OLD.id, OLD.title_words, OLD.words);"
)
_TRIGGERS = {"insert": _TAKEN, "delete": _GONE, "update": f"{_GONE} {_TAKEN}"}


def lexemes(column: str) -> str:
    """The words of a column as PostgreSQL looks them up; a question has to be put in exactly these words of SQL."""
    return f"array_to_tsvector(array_remove(string_to_array({column}, ' '), ''))"


def full_text() -> migrations.RunPython:
    """An operation after which words can be looked up."""
    return migrations.RunPython(_create, _drop)


def refill() -> None:
    """Fills what stands beside the table out of its rows, for rows that came without triggers: a restored backup."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {FULL_TEXT}({FULL_TEXT}) VALUES ('rebuild')")  # noqa: S608 - own names


def _create(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"CREATE INDEX {INDEX} ON {TABLE} USING gin ({lexemes('words')})")
        return
    editor.execute(
        f"CREATE VIRTUAL TABLE {FULL_TEXT} USING fts5(title_words, words, content='{TABLE}', content_rowid='id', "
        "detail='column', prefix='2 3', tokenize='ascii')"
    )
    editor.execute(f"CREATE VIRTUAL TABLE {VOCABULARY} USING fts5vocab({FULL_TEXT}, row)")
    for event, effect in _TRIGGERS.items():
        editor.execute(
            f"CREATE TRIGGER {FULL_TEXT}_{event} AFTER {event.upper()} ON {TABLE} FOR EACH ROW BEGIN {effect} END"
        )


def _drop(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP INDEX IF EXISTS {INDEX}")
        return
    for event in _TRIGGERS:
        editor.execute(f"DROP TRIGGER IF EXISTS {FULL_TEXT}_{event}")
    editor.execute(f"DROP TABLE IF EXISTS {VOCABULARY}")
    editor.execute(f"DROP TABLE IF EXISTS {FULL_TEXT}")
