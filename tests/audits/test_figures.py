"""The figures of audits and findings at the edges where figures go wrong."""

from datetime import timedelta

import pytest

from audits.figures import Figure, light, open_by_type, programme, under, year
from audits.models import Audit, Finding, Verification
from audits.policies import LIGHTS
from foundation.models.work import Due
from foundation.rows import pointer
from tests.company import TODAY, plan_audit


def test_without_a_denominator_there_is_no_share_and_no_light():
    empty = Figure(0, 0)

    assert empty.share is None
    assert light(empty, LIGHTS["programme_completion"]).standing == "none"


@pytest.mark.parametrize(
    ("numerator", "standing"), [(900, "on"), (899, "close"), (750, "close"), (749, "off"), (0, "off")]
)
def test_a_light_changes_exactly_at_its_threshold(numerator, standing):
    assert light(Figure(numerator, 1000), {"green": 90, "amber": 75}).standing == standing


def test_nothing_at_all_gives_empty_figures(company, cast):
    findings = under(cast["helena"], Finding.objects.all())

    assert programme(under(cast["helena"], Audit.objects.all()), on=TODAY).completion == Figure(0, 0)
    assert [kind.mean_age for kind in open_by_type(findings, on=TODAY).values()] == [None, None, None]
    assert year(findings, on=TODAY).share("actions").share is None
    assert len(year(findings, on=TODAY).months) == 12


def in_plan(company, **fields):
    audit = plan_audit(company, on=TODAY)
    Audit.objects.filter(pk=audit.pk).update(in_programme=True, **fields)
    return audit


def plan_of(cast):
    return programme(under(cast["petra"], Audit.objects.all()), on=TODAY)


def test_an_audit_is_due_on_its_approved_last_day_not_before(company, cast):
    in_plan(company, baseline_end=TODAY + timedelta(days=1))
    assert plan_of(cast).completion == Figure(0, 0)

    in_plan(company, baseline_end=TODAY)
    assert plan_of(cast).completion == Figure(0, 1)


def test_a_postponed_audit_stays_due_on_its_approved_date(company, cast):
    in_plan(company, baseline_end=TODAY, planned_end=TODAY + timedelta(days=60))

    assert plan_of(cast).completion == Figure(0, 1)


def test_a_cancelled_audit_is_counted_beside(company, cast):
    in_plan(company, baseline_end=TODAY, state="cancelled")

    assert (plan_of(cast).completion, plan_of(cast).cancelled) == (Figure(0, 0), 1)


@pytest.mark.parametrize(("days", "punctual"), [(0, 1), (7, 1), (8, 0)])
def test_a_week_after_the_approved_date_is_still_punctual(company, cast, days, punctual):
    held = TODAY - timedelta(days=30)
    in_plan(company, state="issued", baseline_end=held, actual_end=held + timedelta(days=days))

    assert plan_of(cast).punctuality == Figure(punctual, 1)


def implemented(finding, *, due, on=None, state="action"):
    Due.objects.filter(**pointer(finding), step="action").update(computed=due, approved=None)
    Finding.objects.filter(pk=finding.pk).update(implemented_on=on, state=state)
    return year(Finding.objects.all(), on=TODAY).share("actions")


def test_an_action_done_on_its_due_day_is_in_time(finding):
    assert implemented(finding, due=TODAY, on=TODAY) == Figure(1, 1)


def test_an_action_that_is_overdue_and_open_counts_against(finding):
    assert implemented(finding, due=TODAY - timedelta(days=1)) == Figure(0, 1)


def test_an_action_done_early_counts_although_it_is_due_later(finding):
    assert implemented(finding, due=TODAY + timedelta(days=30), on=TODAY) == Figure(1, 1)


def test_an_action_that_is_neither_due_nor_done_does_not_count(finding):
    assert implemented(finding, due=TODAY + timedelta(days=1)) == Figure(0, 0)


def test_an_action_due_more_than_a_year_ago_has_left_the_window(finding):
    assert implemented(finding, due=TODAY - timedelta(days=365), on=TODAY - timedelta(days=400)) == Figure(0, 0)
    assert implemented(finding, due=TODAY - timedelta(days=364), on=TODAY - timedelta(days=364)) == Figure(1, 1)


def test_an_action_found_ineffective_was_not_in_time(finding, company):
    Verification.objects.create(
        finding=finding, by=company.person("leo"), on=TODAY, method="sample", sample="Five", result="not_effective"
    )

    assert implemented(finding, due=TODAY, on=TODAY) == Figure(0, 1)


def test_a_void_finding_never_counts(finding):
    assert implemented(finding, due=TODAY, on=TODAY, state="void") == Figure(0, 0)
    assert sum(kind.count for kind in open_by_type(Finding.objects.all(), on=TODAY).values()) == 0
    assert sum(sum(month.opened.values()) for month in year(Finding.objects.all(), on=TODAY).months) == 0


def test_what_one_manager_owns_elsewhere_is_not_under_them(finding, company, cast):
    Finding.objects.update(owner=company.person("malik"))

    assert list(Finding.objects.visible_to(cast["malik"])) == [finding]
    assert list(under(cast["malik"], Finding.objects.all())) == []
