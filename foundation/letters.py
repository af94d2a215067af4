"""Indexes that find letters anywhere in a text, as “title contains” asks for them (docs/adr/0189-reason-by-reason.md).

They need the extension pg_trgm, which any PostgreSQL offers and which whoever owns the database may install. Where it
cannot be had the index is left out: the same rows are found, by reading all of them. SQLite has none.
"""

from typing import Any

from django.db import migrations

AVAILABLE = """
SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'pg_trgm') OR (
    has_database_privilege(current_database(), 'CREATE') AND EXISTS (
        SELECT FROM pg_available_extension_versions WHERE name = 'pg_trgm'
        AND (trusted OR current_setting('is_superuser') = 'on')))
"""
SCHEMA = "SELECT quote_ident(extnamespace::regnamespace::text) FROM pg_extension WHERE extname = 'pg_trgm'"


def letters(table: str, *columns: str) -> migrations.RunPython:
    """An operation after which `icontains` on the columns finds its rows by an index."""

    def create(apps: Any, editor: Any) -> None:
        if editor.connection.vendor != "postgresql":
            return
        with editor.connection.cursor() as cursor:
            cursor.execute(AVAILABLE)
            if not cursor.fetchone()[0]:
                return
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute(SCHEMA)
            operators = f"{cursor.fetchone()[0]}.gin_trgm_ops"
        parts = ", ".join(f"upper({column}::text) {operators}" for column in columns)
        editor.execute(f"CREATE INDEX {table}_letters ON {table} USING gin ({parts})")
        editor.execute(f"ANALYZE {table}")

    def drop(apps: Any, editor: Any) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP INDEX IF EXISTS {table}_letters")

    return migrations.RunPython(create, drop)
