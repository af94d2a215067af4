"""What is known of a supplier's continuity on any day: vectors of the rule, and the rule against plain Python."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assurance.actions import contradict_statement, record_statement, verify_statement
from assurance.models import ContinuityStatement, Supplier
from assurance.querysets.continuity import CONFLICT_DAYS, PLACE
from foundation.directory.models import User
from foundation.models.trail import Event, Notification
from foundation.refusals import Refused
from tests.assurance.supply import continuity, said, supplier
from tests.company import TODAY, grant

DAY = timedelta(days=1)


@pytest.fixture
def boards(company):
    return supplier(company)


# The rule, vector by vector


def test_m44_without_a_statement_continuity_is_unknown(boards):
    assert continuity(boards) == "unknown"


def test_m44_a_statement_counts_once_another_person_verified_it(company, boards):
    told = said(company, boards, days=-10)
    before = continuity(boards)

    verify_statement(actor=company.cast["carla"], statement=told, on=TODAY, reason="Called back.")

    assert (before, continuity(boards)) == ("unknown", "continues")


def test_m44_press_alone_never_counts(company, boards):
    said(company, boards, "stopped", "press", days=-3)

    assert continuity(boards) == "unknown"


@pytest.mark.parametrize("source", ["press", "hearsay"])
def test_m44_press_and_hearsay_are_never_verified(company, boards, source):
    told = said(company, boards, source=source)

    with pytest.raises(Refused) as refused:
        verify_statement(actor=company.cast["carla"], statement=told, on=TODAY, reason="I read it.")

    assert refused.value.code == "M-44"


def test_m44_the_database_itself_refuses_verified_press(company, boards):
    told = said(company, boards, source="press")
    verified = {"state": "verified", "verified_by": company.cast["carla"], "verified_on": TODAY}

    with pytest.raises(IntegrityError), transaction.atomic():
        ContinuityStatement.objects.filter(pk=told.pk).update(**verified)


def test_m44_a_newer_contrary_press_report_disputes_an_own_statement(company, boards):
    said(company, boards, days=-60, verified=True)
    said(company, boards, "stopped", "press", days=-6)

    assert continuity(boards) == "disputed"
    assert continuity(boards, TODAY - 7 * DAY) == "continues"


def test_m44_a_newer_own_statement_supersedes_a_press_report_and_both_stay(company, boards):
    said(company, boards, days=-60, verified=True)
    said(company, boards, "stopped", "press", days=-6)
    said(company, boards, days=-1, verified=True)

    assert continuity(boards) == "continues"
    assert continuity(boards, TODAY - 2 * DAY) == "disputed"
    assert boards.statements.count() == 3


def test_m44_a_press_report_that_says_the_same_disputes_nothing(company, boards):
    said(company, boards, days=-60, verified=True)
    said(company, boards, "conditions", "press", days=-6)

    assert continuity(boards) == "continues"


@pytest.mark.parametrize(("days", "expected"), [(CONFLICT_DAYS, "disputed"), (CONFLICT_DAYS + 1, "continues")])
def test_m44_sources_that_conflict_within_thirty_days_dispute_it(company, boards, days, expected):
    said(company, boards, "delayed", "delivery", days=-2 - days, verified=True)
    said(company, boards, days=-2, verified=True)

    assert continuity(boards) == expected


def test_m44_a_conflict_ends_with_the_statement_that_was_contradicted(company, boards):
    late = said(company, boards, "delayed", "delivery", days=-9, verified=True)
    said(company, boards, days=-2, verified=True)

    contradict_statement(actor=company.cast["carla"], statement=late, on=TODAY, reason="Our own error of booking.")

    assert continuity(boards) == "continues"


def test_t42_a_statement_counts_for_six_months_and_not_a_day_longer(company, boards):
    told = said(company, boards, days=-20, verified=True)

    assert told.valid_until == date(2027, 4, 30)
    assert continuity(boards, told.valid_until) == "continues"
    assert continuity(boards, told.valid_until + DAY) == "unknown"


def test_m44_on_a_day_before_the_first_statement_nothing_is_known(company, boards):
    said(company, boards, days=-20, verified=True)

    assert continuity(boards, TODAY - 21 * DAY) == "unknown"


# Recording and judging


def test_s14_who_recorded_a_statement_does_not_judge_it(company, boards):
    told = said(company, boards)

    for judge in (verify_statement, contradict_statement):
        with pytest.raises(Refused) as refused:
            judge(actor=company.cast["ines"], statement=told, on=TODAY, reason="It is so.")
        assert refused.value.code == "S-14"


def test_s14_nor_by_a_second_account(company, boards):
    told = said(company, boards)
    second = User.objects.create_user(email="ines.two@meridane.example", name="Ines", person=company.person("ines"))
    grant(second, ("CO", company.units["MN"]))

    with pytest.raises(Refused, match="Somebody else"):
        verify_statement(actor=second, statement=told, on=TODAY, reason="It is so.")


def test_s14_another_officer_verifies_and_says_how(company, boards):
    told = said(company, boards)

    verify_statement(actor=company.cast["carla"], statement=told, on=TODAY, reason="Called the head of sales back.")

    told.refresh_from_db()
    assert (told.state, told.verified_by, told.verified_on) == ("verified", company.cast["carla"], TODAY)
    assert told.judgement == "Called the head of sales back."
    assert Event.objects.about(told).filter(kind="statement.verify").exists()


def test_s14_the_database_refuses_it_too(company, boards):
    told = said(company, boards)
    same = {"state": "verified", "verified_by": company.cast["ines"], "verified_on": TODAY}

    with pytest.raises(IntegrityError), transaction.atomic():
        ContinuityStatement.objects.filter(pk=told.pk).update(**same)


def test_a_statement_is_kept_word_for_word_and_the_owner_is_told(company, boards):
    told = said(company, boards)

    assert told.quote == "We go on supplying."
    assert Notification.objects.filter(user=company.cast["samir"], event__kind="statement.recorded").exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"quote": "  "}, "quote"),
        ({"source_on": TODAY + DAY}, "source_on"),
        ({"received_on": TODAY + DAY}, "received_on"),
        ({"received_on": TODAY - DAY}, "__all__"),
        ({"says": "perhaps"}, "says"),
    ],
)
def test_a_statement_that_cannot_be_is_refused(company, boards, facts, field):
    told = {"says": "continues", "source_kind": "press", "source_on": TODAY, "received_on": TODAY, "quote": "So."}

    with pytest.raises(ValidationError) as refused:
        record_statement(actor=company.cast["ines"], supplier=boards, on=TODAY, **told | facts)

    assert field in refused.value.message_dict


@pytest.mark.parametrize("who", ["priya", "helena", "emma", "omar", "adam"])
def test_who_does_not_answer_for_suppliers_records_nothing(company, boards, who):
    told = {"says": "continues", "source_kind": "press", "source_on": TODAY, "received_on": TODAY, "quote": "So."}

    with pytest.raises(PermissionDenied):
        record_statement(actor=company.cast[who], supplier=boards, on=TODAY, **told)


# The rule in SQL against the rule in plain Python

DIRECTIONS = {"continues": 0, "conditions": 0, "delayed": 1, "reduced": 1, "stopped": 2}
SAID = st.tuples(
    st.sampled_from(sorted(DIRECTIONS)),
    st.sampled_from(["own_written", "own_public", "contract", "delivery", "press", "hearsay"]),
    st.integers(-75, 5),
    st.integers(0, 60),
    st.sampled_from(["unverified", "verified", "verified", "contradicted"]),
)


def plainly(statements: list[ContinuityStatement], on: date) -> str:
    """The rule as the domain tells it, one sentence after the other."""
    live = [one for one in statements if one.source_on <= on <= one.valid_until and one.state != "contradicted"]
    verified = sorted((one for one in live if one.state == "verified"), key=lambda one: (one.source_on, one.pk))
    if not verified:
        return "unknown"
    leading = verified[-1]
    return "disputed" if any(stands_against(one, leading) for one in live) else leading.says


def stands_against(one: ContinuityStatement, leading: ContinuityStatement) -> bool:
    if DIRECTIONS[one.says] == DIRECTIONS[leading.says]:
        return False
    if (one.source_on, one.pk) > (leading.source_on, leading.pk):
        return one.state == "unverified"
    same_voice = voice(one) == voice(leading)
    return not same_voice and (leading.source_on - one.source_on).days <= 30


def voice(one: ContinuityStatement) -> str:
    return one.source_kind if one.source_kind in ("contract", "delivery") else "supplier"


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(SAID, max_size=6), shift=st.integers(-30, 30))
def test_m44_the_annotation_says_what_plain_python_says(company, boards, told, shift):
    with transaction.atomic():
        rows = ContinuityStatement.objects.bulk_create(written(company, boards, told))
        on = TODAY + shift * DAY

        found = Supplier.objects.with_continuity(on).get(pk=boards.pk)

        assert found.continuity == plainly(rows, on)
        leading = boards.statements.leading(on).first()
        assert found.continuity_by == (leading and leading.pk)
        if leading is not None:
            against = {row.pk for row in boards.statements.against(leading, on)}
            live = boards.statements.live(on)
            assert against == {row.pk for row in live if stands_against(row, leading)}
            dated = Supplier.objects.with_leading(on).get(pk=boards.pk)
            weighed = boards.statements.with_weight([getattr(dated, f"leading_{name}") for name in PLACE], on)
            assert against == {row.pk for row in weighed if row.stands_against}
        transaction.set_rollback(True)


def written(company, boards, told):
    for says, source, days, length, state in told:
        judged = "unverified" if source in ("press", "hearsay") and state == "verified" else state
        day = TODAY + days * DAY
        yield ContinuityStatement(
            supplier=boards,
            says=says,
            source_kind=source,
            source_on=day,
            received_on=day,
            quote="So.",
            valid_until=day + length * DAY,
            recorded_by=company.cast["ines"],
            verified_by=company.cast["carla"] if judged == "verified" else None,
            verified_on=TODAY if judged == "verified" else None,
            state=judged,
        )
