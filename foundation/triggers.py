"""Database triggers for SQLite and PostgreSQL, as migration operations: they refuse to change rows, or keep columns."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.color import no_style
from django.db import migrations


def protect(
    table: str, *, sentence: str, update: bool = True, delete: bool = True, columns: tuple[str, ...] = ()
) -> migrations.RunPython:
    """An operation after which the database refuses updates (of `columns`, if named) and deletes of a table's rows."""
    operations = [*(["UPDATE"] if update else []), *(["DELETE"] if delete else [])]
    return migrations.RunPython(_create(table, sentence, operations, columns), _drop(table, operations))


def apart(
    table: str,
    *,
    of: str,
    first: str,
    last: str,
    states: tuple[str, ...],
    sentence: str,
    moments: bool = False,
) -> migrations.RunPython:
    """An operation after which no two rows in one of the states and with the same `of` share a day, or a moment.

    A row's days run from the column `first` to `last`, both included; without a last day they run on. `moments` run up
    to `last` without it, so that one row may begin where another ends.
    """
    name = f"{table}_apart"

    def create(apps: Any, editor: Any) -> None:
        build = _exclusion if editor.connection.vendor == "postgresql" else _overlap
        known = ", ".join(f"'{state}'" for state in states)
        for statement in build(table, name, (of, first, last), known, sentence, moments):
            editor.execute(statement)

    def drop(apps: Any, editor: Any) -> None:
        for statement in _together(table, name, editor.connection.vendor):
            editor.execute(statement)

    return migrations.RunPython(create, drop)


def _together(table: str, name: str, vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name}"]
    return [f"DROP TRIGGER IF EXISTS {name}_{operation}" for operation in ("insert", "update")]


def _exclusion(
    table: str, name: str, columns: tuple[str, str, str], states: str, sentence: str, moments: bool
) -> list[str]:
    """PostgreSQL compares ranges itself, and keeps two transactions at the same moment apart too."""
    of, first, last = columns
    span = f"tstzrange({first}, {last}, '[)')" if moments else f"daterange({first}, {last}, '[]')"
    return [
        f"ALTER TABLE {table} ADD CONSTRAINT {name} EXCLUDE USING gist "
        f"(int8range({of}, {of}, '[]') WITH &&, {span} WITH &&) WHERE (state IN ({states}))"
    ]


def _overlap(
    table: str, name: str, columns: tuple[str, str, str], states: str, sentence: str, moments: bool
) -> list[str]:
    """SQLite has one writer at a time, so a look at the other rows is enough."""
    of, first, last = columns
    before = "<" if moments else "<="
    quoted = sentence.replace("'", "''")
    shared = (
        f"SELECT 1 FROM {table} other WHERE other.{of} = NEW.{of} AND other.id <> NEW.id "  # noqa: S608 - names from a migration
        f"AND other.state IN ({states}) AND other.{first} {before} COALESCE(NEW.{last}, '9999-12-31') "
        f"AND NEW.{first} {before} COALESCE(other.{last}, '9999-12-31')"
    )
    rest = f"WHEN NEW.state IN ({states}) AND EXISTS ({shared}) BEGIN SELECT RAISE(ABORT, '{quoted}'); END"
    return [
        f"CREATE TRIGGER {name}_insert AFTER INSERT ON {table} FOR EACH ROW {rest}",
        f"CREATE TRIGGER {name}_update AFTER UPDATE OF {of}, {first}, {last}, state ON {table} FOR EACH ROW {rest}",
    ]


