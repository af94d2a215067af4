"""Recurring audits: the dates, once each, after an outage too (Done-when 3, E-01)."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audits.actions import add_line, add_programme, create_occurrences, end_line, postpone_audit
from audits.models import Audit, ProgrammeLine
from audits.tasks import sweep_occurrences
from audits.workflows import PROGRAMME
from foundation.access import robot
from foundation.directory.models import JobRole, JobRoleSpell
from foundation.models.trail import Event
from foundation.refusals import Refused
from tests.company import Company

ANCHOR = date(2026, 1, 31)
START = date(2026, 2, 1)


def line_of(company: Company, **facts: object) -> ProgrammeLine:
    given = {
        "unit": company.units["HQ"],
        "title": "Monthly look",
        "anchor": ANCHOR,
        "interval_months": 1,
        "month_end": True,
        "working_days": 1,
        "frameworks": [company.framework],
        **facts,
    }
    return add_line(actor=company.cast["petra"], **given)  # type: ignore[arg-type]


def made(line: ProgrammeLine) -> list[tuple[date, date]]:
    return list(line.audits.order_by("nominal_start").values_list("nominal_start", "planned_start"))


def test_a_month_end_audit_keeps_its_nominal_day_and_is_planned_on_a_working_day(company):
    line = line_of(company)

    create_occurrences(actor=robot(), line=line, on=START)

    assert made(line)[:3] == [
        (date(2026, 2, 28), date(2026, 2, 27)),  # a Saturday: back, for the Monday is in March
        (date(2026, 3, 31), date(2026, 3, 31)),
        (date(2026, 4, 30), date(2026, 4, 30)),
    ]


def test_a_line_of_its_own_reaches_twelve_months_ahead(company):
    line = line_of(company)

    create_occurrences(actor=robot(), line=line, on=START)

    days = [nominal for nominal, _planned in made(line)]
    assert (len(days), days[-1]) == (12, date(2027, 1, 31))


def test_a_second_run_creates_nothing_more(company):
    line = line_of(company)
    create_occurrences(actor=robot(), line=line, on=START)

    outcome = create_occurrences(actor=robot(), line=line, on=START)

    assert outcome == {"created": [], "missed": []}
    assert line.audits.count() == 12


def test_each_later_night_adds_only_what_came_into_reach(company):
    line = line_of(company)
    create_occurrences(actor=robot(), line=line, on=START)

    outcomes = [create_occurrences(actor=robot(), line=line, on=date(2026, 2, day)) for day in (26, 27, 28)]

    assert [len(outcome["created"]) for outcome in outcomes] == [0, 0, 1]
    assert line.audits.order_by("-nominal_start").first().nominal_start == date(2027, 2, 28)


def test_moving_one_audit_moves_no_other(company, cast):
    line = line_of(company)
    create_occurrences(actor=robot(), line=line, on=START)
    march = line.audits.get(nominal_start=date(2026, 3, 31))
    before = made(line)

    postpone_audit(
        actor=cast["petra"],
        audit=march,
        planned_start=date(2026, 4, 10),
        planned_end=date(2026, 4, 10),
        reason="Release.",
        on=START,
    )
    create_occurrences(actor=robot(), line=line, on=date(2026, 2, 2))

    assert [pair for pair in made(line) if pair[0] != date(2026, 3, 31)] == [
        pair for pair in before if pair[0] != date(2026, 3, 31)
    ]


def test_dates_that_passed_during_an_outage_are_listed_and_the_rest_is_created_once(company):
    line = line_of(company, interval_months=6)
    create_occurrences(actor=robot(), line=line, on=START)
    assert [nominal for nominal, _planned in made(line)] == [date(2026, 7, 31), date(2027, 1, 31)]

    outcome = create_occurrences(actor=robot(), line=line, on=date(2027, 9, 1))
    again = create_occurrences(actor=robot(), line=line, on=date(2027, 9, 1))

    assert outcome["missed"] == ["2027-07-31"]
    assert len(outcome["created"]) == 2
    assert again == {"created": [], "missed": []}
    assert [nominal for nominal, _planned in made(line)][2:] == [date(2028, 1, 31), date(2028, 7, 31)]


def test_the_sweep_tells_what_it_made_and_makes_it_once(company):
    line = line_of(company)

    first = sweep_occurrences(on=START, zone="Europe/Lisbon")
    second = sweep_occurrences(on=START, zone="Europe/Lisbon")

    assert (len(first["created"]), second["created"], line.audits.count()) == (12, [], 12)


def test_the_sweep_of_another_zone_leaves_the_line_alone(company):
    line = line_of(company)

    sweep_occurrences(on=START, zone="Asia/Dubai")

    assert line.audits.count() == 0


def test_a_quarterly_line_of_a_programme_fills_its_year(company, cast):
    facts = {"objectives": "x", "auditor_days": 9}
    programme = add_programme(actor=cast["petra"], unit=company.units["HQ"], year=2027, title="2027", **facts)
    line = line_of(company, programme=programme, anchor=date(2027, 1, 31), interval_months=3, rationale="It moves.")
    PROGRAMME.place(programme, "approved", actor=robot(), on=START, source="a test")

    create_occurrences(actor=robot(), line=line, on=date(2026, 12, 1))
    for night in (2, 5, 8):
        create_occurrences(actor=robot(), line=line, on=date(2026, 12, night))

    assert [planned for _nominal, planned in made(line)] == [
        date(2027, 1, 29),
        date(2027, 4, 30),
        date(2027, 7, 30),
        date(2027, 10, 29),
    ]
    assert all(audit.in_programme for audit in line.audits.all())


def test_days_on_site_are_working_days_of_the_unit(company):
    line = line_of(company, unit=company.units["MEADEL"], anchor=date(2026, 6, 4), month_end=False, working_days=3)

    create_occurrences(actor=robot(), line=line, on=date(2026, 6, 1))

    june = line.audits.get(nominal_start=date(2026, 6, 4))
    assert (june.planned_start, june.planned_end) == (date(2026, 6, 4), date(2026, 6, 8))  # Friday and Saturday are off


def test_a_lead_who_is_tied_by_then_is_not_named(company):
    role = JobRole.objects.get(code="service")
    worked = {"person": company.person("leo"), "role": role, "unit": company.units["TS"], "from_on": date(2020, 1, 1)}
    JobRoleSpell.objects.create(to_on=date(2024, 8, 10), **worked)
    line = line_of(company, unit=company.units["TS"], lead=company.person("leo"), interval_months=6)

    create_occurrences(actor=robot(), line=line, on=START)

    assert [audit.lead for audit in line.audits.order_by("nominal_start")] == [None, company.person("leo")]


def test_an_ended_line_makes_no_more_audits_and_keeps_those_it_made(company, cast):
    line = line_of(company)
    create_occurrences(actor=robot(), line=line, on=START)

    end_line(actor=cast["petra"], line=line, on=date(2026, 5, 1), reason="The area moved.")
    outcome = sweep_occurrences(on=date(2026, 6, 1), zone="Europe/Lisbon")

    assert (outcome["created"], line.audits.count()) == ([], 12)
    with pytest.raises(Refused):
        create_occurrences(actor=robot(), line=line, on=date(2026, 6, 1))
    assert "The area moved." in Event.objects.about(line).get(kind="line.ended").content.summary


def test_a_line_ends_with_a_reason_and_once(company, cast):
    line = line_of(company)
    with pytest.raises(ValidationError):
        end_line(actor=cast["petra"], line=line, on=START, reason=" ")
    end_line(actor=cast["petra"], line=line, on=START, reason="Moved.")

    with pytest.raises(Refused):
        end_line(actor=cast["petra"], line=line, on=START, reason="Again.")


def test_nothing_stays_unaudited_for_more_than_three_years(company):
    with pytest.raises(ValidationError, match="more than 36 months"):
        line_of(company, interval_months=48)


def test_an_auditor_plans_no_lines(company):
    with pytest.raises(PermissionDenied):
        add_line(
            actor=company.cast["tobias"],
            unit=company.units["HQ"],
            title="x",
            anchor=ANCHOR,
            interval_months=12,
            frameworks=[company.framework],
        )


def test_a_line_of_unannounced_audits_is_not_shown_to_the_manager(company, cast):
    line_of(company, kind=Audit.Kind.UNANNOUNCED)
    line_of(company, title="Open look")

    seen = ProgrammeLine.objects.visible_to(cast["helena"]).values_list("title", flat=True)

    assert list(seen) == ["Open look"]
