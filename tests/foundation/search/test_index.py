"""The index follows the records: with each event, every night, after a restore, and by hand."""

import io

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection

from assurance.models import Process, Supplier
from foundation import tasks
from foundation.directory.actions import edit_unit
from foundation.models.search import SearchRow
from foundation.search import index, tables
from foundation.search.finding import Narrowed, find
from foundation.search.words import Question, folded, key_of, slips, words_of


def names_found(user, text):
    return [row.title for row in find(user, Question(text), Narrowed(), size=20).rows]


def rename(cast, unit, name):
    facts = {"code": unit.code, "kind": unit.kind, "weekend": unit.weekend, "calendar": unit.calendar}
    edit_unit(actor=cast["adam"], unit=unit, name=name, zone=unit.zone, **facts)


def test_a_change_is_found_as_soon_as_it_is_committed(company, cast, django_capture_on_commit_callbacks):
    index.rebuild()
    with django_capture_on_commit_callbacks(execute=True):
        rename(cast, company.units["TS"], "Zephyr services")

    assert names_found(cast["ines"], "zephyr") == ["Zephyr services"]
    assert "Technical services" not in names_found(cast["ines"], "technical services")


def test_a_failure_of_the_index_undoes_nothing_and_hurts_nobody(
    company, cast, django_capture_on_commit_callbacks, monkeypatch
):
    def locked(*_given):
        raise OperationalError("database is locked")

    monkeypatch.setattr(index, "_renew", locked)
    with django_capture_on_commit_callbacks(execute=True):
        rename(cast, company.units["TS"], "Zephyr services")

    company.units["TS"].refresh_from_db()
    assert company.units["TS"].name == "Zephyr services"


def test_what_is_taken_back_is_never_found(company, cast, django_capture_on_commit_callbacks):
    index.rebuild()
    with django_capture_on_commit_callbacks():
        rename(cast, company.units["TS"], "Zephyr services")

    assert names_found(cast["ines"], "zephyr") == []


def test_requirements_follow_the_events_of_their_framework(company, cast, django_capture_on_commit_callbacks):
    SearchRow.objects.all().delete()
    index.renew(type(company.framework), [company.framework.uuid])

    assert "Remote access control and logging" in names_found(cast["ines"], "MCB-15")


def test_the_night_puts_right_what_no_event_told(company, cast):
    index.rebuild()
    process = company.processes["remote-access"]
    Process.objects.filter(pk=process.pk).update(name="Zephyr access")
    gone = SearchRow.objects.exclude(subject_uuid=process.uuid).first()
    SearchRow.objects.filter(pk=gone.pk).delete()
    SearchRow.objects.create(
        subject_type=gone.subject_type, subject_uuid=cast["ines"].uuid, title="Nobody", words="nobody"
    )

    assert tasks.reconcile_search() == {"written": 2, "removed": 1}
    assert names_found(cast["ines"], "zephyr") == ["Zephyr access"]
    assert tasks.reconcile_search() == {"written": 0, "removed": 0}


def test_rebuilding_twice_gives_the_same(company):
    first = index.rebuild()
    held = set(SearchRow.objects.values_list("subject_uuid", "words"))

    assert index.rebuild() == first
    assert set(SearchRow.objects.values_list("subject_uuid", "words")) == held


def test_the_command_says_what_it_did(company):
    told = io.StringIO()
    call_command("search", "rebuild", stdout=told)
    call_command("search", "reconcile", stdout=told)

    assert "records can be found" in told.getvalue()
    assert "0 rows written, 0 removed." in told.getvalue()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL keeps its index itself")
def test_a_restored_table_is_filled_without_its_triggers(company, cast):
    index.rebuild()
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {tables.FULL_TEXT}({tables.FULL_TEXT}) VALUES ('delete-all')")  # noqa: S608 - own names
    assert names_found(cast["ines"], "technical") == []

    index.put_back()

    assert names_found(cast["ines"], "technical") == ["Technical services"]


def test_an_older_backup_is_built_from_its_records(company, cast):
    SearchRow.objects.all().delete()
    index.put_back()

    assert names_found(cast["ines"], "technical") == ["Technical services"]


def test_a_title_of_any_length_is_held(company, cast):
    long = "word " * 500
    kind = index.kind_of(Supplier)
    entry = index.entry_of(kind, index._pointer(kind), {"uuid": cast["ines"].uuid, "name": long, "ref": "S-1"})

    assert len(entry.title) == 300
    assert entry.words == "s 1 s1 word"


def test_words_are_compared_without_case_accents_and_marks():
    assert words_of("Prüfung_É, F-2026-3 prüfung") == ["prufung", "e", "f", "2026", "3"]
    assert key_of("A-2026-14") == key_of("a 2026/14") == "a202614"
    assert folded("ﬁnding\x00STRASSE") == "finding strasse"


def test_slips_are_one_letter_away():
    near = slips("audit")

    assert {"audt", "auddit", "aduit", "audix"} <= set(near)
    assert "audit" not in near
    assert len(near) == len(set(near)) < 400
