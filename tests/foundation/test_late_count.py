"""The number in the navigation: the query is kept, the number never is."""

from datetime import date, timedelta

import pytest
import time_machine
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from audits.models import Audit, Finding
from foundation import offers
from foundation.access import live_grants
from foundation.directory.models import RoleGrant, User
from foundation.models.trail import Event, Notification
from foundation.templatetags.ui import badge
from foundation.trail import record
from foundation.words import MOST_SHOWN
from foundation.work import late_count, unread_count
from foundation.work.kept import Kept, told
from foundation.work.table import Table, awake
from foundation.work.written import Piece, Pieces, kept
from tests.company import CAST, LONG_AGO, TODAY, plan_audit

LATE = TODAY + timedelta(days=40)
MORNING, EVENING = f"{TODAY.isoformat()}T06:00:00Z", f"{TODAY.isoformat()}T20:00:00Z"


@pytest.fixture(autouse=True)
def nothing_kept():
    kept.clear()
    with time_machine.travel(MORNING):
        yield
    kept.clear()


def of(user: User, on: date = LATE) -> int:
    """The number on the next request, for which the user is loaded anew."""
    return late_count(User.objects.get(pk=user.pk), on)


def test_the_second_time_it_is_the_same_number_by_the_same_query_in_one(finding, cast):
    ContentType.objects.get_for_models(*apps.get_models())
    with CaptureQueriesContext(connection) as first:
        before = of(cast["ines"])
    with CaptureQueriesContext(connection) as second:
        again = of(cast["ines"])

    assert before == again > 0
    assert first.captured_queries[-1]["sql"] == second.captured_queries[-1]["sql"]
    assert len(first) == len(second) == 4  # the account, its roles, which kinds there are, the number


def written(user: User) -> dict[str, list[Piece]]:
    """Every form of the branches, for an account that was loaded anew."""
    pieces = Pieces(User.objects.get(pk=user.pk), LATE)
    pieces.present = pieces.offered  # whether or not there is anything
    return {"late": pieces.late(), "keys": pieces.keys(), "before": pieces.before(LATE), "lines": pieces.every()}


@pytest.mark.parametrize("who", CAST)
def test_what_is_kept_is_what_would_be_written_later_and_was_written_without_asking(finding, cast, who):
    user = User.objects.get(pk=cast[who].pk)
    live_grants(user), ContentType.objects.get_for_models(*apps.get_models())
    with CaptureQueriesContext(connection) as asked:
        for branch in offers.work():
            if not branch.asks:
                branch.rows(user, LATE)
    early = written(user)
    again = written(user)
    kept.clear()
    Finding.objects.update(state="closed", closed_on=TODAY)
    with time_machine.travel(EVENING):
        later = written(user)

    assert len(asked) == 0
    assert any(early.values())
    assert early == again == later


@pytest.mark.parametrize("who", CAST)
def test_no_statement_is_longer_than_twenty_thousand_characters(finding, cast, who):
    user = User.objects.get(pk=cast[who].pk)
    with CaptureQueriesContext(connection) as asked:
        table = Table(user, LATE)
        table.pieces.present = table.pieces.offered
        table.page([], 0, 50), table.counts([awake(user.person_id, LATE)]), table.holders()
        late_count(user, LATE)

    assert max(len(query["sql"]) for query in asked) < 20_000


def test_a_new_late_row_counts_at_once_and_a_settled_one_no_more(finding, company, cast):
    before = of(cast["ines"])

    Finding.objects.update(state="closed", closed_on=TODAY)
    settled = of(cast["ines"])
    planned = plan_audit(company)
    Audit.objects.filter(pk=planned.pk).update(planned_start=LATE, planned_end=LATE)
    punctual = of(cast["ines"])
    Audit.objects.filter(pk=planned.pk).update(planned_start=TODAY)

    assert (settled, punctual) == (before - 2, before - 2)  # the plan and the correction
    assert of(cast["ines"]) == before - 1


def test_a_role_given_or_ended_counts_at_once(finding, company, cast):
    seen = of(cast["helena"])
    assert (seen > 0, of(cast["emma"])) == (True, 0)

    RoleGrant.objects.create(user=cast["emma"], role="MGR", unit=company.units["HQ"], from_on=LONG_AGO)
    RoleGrant.objects.filter(user=cast["helena"]).update(ended_on=TODAY)

    assert (of(cast["emma"]), of(cast["helena"])) == (seen, 0)


def test_a_role_that_ends_by_the_clock_counts_no_more(finding, cast):
    RoleGrant.objects.filter(user=cast["helena"]).update(to_on=TODAY)
    assert of(cast["helena"]) > 0

    with time_machine.travel(f"{(TODAY + timedelta(days=1)).isoformat()}T06:00:00Z"):
        assert of(cast["helena"]) == 0


def test_another_owner_counts_at_once(finding, company, cast):
    of(cast["samir"]), of(cast["emma"])

    Finding.objects.update(owner=company.person("emma"), process=None)

    assert (of(cast["samir"]), of(cast["emma"])) == (0, 2)


def test_another_day_is_another_number(finding, cast):
    assert of(cast["samir"], TODAY) == 0
    assert of(cast["samir"], LATE) == 2


def test_nobodys_number_is_another_persons(finding, cast):
    fresh = {}
    for who in CAST:
        kept.clear()
        fresh[who] = of(cast[who])

    assert {who: of(cast[who]) for who in CAST} == fresh
    assert len({told(cast[who], LATE) for who in CAST}) == len(CAST)


def test_whoever_did_not_come_for_the_longest_time_is_forgotten_first():
    rows = Kept(2)
    for key in ("a", "b", "a", "c"):
        rows.of(key)["asked"] = rows.of(key).get("asked", 0) + 1

    assert [rows.of(key) for key in ("a", "c", "b")] == [{"asked": 2}, {"asked": 1}, {}]


def test_more_than_a_badge_shows_is_not_counted_on(finding, cast):
    events = told_often(cast["samir"])
    Notification.objects.bulk_create(Notification(event=one, user=cast["samir"]) for one in events)

    assert unread_count(User.objects.get(pk=cast["samir"].pk), LATE) == MOST_SHOWN + 1
    assert badge(MOST_SHOWN) == "99"
    assert (
        badge(MOST_SHOWN + 1) == '<span aria-hidden="true">99+</span><span class="visually-hidden">more than 99</span>'
    )


def told_often(user: User) -> list[Event]:
    """More events than a badge counts."""
    with transaction.atomic():
        return [record(actor=user, kind="test", subject=user, summary="Test") for _number in range(MOST_SHOWN + 20)]
