"""The portfolio: what the page says of each certificate, what threatens it, who sees it, and what comes to My work."""

from datetime import date, timedelta
from typing import Any

import pytest

from audits.models import Audit, Finding
from certifications.courses import bars_of
from certifications.gathering import in_portfolio, standings
from certifications.models import Certificate, Cycle, CycleAudit, EarlierAudit
from certifications.offers import danger
from certifications.standing import Standing
from foundation.dates import add_months
from tests.certified import S, placed, suspended
from tests.company import TODAY, plan_audit

URL = "/certificates/"


def granted(company, expires: date, **facts: Any) -> Certificate:
    """Decided three years before its last day, with its surveillance held in time."""
    decided = add_months(expires, -36) + timedelta(days=1)
    days = {
        "decision_on": facts.pop("decision_on", decided),
        "effective_from": facts.pop("effective_from", decided),
        "expires_on": expires,
    }
    row = placed(company, facts.pop("state", S.ACTIVE), number=f"K-{expires}", **days, **facts)
    for number in (1, 2):
        held = add_months(decided, 12 * number) - timedelta(days=7)
        EarlierAudit.objects.create(cycle=row.cycles.get(), role=f"surveillance{number}", ended_on=held)
    return row


def standing(row: Certificate, on: date = TODAY) -> Standing:
    return next(
        one for one in standings(in_portfolio(Certificate.objects.all(), on=on), on=on) if one.certificate == row
    )


def threats(row: Certificate, on: date = TODAY) -> list[tuple[str, date, str]]:
    return [(one.kind, one.on, one.tone) for one in standing(row, on).threats]


