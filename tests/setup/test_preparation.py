"""Tables that an older version left half way are refused with what to do, before anything is changed."""

import pytest
from django.core.management import CommandError
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from foundation.processes.preparation import refuse_half_made_tables

pytestmark = pytest.mark.django_db


def of(app: str, name: str):
    return MigrationRecorder(connection).migration_qs.filter(app=app, name__startswith=name)


def test_tables_made_by_this_version_are_taken():
    refuse_half_made_tables()


def test_tables_of_which_some_are_missing_name_the_way_out():
    of("foundation", "0001_squashed_0022").delete()
    of("foundation", "0022").delete()

    with pytest.raises(CommandError, match="Start the version before this one"):
        refuse_half_made_tables()


def test_tables_made_step_by_step_are_taken():
    of("foundation", "0001_squashed_0022").delete()

    refuse_half_made_tables()
