"""What a witness remembers: of each log the largest checkpoint it cosigned. One SQLite file, one writer at a time."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

PATIENCE = 10.0  # seconds one waits for another writer

TABLES = """
CREATE TABLE IF NOT EXISTS seen (
    origin TEXT PRIMARY KEY,
    size INTEGER NOT NULL CHECK (size >= 0),
    root BLOB NOT NULL CHECK (length(root) = 32),
    note TEXT NOT NULL
);
CREATE TRIGGER IF NOT EXISTS seen_never_shrinks BEFORE UPDATE ON seen
WHEN NEW.size < OLD.size OR (NEW.size = OLD.size AND NEW.root <> OLD.root) OR NEW.origin <> OLD.origin
BEGIN SELECT RAISE(ABORT, 'a witness never goes back'); END;
CREATE TRIGGER IF NOT EXISTS seen_never_forgets BEFORE DELETE ON seen
BEGIN SELECT RAISE(ABORT, 'a witness never forgets'); END;
CREATE TABLE IF NOT EXISTS split_view (
    at TEXT NOT NULL,
    cosigned TEXT NOT NULL,
    refused TEXT NOT NULL UNIQUE
);
"""


@dataclass(frozen=True)
class Seen:
    """The largest checkpoint of a log that was cosigned; `note` is the signed checkpoint with the cosignature."""

    origin: str
    size: int
    root: bytes
    note: str


class Turn:
    """The one writer's turn: what was seen so far, and what is from now on. Nothing holds before the turn has ended."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def seen(self, origin: str) -> Seen | None:
        found = self.connection.execute(
            "SELECT origin, size, root, note FROM seen WHERE origin = ?", [origin]
        ).fetchone()
        return Seen(*found) if found else None

    def keep(self, seen: Seen) -> None:
        self.connection.execute(
            "INSERT INTO seen (origin, size, root, note) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (origin) DO UPDATE SET size = excluded.size, root = excluded.root, note = excluded.note",
            [seen.origin, seen.size, seen.root, seen.note],
        )

    def keep_split_view(self, at: datetime, cosigned: str, refused: str) -> None:
        """Two signed checkpoints of one size with two roots: what proves that the log showed two histories."""
        self.connection.execute(
            "INSERT OR IGNORE INTO split_view (at, cosigned, refused) VALUES (?, ?, ?)",
            [at.isoformat(), cosigned, refused],
        )


class Store:
    """Each call has a connection of its own: threads, and other processes on the same file, wait for their turn."""

    def __init__(self, file: Path) -> None:
        self.file = file
        with closing(self._connection()) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(TABLES)

    @contextmanager
    def turn(self) -> Iterator[Turn]:
        """A transaction from the first look to the commit, which is on the disk when the block has ended."""
        with closing(self._connection()) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield Turn(connection)
            connection.execute("COMMIT")

    def all(self) -> list[Seen]:
        with closing(self._connection()) as connection:
            rows = connection.execute("SELECT origin, size, root, note FROM seen ORDER BY origin")
            return [Seen(*row) for row in rows]

    def split_views(self) -> list[tuple[str, str, str]]:
        """Moment, cosigned and refused checkpoint of each."""
        with closing(self._connection()) as connection:
            return connection.execute("SELECT at, cosigned, refused FROM split_view ORDER BY at").fetchall()

    def _connection(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.file, timeout=PATIENCE, isolation_level=None)
        connection.execute("PRAGMA synchronous = FULL")
        return connection