def page(client: Any, **query: Any) -> str:
    answer = client.get(URL, query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


# What threatens a certificate.


def test_a_certificate_far_from_its_window_is_not_threatened(company):
    row = granted(company, date(2027, 9, 1))

    assert (standing(row).words, threats(row)) == ("Valid", [])


def test_in_its_window_the_target_counts_and_after_it_the_last_day(company):
    row = granted(company, date(2027, 5, 13))

    assert threats(row) == [("target", date(2027, 2, 13), "warn")]
    assert threats(row, date(2027, 2, 14)) == [("expiry", date(2027, 5, 13), "warn")]
    assert threats(row, date(2027, 4, 20)) == [("expiry", date(2027, 5, 13), "bad")]
    assert threats(row, date(2027, 5, 14)) == []


def test_the_planned_audit_says_how_many_days_it_leaves(company):
    row, audit = granted(company, date(2026, 12, 15)), plan_audit(company, on=TODAY)
    Audit.objects.filter(pk=audit.pk).update(planned_end=date(2026, 12, 10))
    CycleAudit.objects.create(cycle=row.cycles.get(), audit=audit, role="recertification")

    assert standing(row).threats[0].words == f"{audit.ref} on 10 Dec 2026 leaves 5 days for the decision"
    Audit.objects.filter(pk=audit.pk).update(planned_end=date(2026, 12, 20))
    assert standing(row).threats[0].words == f"{audit.ref} ends on 20 Dec 2026, after the certificate"
    Audit.objects.filter(pk=audit.pk).update(state="cancelled")
    assert standing(row).threats[0].words == "Ends; no audit for its renewal is planned"


def test_a_suspension_threatens_by_its_limit_and_says_when_it_is_over(company):
    row = granted(company, date(2028, 3, 2), state=S.SUSPENDED)

    assert threats(row) == [("suspension", date(2027, 4, 11), "bad")]
    assert "withdrawal expected" in standing(row, date(2027, 4, 12)).threats[0].words
    assert standing(row).words == "Suspended"


def test_a_product_certificate_stays_valid_while_suspended(company):
    row = placed(company, S.SUSPENDED, code="product", number="P")

    assert standing(row).words == "Suspended, still valid"
    assert standing(row).cycle is None


def test_an_expired_one_may_be_restored_until_its_limit_and_not_once_it_is_followed(company):
    row = granted(company, date(2026, 9, 30), state=S.EXPIRED)

    assert threats(row) == [("restore", date(2027, 3, 30), "bad")]
    assert threats(row, date(2027, 3, 31)) == []
    granted(company, date(2029, 9, 30), predecessor=row)
    assert threats(row) == []


def test_a_follower_is_not_valid_before_its_first_day_and_what_it_follows_is_in_no_danger_any_more(company):
    row = granted(company, date(2026, 12, 15))
    days = {"decision_on": TODAY, "effective_from": date(2026, 12, 16)}
    new = granted(company, date(2029, 12, 15), predecessor=row, **days)

    assert (standing(row).is_live, threats(row)) == (True, [])
    assert (standing(new).is_live, standing(new).words) == (False, "Valid from 16 Dec 2026")
    assert next(bar.first for bar in bars_of(standing(new))) == date(2026, 12, 16)
    assert (standing(new, date(2026, 12, 16)).is_live, standing(new, date(2026, 12, 16)).words) == (True, "Valid")


def test_missing_surveillance_is_named_by_its_rule(company):
    row = granted(company, date(2028, 11, 18))
    Cycle.objects.update(kind="initial")
    EarlierAudit.objects.all().delete()

    assert threats(row, date(2026, 11, 20))[0] == ("breach", date(2026, 11, 19), "bad")
    assert standing(row).words == "Surveillance missing"
    assert threats(row, date(2026, 11, 19))[0] == ("surveillance", date(2026, 11, 19), "warn")


def test_an_open_major_of_its_audits_threatens_by_the_limit_of_the_body(company, finding):
    row = granted(company, date(2027, 9, 1))
    CycleAudit.objects.create(cycle=row.cycles.get(), audit=finding.audit, role="special")
    Finding.objects.filter(pk=finding.pk).update(cap_on=date(2027, 1, 16))

    assert threats(row) == [("finding", date(2027, 1, 16), "warn")]
    assert finding.ref in standing(row).threats[0].words


# The page.


@pytest.fixture
def held(company) -> Certificate:
    return granted(company, date(2026, 12, 15), title="Group QMS")


def test_the_page_says_what_is_live_what_ends_and_what_each_lane_shows(browse, company, held):
    restorable = granted(company, date(2026, 9, 30), state=S.EXPIRED, title="Delivery")
    text = page(browse("ines"))

    assert "1 live" in text
    assert "1 can be restored" in text
    assert "15 Dec 2026" in text
    assert f"{held.ref} critical from 15 Nov 2026 to its last day 15 Dec 2026" in text
    assert f"{restorable.ref} can be restored until 30 Mar 2027" in text
    assert '<a href="/certificates/?ends=30">1' in text


@pytest.mark.parametrize("span", ["years", "cycles", "nonsense", ""])
def test_any_span_has_its_page(browse, held, span):
    assert "25 days left" in page(browse("ines"), span=span)


def test_the_lanes_follow_the_filters_of_the_list(browse, company, held):
    granted(company, date(2028, 5, 1), title="Another one")

    assert page(browse("ines")).count('<li class="lane">') == 2
    assert page(browse("ines"), ends="30").count('<li class="lane">') == 1
    assert "No certificate of the list falls into these years." in page(browse("ines"), standing="restorable")


def test_what_one_follows_lies_on_its_lane_with_the_days_between(browse, company):
    old = granted(company, date(2026, 6, 30), state=S.LAPSED, ended_on=date(2026, 6, 30), title="Old")
    granted(company, date(2029, 9, 30), predecessor=old, title="New")
    text = page(browse("ines"))

    assert text.count('<li class="lane">') == 1
    assert f"{old.ref}, Internal baseline:2026, valid from" in text
    assert "No certificate from 1 Jul 2026 to 30 Sep 2026" in text


def test_the_window_of_a_short_certificate_begins_with_it(company):
    begins, ends = date(2026, 11, 1), date(2027, 1, 31)
    row = placed(company, decision_on=begins, effective_from=begins, expires_on=ends)
    bars = list(bars_of(standing(row)))

    assert [(bar.mark, bar.first, bar.last) for bar in bars] == [
        ("mark-target", begins, date(2026, 12, 30)),
        ("mark-critical", date(2026, 12, 31), ends),
    ]


# The picture on the board.


def board(client: Any) -> str:
    return " ".join(client.get("/board/").content.decode().split())


@pytest.fixture
def narrow(monkeypatch, time_machine):
    """A picture of two lanes, on the day of these tests."""
    monkeypatch.setattr("certifications.records.portfolio.LANES", 2)
    time_machine.move_to(f"{TODAY}T09:00:00Z")


def test_the_board_draws_those_that_end_first_and_says_of_how_many(browse, company, held, narrow):
    later = [granted(company, date(2028, month, 1), title="Later") for month in (5, 6, 7)]
    restorable = granted(company, date(2026, 9, 30), state=S.EXPIRED, title="Delivery")
    text = board(browse("ines"))

    assert text.count('<li class="lane">') == 2
    assert "2 of 5, those that end first." in text
    assert f"{restorable.ref} can be restored until 30 Mar 2027" in text
    assert f"{held.ref} critical from" in text
    assert not [row.ref for row in later if row.ref in text]
    assert "1 can be restored" in text


def test_the_board_draws_what_one_of_the_first_follows_and_what_follows_it(browse, company, held, narrow):
    old = granted(company, date(2026, 6, 30), state=S.LAPSED, ended_on=date(2026, 6, 30), title="Old")
    new = granted(company, date(2027, 9, 30), predecessor=old, title="New")
    granted(company, date(2029, 9, 30), title="Last")
    ahead = {"effective_from": date(2026, 12, 16), "decision_on": date(2026, 11, 1)}
    renewed = granted(company, date(2029, 12, 15), predecessor=held, title="Renewed", **ahead)
    text = board(browse("ines"))

    assert text.count('<li class="lane">') == 2
    assert "2 of 3, those that end first." in text
    assert f"{old.ref}, Internal baseline:2026, valid from" in text
    assert all(row.ref in text for row in (new, renewed))


def test_a_picture_of_few_draws_them_all_and_says_nothing(browse, company, held, narrow):
    granted(company, date(2026, 9, 30), state=S.WITHDRAWN, withdrawn_on=date(2026, 8, 1), title="Gone")
    text = board(browse("ines"))

    assert text.count('<li class="lane">') == 2
    assert "those that end first" not in text


def test_an_empty_portfolio_says_what_it_is_for(browse):
    text = page(browse("ines"))

    assert "No certificates yet" in text
    assert "Nothing: no certificate ends within 180 days" in text


@pytest.mark.parametrize("name", ["emma", "samir", "tobias"])
def test_who_only_lists_certificates_gets_no_link_to_them(browse, held, name):
    text = page(browse(name))

    assert held.ref in text
    assert (held.get_absolute_url() in text) is (name != "emma")
    assert "Plan a certificate" not in text


@pytest.mark.parametrize("name", ["ines", "emma"])
@pytest.mark.parametrize("query", [{}, {"standing": "breach"}, {"standing": "restorable", "kind": "product"}])
def test_the_page_costs_at_most_twelve_queries(browse, company, held, name, query, django_assert_max_num_queries):
    for number in range(3):
        row = granted(company, date(2027, 5, 10 + number))
        suspended(row, lifted_on=date(2026, 11, 1))
    client = browse(name)
    client.get(URL, query)

    with django_assert_max_num_queries(12):
        client.get(URL, query)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_list_is_taken_away_as_a_file(browse, held, kind):
    answer = browse("ines").get(URL, {"export": kind, "ends": "30"})

    assert answer.status_code == 200
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert (b"Group QMS" in content) is (kind == "csv")


# My work.


def work(rows: Any) -> list[tuple[str, date]]:
    return list(rows.order_by("due_by").values_list("row_ref", "due_by"))


def test_officers_find_what_to_renew_to_lift_and_to_restore_in_my_work(company, cast, held):
    stopped = granted(company, date(2028, 3, 2), state=S.SUSPENDED, title="Stopped")
    ended = granted(company, date(2026, 9, 30), state=S.EXPIRED, title="Ended")

    assert work(danger.to_renew(cast["ines"], TODAY)) == [(held.ref, date(2026, 12, 15))]
    assert work(danger.suspended(cast["ines"], TODAY)) == [(stopped.ref, date(2027, 4, 11))]
    assert work(danger.to_restore(cast["ines"], TODAY)) == [(ended.ref, date(2027, 3, 30))]
    assert work(danger.to_restore(cast["ines"], date(2027, 3, 31))) == []
    assert [work(rows(cast["malik"], TODAY)) for rows in (danger.to_renew, danger.suspended, danger.to_restore)] == [
        [],
        [],
        [],
    ]


def test_surveillance_comes_to_my_work_ninety_days_ahead_until_it_is_held(company, cast):
    row = granted(company, date(2028, 11, 18))
    Cycle.objects.update(kind="initial")
    EarlierAudit.objects.all().delete()

    assert work(danger.surveillance(cast["ines"], date(2026, 8, 20))) == []
    assert work(danger.surveillance(cast["ines"], date(2026, 8, 21))) == [(row.ref, date(2026, 11, 19))]
    EarlierAudit.objects.create(cycle=row.cycles.get(), role="surveillance1", ended_on=date(2026, 10, 2))
    assert work(danger.surveillance(cast["ines"], date(2026, 11, 1))) == []
    assert work(danger.surveillance(cast["ines"], date(2027, 11, 1))) == [(row.ref, date(2027, 12, 31))]


def test_a_renewed_one_is_no_work_any_more(company, cast, held):
    granted(company, date(2029, 12, 15), predecessor=held)

    assert work(danger.to_renew(cast["ines"], TODAY)) == []


def test_the_lines_stand_on_the_page_of_my_work(browse, held):
    text = browse("ines").get("/my-work/").content.decode()

    assert "Have it recertified" in text
    assert held.title in text