def freeze(
    table: str,
    *,
    states: tuple[str, ...],
    columns: tuple[str, ...],
    sentence: str,
    parts: tuple[str, str] | None = None,
) -> migrations.RunPython:
    """An operation after which a row in one of the states is neither deleted, changed in `columns`, nor taken back.

    `parts` names a table and its column that points here: rows of it are neither added, changed nor deleted then.
    """
    words = ", ".join(f"'{state}'" for state in states)
    rules = [*_of_the_row(table, columns, words), *(_of_its_parts(table, *parts, words) if parts else ())]
    named = [(f"{of}_frozen_{number}", of, event, when) for number, (of, event, when) in enumerate(rules)]

    def create(apps: Any, editor: Any) -> None:
        for rule in named:
            for statement in _frozen(editor.connection.vendor, *rule, sentence=sentence.replace("'", "''")):
                editor.execute(statement)

    def drop(apps: Any, editor: Any) -> None:
        postgresql = editor.connection.vendor == "postgresql"
        for name, of, _event, _when in named:
            editor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {of}" if postgresql else ""))
            if postgresql:
                editor.execute(f"DROP FUNCTION IF EXISTS {name}()")

    return migrations.RunPython(create, drop)


def _of_the_row(table: str, columns: tuple[str, ...], words: str) -> list[tuple[str, str, str]]:
    """Table, event and condition of what a frozen row refuses."""
    still = f"OLD.state IN ({words})"
    return [
        (table, f"UPDATE OF {', '.join(columns)}", still),
        (table, "UPDATE OF state", f"{still} AND NEW.state NOT IN ({words})"),
        (table, "DELETE", still),
    ]


def _of_its_parts(table: str, below: str, column: str, words: str) -> list[tuple[str, str, str]]:
    held = f"EXISTS (SELECT 1 FROM {table} whole WHERE whole.id = {{}}.{column} AND whole.state IN ({words}))"  # noqa: S608 - names from a migration
    return [
        (below, "INSERT", held.format("NEW")),
        (below, "DELETE", held.format("OLD")),
        (below, "UPDATE", f"({held.format('OLD')} OR {held.format('NEW')})"),
    ]


def growing(table: str, *, column: str, keys: tuple[str, ...], full: int, sentence: str) -> migrations.RunPython:
    """An operation after which the bytes in `column` may be continued up to `full` of them, and nothing else changes."""
    name = f"{table}_growing"
    when = " OR ".join(
        [
            *(f"NEW.{key} <> OLD.{key}" for key in keys),
            f"length(NEW.{column}) > {full}",
            f"substr(NEW.{column}, 1, length(OLD.{column})) <> OLD.{column}",
        ]
    )

    def create(apps: Any, editor: Any) -> None:
        quoted = sentence.replace("'", "''")
        for statement in _frozen(editor.connection.vendor, name, table, "UPDATE", when, sentence=quoted):
            editor.execute(statement)

    def drop(apps: Any, editor: Any) -> None:
        postgresql = editor.connection.vendor == "postgresql"
        editor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if postgresql else ""))
        if postgresql:
            editor.execute(f"DROP FUNCTION IF EXISTS {name}()")

    return migrations.RunPython(create, drop)


def follow(
    table: str, *, key: str, columns: tuple[str, ...], source: str, by: str, chosen: str
) -> migrations.RunPython:
    """An operation after which `columns` of a table hold what `chosen` finds among the rows of `source` about that row.

    A row of `source` is about the row whose `key` its column `by` holds; `chosen` is a SELECT with that value as `{key}`.
    Whoever writes to `source` by whatever way cannot forget it (docs/adr/0180-kept-columns.md).
    """
    name = f"{table}_{columns[0]}"
    change = f"UPDATE {table} SET ({', '.join(columns)}) = ({chosen})"  # noqa: S608 - names from a migration
    events = {"insert": "NEW", "update": "NEW", "delete": "OLD"}

    def create(apps: Any, editor: Any) -> None:
        editor.execute(f"{change} WHERE EXISTS ({chosen})".format(key=f"{table}.{key}"))
        for event, row in events.items():
            effect = f"{change} WHERE {key} = {{key}}".format(key=f"{row}.{by}")
            for statement in _following(editor.connection.vendor, f"{name}_{event}", source, event, effect):
                editor.execute(statement)

    def drop(apps: Any, editor: Any) -> None:
        postgresql = editor.connection.vendor == "postgresql"
        for event in events:
            editor.execute(f"DROP TRIGGER IF EXISTS {name}_{event}" + (f" ON {source}" if postgresql else ""))
            if postgresql:
                editor.execute(f"DROP FUNCTION IF EXISTS {name}_{event}()")

    return migrations.RunPython(create, drop)


