import hashlib
import json

import pytest
import rfc8785
from django.db import DatabaseError, connection, transaction

from foundation.models.trail import Event, EventContent, Notification
from foundation.trail import digest, history, record
from tests.company import found


def write(company, actor, **facts):
    with transaction.atomic():
        return record(actor=actor, kind="tests.done", subject=company.units["HQ"], summary="Done", **facts)


@pytest.mark.django_db(transaction=True)
def test_an_event_needs_the_transaction_of_its_change():
    company = found()

    with pytest.raises(RuntimeError):
        record(actor=company.cast["ines"], kind="tests.done", subject=company.units["HQ"], summary="Done")


def test_the_digest_covers_content_subject_and_grant_as_written_down(company, cast):
    event = write(company, cast["ines"], details={"b": 1, "a": ["ü", None]})

    content = EventContent.objects.get(event=event)
    said = {
        "actor": str(cast["ines"].uuid),
        "details": {"a": ["ü", None], "b": 1},
        "grant": None,
        "ip": None,
        "subject": {"type": "directory.unit", "uuid": str(company.units["HQ"].uuid)},
        "summary": "Done",
    }
    assert event.digest == hashlib.sha256(bytes(content.salt) + rfc8785.dumps(said)).hexdigest()


def test_canonical_json_of_the_digest_is_the_published_form():
    assert rfc8785.dumps({"b": 1, "a": "€"}) == '{"a":"€","b":1}'.encode()


def test_what_the_database_gives_back_has_the_same_digest(company, cast):
    written = write(company, cast["ines"], details={"day": company.units["HQ"].created_at, "row": company.units["TS"]})

    event = Event.objects.select_related("content__actor", "subject_type").get(pk=written.pk)
    assert digest(event, event.content) == written.digest


def test_changed_content_has_another_digest(company, cast):
    event = write(company, cast["ines"])
    content = event.content
    content.summary = "Undone"

    assert digest(event, content) != event.digest


def test_two_events_alike_differ_by_their_salt(company, cast):
    assert write(company, cast["ines"]).digest != write(company, cast["ines"]).digest


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE foundation_event SET kind = 'x'",
        "DELETE FROM foundation_event",
        "UPDATE foundation_eventcontent SET summary = 'x'",
    ],
)
def test_the_database_refuses_to_change_an_event(company, cast, statement):
    write(company, cast["ines"])

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_postgresql_refuses_to_truncate_events_and_sqlite_has_no_such_statement(company, cast):
    write(company, cast["ines"])

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE foundation_event CASCADE")


def test_each_person_is_told_once_and_the_actor_not_at_all(company, cast):
    event = write(company, cast["ines"], notify=[cast["samir"], cast["samir"], cast["ines"]])

    assert list(Notification.objects.filter(event=event).values_list("user", flat=True)) == [cast["samir"].pk]


def test_a_rolled_back_change_leaves_no_event(company, cast):
    before = Event.objects.count()

    def change_and_fail():
        with transaction.atomic():
            record(actor=cast["ines"], kind="tests.done", subject=company.units["HQ"], summary="Done")
            raise ValueError("late")

    with pytest.raises(ValueError, match="late"):
        change_and_fail()

    assert Event.objects.count() == before


def test_the_history_of_a_row_is_its_events_newest_first(company, cast):
    first, second = write(company, cast["ines"]), write(company, cast["samir"])

    assert list(history(company.units["HQ"]))[:2] == [second, first]


def test_details_hold_json_types_only(company, cast):
    event = write(company, cast["ines"], details={"unit": company.units["TS"]})

    assert json.loads(json.dumps(event.content.details)) == {"unit": str(company.units["TS"].uuid)}
