"""Those of this version; migrations of the audits are also looked for here."""

from config.settings import *  # noqa: F403

MIGRATION_MODULES = {"audits": "tests.faults.newer.migrations"}