def _following(vendor: str, name: str, source: str, event: str, effect: str) -> list[str]:
    head = f"CREATE TRIGGER {name} AFTER {event.upper()} ON {source} FOR EACH ROW"
    if vendor != "postgresql":
        return [f"{head} BEGIN {effect}; END"]
    body = f"$$ BEGIN {effect}; RETURN NULL; END $$"
    function = f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS {body}"
    return [function, f"{head} EXECUTE FUNCTION {name}()"]


def _frozen(vendor: str, name: str, of: str, event: str, when: str, *, sentence: str) -> list[str]:
    head = f"CREATE TRIGGER {name} BEFORE {event} ON {of} FOR EACH ROW"
    if vendor != "postgresql":
        return [f"{head} WHEN {when} BEGIN SELECT RAISE(ABORT, '{sentence}'); END"]
    goes_on = "OLD" if event == "DELETE" else "NEW"
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {when} THEN "
        f"RAISE EXCEPTION '{sentence}' USING ERRCODE = 'restrict_violation'; END IF; RETURN {goes_on}; END $$",
        f"{head} EXECUTE FUNCTION {name}()",
    ]


def names(table: str) -> list[str]:
    """The triggers protect() can have made for a table."""
    return [f"{table}_refuse_{operation}" for operation in ("update", "delete", "truncate")]


def _create(table: str, sentence: str, operations: list[str], columns: tuple[str, ...]) -> Callable[[Any, Any], None]:
    def run(apps: Any, editor: Any) -> None:
        vendor = editor.connection.vendor
        if vendor == "postgresql":
            editor.execute(_function(table, sentence))
        for operation in operations:
            of = f" OF {', '.join(columns)}" if columns and operation == "UPDATE" else ""
            editor.execute(_statement(vendor, table, operation, of, sentence))
        if vendor == "postgresql" and "DELETE" in operations:
            editor.execute(
                f"CREATE TRIGGER {table}_refuse_truncate BEFORE TRUNCATE ON {table} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse()"
            )

    return run


def _function(table: str, sentence: str) -> str:
    quoted = sentence.replace("'", "''")
    return (
        f"CREATE OR REPLACE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{quoted}' USING ERRCODE = 'restrict_violation'; END $$"
    )


def _statement(vendor: str, table: str, operation: str, of: str, sentence: str) -> str:
    head = f"CREATE TRIGGER {table}_refuse_{operation.lower()} BEFORE {operation}{of} ON {table} FOR EACH ROW "
    if vendor == "postgresql":
        return f"{head}EXECUTE FUNCTION {table}_refuse()"
    quoted = sentence.replace("'", "''")
    return f"{head}BEGIN SELECT RAISE(ABORT, '{quoted}'); END"


def _drop(table: str, operations: list[str]) -> Callable[[Any, Any], None]:
    def run(apps: Any, editor: Any) -> None:
        postgresql = editor.connection.vendor == "postgresql"
        for name in names(table):
            editor.execute(f"DROP TRIGGER IF EXISTS {name}" + (f" ON {table}" if postgresql else ""))
        if postgresql:
            editor.execute(f"DROP FUNCTION IF EXISTS {table}_refuse()")

    return run


@contextmanager
def silenced(connection: Any) -> Iterator[None]:
    """Within the caller's transaction no trigger refuses: for restoring rows into an empty database only.

    A failure rolls everything back, the triggers included.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal")
            tables = [name for (name,) in cursor.fetchall()]
            off, on = (
                [f"ALTER TABLE {table} {word} TRIGGER USER" for table in tables] for word in ("DISABLE", "ENABLE")
            )
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            found = cursor.fetchall()
            off, on = [f"DROP TRIGGER {name}" for name, _sql in found], [sql for _name, sql in found]
        for statement in off:
            cursor.execute(statement)
        yield
        for statement in on:
            cursor.execute(statement)


def move_sequences(connection: Any, models: list[Any]) -> None:
    """Moves the sequences of the models' tables behind the highest id, after rows came with ids of their own."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
