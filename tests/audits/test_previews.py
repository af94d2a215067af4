"""What a change of a policy will touch is counted right, and counts as the sweeps and verbs act afterwards."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from audits.actions import log_finding
from audits.escalation import tell
from audits.figures import Figure, light
from audits.models import Audit, Finding
from audits.policies import (
    AUDIT_CLOCKS,
    CLOCKS,
    DUE_PERIODS,
    ESCALATION,
    FINDING_DUES,
    FINDING_LIGHTS,
    FINDING_LIGHTS_POLICY,
    LADDER,
    LIGHTS,
    LIGHTS_POLICY,
    VERIFICATION,
)
from audits.workflows import FINDING
from foundation import policy
from foundation.access import robot
from foundation.directory.calendars import work_calendar
from foundation.models import Policy
from foundation.models.work import Due, DueNotice
from tests.company import TODAY, plan_audit

PLAN_DUE = date(2026, 12, 4)  # ten working days after the finding was issued


def effects(key, after, *, from_on=TODAY, before=None):
    declared = policy.declaration(key)
    change = policy.Change(before=before or declared.value, after=after, from_on=from_on, on=TODAY)
    return [effect.text for effect in declared.preview(change)]


def majors(**steps):
    return {**DUE_PERIODS, "major": {**DUE_PERIODS["major"], **steps}}


def draft(company, audit, kind=Finding.Type.MAJOR):
    return log_finding(
        actor=company.cast["priya"],
        audit=audit,
        item=audit.items.last(),
        type=kind,
        statement="One drill has no record.",
        owner=company.person("samir"),
        on=TODAY,
    )


# Due periods.


def test_drafts_of_the_grade_get_the_new_dates_and_issued_dates_stand(company, audit, finding):
    draft(company, audit)
    draft(company, audit, Finding.Type.MINOR)

    told = effects(FINDING_DUES, majors(action={"days": 60}))

    assert "1 draft finding gets the new dates if it is issued on 20 Nov 2026 or later." in told
    assert "3 open dates were issued under an earlier version and stand." in told


def test_an_example_gives_the_dates_before_and_after(company):
    told = effects(FINDING_DUES, majors(action={"days": 60}))

    assert "Major issued on 20 Nov 2026: corrective action 19 Jan 2027 (was 18 Feb 2027)." in told


def test_what_it_says_of_issued_dates_is_what_happens(finding):
    before = list(Due.objects.about(finding).values_list("step", "due_on"))

    Policy.objects.create(
        key=FINDING_DUES, version=2, value=majors(action={"days": 60}), effective_from=TODAY, reason="Sooner."
    )

    assert list(Due.objects.about(finding).values_list("step", "due_on")) == before


# The ladder.


@pytest.mark.parametrize(
    ("days_late", "steeper", "fires"),
    [(1, [1, 4, 10, 21], None), (3, [1, 3, 10, 21], 2), (8, [1, 3, 7, 21], 3), (0, [1, 2, 3], None)],
)
def test_a_rung_that_the_new_ladder_reaches_first_is_announced(finding, days_late, steeper, fires):
    on = PLAN_DUE + timedelta(days=days_late)

    told = effects(ESCALATION, {**LADDER, "major": steeper}, from_on=on)

    fired = [text for text in told if text.startswith("Rung")]
    words = "Rung {} is told on {} Dec 2026 that the present ladder would not tell yet: 1 overdue date."
    assert fired == ([words.format(fires, on.day)] if fires else [])


def test_what_was_announced_is_what_the_sweep_then_tells(finding):
    on = PLAN_DUE + timedelta(days=8)
    due = Due.objects.about(finding).get(step="plan")
    tell(due, finding, on=on, calendar=work_calendar(finding.unit))
    before = set(DueNotice.objects.values_list("key", flat=True))
    Policy.objects.create(
        key=ESCALATION, version=2, value={**LADDER, "major": [1, 3, 7, 21]}, effective_from=on, reason="Quicker."
    )

    tell(due, finding, on=on, calendar=work_calendar(finding.unit))

    assert before == {"rung-2", "rung-1"}
    assert set(DueNotice.objects.values_list("key", flat=True)) - before == {"rung-3"}


def test_a_rung_that_was_told_is_not_announced_again(finding):
    DueNotice.objects.create(due=Due.objects.about(finding).get(step="plan"), key="rung-3", on=TODAY)

    told = effects(ESCALATION, {**LADDER, "major": [1, 3, 7, 21]}, from_on=PLAN_DUE + timedelta(days=8))

    assert "No overdue date climbs to a rung that the present ladder would not tell." in told


def test_a_slower_ladder_spares_what_would_have_climbed(finding):
    told = effects(ESCALATION, {**LADDER, "major": [2, 20]}, from_on=PLAN_DUE + timedelta(days=4))

    assert "1 overdue date climbs less far until 8 Dec 2026 than by the present ladder." in told


# Windows of verification.


def test_findings_on_their_way_get_the_new_window_and_waiting_checks_keep_theirs(finding):
    told = effects(
        VERIFICATION, {"major": {"min_days": 10, "max_days": 40}, "minor": {"min_days": 30, "max_days": 180}}
    )

    assert told == [
        "1 open finding gets the new window if it is implemented on 20 Nov 2026 or later.",
        "0 open dates were issued under an earlier version and stand.",
    ]


def test_a_finding_of_another_grade_is_not_counted(finding):
    told = effects(VERIFICATION, {"major": {"min_days": 30, "max_days": 90}, "minor": {"min_days": 5, "max_days": 60}})

    assert told[0].startswith("0 open findings")


def test_an_implemented_finding_is_said_to_wait_for_its_check(finding):
    FINDING.place(finding, "implemented", actor=robot(), on=TODAY, source="the tests")

    assert any("1 finding waits for its check" in text for text in effects(FINDING_DUES, majors(action={"days": 60})))


# Periods around an audit.


def test_a_plan_sent_in_time_by_the_old_period_and_late_by_the_new_one_is_counted(company):
    planned = plan_audit(company, on=date(2026, 12, 9))
    Audit.objects.filter(pk=planned.pk).update(state="initiated", plan_sent_on=date(2026, 11, 24))

    longer = effects(CLOCKS, {**AUDIT_CLOCKS, "plan_working_days": 15})
    same = effects(CLOCKS, {**AUDIT_CLOCKS, "plan_working_days": 9})

    assert longer == ["1 audit has sent its plan too late by the new period and would have to be postponed."]
    assert same == ["0 audits have sent their plans too late by the new period and would have to be postponed."]


def test_only_the_clocks_that_change_are_told(audit):
    told = effects(CLOCKS, {**AUDIT_CLOCKS, "report_working_days": 5})

    assert told == [
        "1 audit gets the new report date if it closes its fieldwork on 20 Nov 2026 or later.",
        "0 open dates were issued under an earlier version and stand.",
    ]


# Targets.


def test_a_figure_that_turns_is_named_with_both_standings(company):
    for number, lead in enumerate(("tobias", "leo", "tobias", "leo")):
        facts = {"in_programme": True, "title": f"Audit {number}", "lead": lead}
        held = plan_audit(company, on=TODAY - timedelta(days=9), **facts)
        Audit.objects.filter(pk=held.pk).update(state="closed" if number else "planned", actual_end=TODAY)

    told = effects(LIGHTS_POLICY, {**LIGHTS, "programme_completion": {"green": 70, "amber": 60}})

    assert told == ["Audits on plan of the whole organisation turns from close to it to on target."]


def test_a_figure_that_is_better_the_lower_turns_by_a_lower_target(finding):
    Finding.objects.filter(pk=finding.pk).update(repeat_of=None)
    lower = {**FINDING_LIGHTS, "repeat_findings": {"green": 1, "amber": 2}}

    assert effects(FINDING_LIGHTS_POLICY, lower) == ["Repeat findings of the whole organisation stays on target."]
    for wrong in ({"green": 15, "amber": 5}, {"green": 5, "amber": 101}):
        with pytest.raises(ValidationError, match="Close to target ends above the target"):
            policy.declaration(FINDING_LIGHTS_POLICY).check({**FINDING_LIGHTS, "repeat_findings": wrong})
    assert [
        light(Figure(n, 1000), FINDING_LIGHTS["repeat_findings"], lower=True).standing for n in (50, 51, 150, 151)
    ] == [
        "on",
        "close",
        "close",
        "off",
    ]
