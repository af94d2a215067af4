"""Backup and restore: the database and the file store of one moment in one archive, and back into an empty installation.

The archive is a tar of tables as JSON lines and files under their hash, with a manifest and a seal over everything, so
that it fits SQLite and PostgreSQL, disk and bucket alike. Why it is built so: docs/adr/0061-backup.md.
"""

from foundation.backups.archive import Damaged
from foundation.backups.restoring import NotRestored, restore
from foundation.backups.taking import Backup, NotBackedUp, back_up, last_backup

__all__ = ["Backup", "Damaged", "NotBackedUp", "NotRestored", "back_up", "last_backup", "restore"]
