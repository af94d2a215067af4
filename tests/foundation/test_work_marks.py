"""What people do with ticked lines of My work: remind, put off, take up again, hand on, step; who stands in for whom."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from audits.models import CorrectiveAction, Finding
from foundation.directory.models import Leave
from foundation.models.marks import Nudge, Snooze
from foundation.models.trail import Event, Notification
from foundation.work import late_count
from foundation.work.chosen import chosen_lines
from foundation.work.handing import hand_on
from foundation.work.reminding import nudge
from foundation.work.snoozing import snooze, wake
from foundation.work.stepping import common_steps, preview_step, step_all
from tests.company import TODAY
from tests.foundation.test_my_work import accepted, put, upload, with_plan, work_of

DAY = timedelta(days=1)
CHOSEN = "/my-work/chosen/"


@pytest.fixture(autouse=True)
def that_day():
    with time_machine.travel(f"{TODAY.isoformat()}T09:00:00Z", tick=True):
        yield


def keys_of(user, query="", *, on=TODAY, kind=""):
    return [line.key for line in work_of(user, query, on=on).lines if kind in ("", line.kind)]


def refusals(lines):
    return [str(one.refusal) for one in lines if not one.changes]


def fresh(user):
    for name in ("_work_offered", "_numbers", "_live_grants"):
        user.__dict__.pop(name, None)
    return user


def test_a_reminder_tells_the_holder_with_the_words_and_stands_on_the_line_and_in_the_timeline(finding, cast):
    key = keys_of(cast["helena"])[0]

    done = nudge(actor=cast["helena"], keys=[key], words="Please start.", on=TODAY)

    assert refusals(done) == []
    event = Event.objects.get(kind="work.reminded")
    assert event.content.summary == f"reminded Samir Haddad of {finding.ref}, due on 4 Dec 2026: Please start."
    assert event.subject == finding
    assert list(Notification.objects.filter(event=event).values_list("user", flat=True)) == [cast["samir"].pk]
    assert work_of(cast["ines"], f"?kind={key.task}").lines[0].marks == ("Reminded today by Helena Brandt",)
    later = work_of(cast["helena"], on=TODAY + 2 * DAY).lines[0]
    assert later.marks == ("Reminded by you 2 days ago",)


def test_nobody_is_reminded_of_a_line_again_within_three_days_whoever_asks(finding, cast):
    key = keys_of(cast["helena"])[0]
    nudge(actor=cast["helena"], keys=[key], on=TODAY)

    again = nudge(actor=cast["ines"], keys=[key], on=TODAY + 2 * DAY)
    then = nudge(actor=cast["ines"], keys=[key], on=TODAY + 3 * DAY)

    assert refusals(again) == ["Reminded on 20 Nov 2026. The next reminder can go out on 23 Nov 2026."]
    assert refusals(then) == []


def test_a_reminder_goes_to_the_holder_of_today_even_when_another_was_reminded(finding, company, cast):
    accepted(company, finding)
    key = keys_of(cast["ines"], kind="carry_out_action")[0]
    nudge(actor=cast["ines"], keys=[key], on=TODAY)
    CorrectiveAction.objects.update(owner=company.person("emma"))

    assert refusals(nudge(actor=cast["ines"], keys=[key], on=TODAY)) == []
    assert Notification.objects.filter(event__kind="work.reminded", user=cast["emma"]).count() == 1


def test_reminders_stop_at_the_most_of_a_day(finding, cast, monkeypatch):
    monkeypatch.setitem(__import__("foundation.policy", fromlist=["x"])._declared["foundation.nudges"].value, "sent", 1)
    keys = keys_of(cast["helena"])

    done = nudge(actor=cast["helena"], keys=keys, on=TODAY)

    assert [one.changes for one in done] == [True, False]
    assert refusals(done) == ["You have sent 1 reminders today, which is the most."]


def test_ones_own_lines_and_what_nobody_can_do_yet_are_not_reminded(finding, company, cast):
    opens = TODAY + 30 * DAY
    put(
        finding,
        "implemented",
        implemented_on=TODAY,
        verify_from=opens,
        corrected_on=TODAY,
        verifier=company.person("leo"),
    )

    own = nudge(actor=cast["leo"], keys=keys_of(cast["leo"]), on=TODAY)
    early = nudge(actor=cast["ines"], keys=keys_of(cast["ines"], "?until=all", kind="verify_effect"), on=TODAY)

    assert refusals(own) == ["This is yours to do."]
    assert refusals(early) == ["Nothing can be done about it before 20 Dec 2026."]


def test_a_line_that_is_not_in_ones_list_is_left_out(finding, cast):
    keys = keys_of(cast["helena"])

    assert nudge(actor=cast["malik"], keys=keys, on=TODAY) == []
    assert nudge(actor=cast["emma"], keys=keys, on=TODAY) == []
    assert not Nudge.objects.exists()


def test_whoever_stands_in_is_reminded_while_the_holder_is_away(finding, company, cast):
    Leave.objects.create(
        person=company.person("samir"), from_on=TODAY, to_on=TODAY + DAY, deputy=company.person("emma")
    )

    nudge(actor=cast["helena"], keys=keys_of(cast["helena"])[:1], on=TODAY)

    assert list(Notification.objects.filter(event__kind="work.reminded").values_list("user", flat=True)) == [
        cast["emma"].pk
    ]


def test_nobody_is_told_when_the_holder_is_away_and_nobody_stands_in(finding, company, cast):
    Leave.objects.create(person=company.person("samir"), from_on=TODAY, to_on=TODAY + DAY)

    done = nudge(actor=cast["helena"], keys=keys_of(cast["helena"])[:1], on=TODAY)

    assert refusals(done) == ["Samir Haddad is on leave, and nobody stands in."]


def test_a_snoozed_line_leaves_the_list_of_its_holder_and_no_other(finding, cast):
    before = keys_of(cast["ines"])
    key = keys_of(cast["samir"])[0]

    done = snooze(actor=cast["samir"], keys=[key], until=TODAY + 7 * DAY, reason="The report comes Friday.", on=TODAY)

    assert refusals(done) == []
    assert key not in keys_of(cast["samir"])
    assert keys_of(cast["samir"], "?view=snoozed") == [key]
    assert keys_of(cast["ines"]) == before
    told = next(line for line in work_of(cast["ines"]).lines if line.key == key)
    assert told.marks == ("Snoozed until 27 Nov 2026: The report comes Friday.",)
    assert [tab.count for tab in work_of(cast["samir"]).tabs] == [1, 0, 1, 0, 1]
    assert key in keys_of(cast["samir"], on=TODAY + 7 * DAY)


def test_nothing_is_put_off_beyond_its_day_and_nothing_late_is_hidden(finding, cast):
    key, due = keys_of(cast["samir"])[0], date(2026, 12, 4)

    beyond = snooze(actor=cast["samir"], keys=[key], until=due + DAY, reason="Later.", on=TODAY)
    snooze(actor=cast["samir"], keys=[key], until=due, reason="Later.", on=TODAY)
    late = snooze(actor=cast["samir"], keys=[key], until=due + 9 * DAY, reason="Later.", on=due + DAY)

    assert refusals(beyond) == ["It is due on 4 Dec 2026. Choose that day or an earlier one."]
    assert refusals(late) == ["It is late: whoever chases it counts the days."]
    assert late_count(fresh(cast["samir"]), due + DAY) == 1


def test_a_line_whose_day_moves_forward_comes_back_on_that_day(finding, cast):
    key = keys_of(cast["samir"])[0]
    snooze(actor=cast["samir"], keys=[key], until=date(2026, 12, 4), reason="Later.", on=TODAY)
    finding_dues = __import__("foundation.models.work", fromlist=["Due"]).Due.objects.filter(step="plan")
    finding_dues.update(approved=TODAY + 2 * DAY, reason="Sooner")

    assert key not in keys_of(cast["samir"], on=TODAY + DAY)
    assert key in keys_of(cast["samir"], on=TODAY + 2 * DAY)


def test_only_the_holder_puts_off_and_only_for_a_reason_and_a_day_to_come(finding, cast):
    keys = keys_of(cast["helena"])[:1]

    others = snooze(actor=cast["helena"], keys=keys, until=TODAY + DAY, reason="Later.", on=TODAY)

    assert refusals(others) == ["Only who holds it can put it off."]
    with pytest.raises(ValidationError, match="still to come"):
        snooze(actor=cast["samir"], keys=keys, until=TODAY, reason="Later.", on=TODAY)
    with pytest.raises(ValidationError, match="why it can wait"):
        snooze(actor=cast["samir"], keys=keys, until=TODAY + DAY, reason=" ", on=TODAY)


def test_what_waits_without_a_date_can_wait_thirty_days(company, cast):
    put(upload(company, "samir"), "submitted")
    key = keys_of(cast["ines"], kind="review_evidence")[0]

    long = snooze(actor=cast["ines"], keys=[key], until=TODAY + 31 * DAY, reason="Later.", on=TODAY)
    short = snooze(actor=cast["ines"], keys=[key], until=TODAY + 30 * DAY, reason="Later.", on=TODAY)

    assert refusals(long) == ["It can wait until 20 Dec 2026 at most."]
    assert refusals(short) == []
    assert key not in keys_of(cast["ines"])
    assert key in keys_of(cast["carla"])


def test_a_line_is_taken_up_again_and_put_off_anew(finding, cast):
    key = keys_of(cast["samir"])[0]
    snooze(actor=cast["samir"], keys=[key], until=TODAY + 3 * DAY, reason="Later.", on=TODAY)
    snooze(actor=cast["samir"], keys=[key], until=TODAY + 5 * DAY, reason="Later still.", on=TODAY)

    woken = wake(actor=cast["samir"], keys=[key], on=TODAY)
    again = wake(actor=cast["samir"], keys=[key], on=TODAY)

    assert (refusals(woken), refusals(again)) == ([], ["You have not put this off."])
    assert key in keys_of(cast["samir"])
    assert Snooze.objects.filter(woken_on=None).count() == 0


def test_the_database_refuses_marks_that_make_no_sense(company):
    line = {"task": "plan_action", "line_uuid": company.units["HQ"].uuid, "on": TODAY}
    me = company.person("samir")

    with pytest.raises(IntegrityError), transaction.atomic():
        Nudge.objects.create(person=me, sent_by=me, **line)
    with pytest.raises(IntegrityError), transaction.atomic():
        Snooze.objects.create(person=me, until=TODAY, reason="Later.", **line)
    with pytest.raises(IntegrityError), transaction.atomic():
        Snooze.objects.create(person=me, until=TODAY + DAY, reason="", **line)


def test_an_action_is_handed_on_and_both_are_told(finding, company, cast):
    accepted(company, finding)
    key = keys_of(cast["samir"], kind="carry_out_action")[0]

    done = hand_on(actor=cast["samir"], keys=[key], person=company.person("emma"), on=TODAY)

    assert refusals(done) == []
    assert CorrectiveAction.objects.get().owner == company.person("emma")
    assert key in keys_of(cast["emma"])
    told = Notification.objects.filter(event__kind="action.handed_on").values_list("user", flat=True)
    assert list(told) == [cast["emma"].pk]
    assert Event.objects.get(kind="action.handed_on").content.summary == "handed action 1 on to Emma Cole"


def test_a_finding_is_handed_on_but_never_to_who_audits_or_verifies_it(finding, company, cast):
    keys = keys_of(cast["samir"], kind="plan_action")
    Finding.objects.update(verifier=company.person("leo"))

    verifier = hand_on(actor=cast["samir"], keys=keys, person=company.person("leo"), on=TODAY)
    auditor = hand_on(actor=cast["samir"], keys=keys, person=company.person("priya"), on=TODAY)
    other = hand_on(actor=cast["samir"], keys=keys, person=company.person("emma"), on=TODAY)

    assert refusals(verifier) == ["Leo Brandt is to verify this, so somebody else does the work."]
    assert refusals(auditor) == ["Priya Raman audits here, so somebody else does the work."]
    assert refusals(other) == []
    assert Finding.objects.get().owner == company.person("emma")


def test_who_may_verify_keeps_what_they_have_worked_on(finding, company, cast):
    Finding.objects.update(owner=company.person("carla"))
    keys = keys_of(cast["ines"], kind="plan_action")

    done = hand_on(actor=cast["ines"], keys=keys, person=company.person("emma"), on=TODAY)

    assert "nobody verifies what they have worked on" in refusals(done)[0]


def test_what_has_no_way_to_another_person_stays_and_says_so(company, cast):
    put(upload(company, "samir"), "submitted")

    done = hand_on(actor=cast["ines"], keys=keys_of(cast["ines"]), person=company.person("emma"), on=TODAY)

    assert set(refusals(done)) == {"This stays with whoever holds it, or is handed over on its own page."}


def test_steps_in_common_are_offered_with_how_many_lines_they_fit_and_each_refusal_is_told(finding, company, cast):
    with_plan(company, finding)
    put(upload(company, "samir"), "submitted")
    keys = [*keys_of(cast["priya"], kind="review_plan"), *keys_of(cast["tobias"], kind="finish_fieldwork")]
    lines = chosen_lines(cast["tobias"], keys, TODAY)

    offered = {step.name: step.count for step in common_steps(cast["tobias"], lines, TODAY)}
    foreseen = preview_step(actor=cast["tobias"], lines=lines, step="finding.accept_plan", on=TODAY)
    done = step_all(actor=cast["tobias"], lines=lines, step="finding.accept_plan", on=TODAY)

    assert offered["finding.accept_plan"] == 1
    assert refusals(foreseen) == refusals(done) == ["This step does not belong to this kind of line."]
    assert Finding.objects.get().state == "action"


def test_the_page_of_an_act_shows_what_would_happen_and_changes_nothing(finding, browse, cast):
    key = keys_of(cast["helena"])[0]

    page = browse("helena").post(CHOSEN, {"row": [str(key)], "step": "nudge"}).content.decode()

    assert "1 of 1 would change" in page
    assert not Nudge.objects.exists()
    assert not Event.objects.filter(kind="work.reminded").exists()


def test_go_does_it_and_leads_back_to_the_filtered_list(finding, browse, cast):
    key = keys_of(cast["helena"])[0]
    sent = {"row": [str(key)], "step": "nudge", "seen": "yes", "go": "yes", "words": "Please.", "query": "view=chasing"}

    answer = browse("helena").post(CHOSEN, sent)

    assert (answer.status_code, answer.url) == (302, "/my-work/?view=chasing")
    assert Nudge.objects.get().words == "Please."


def test_a_form_that_is_wrong_comes_back_filled_with_the_sentence(finding, browse, cast):
    key = keys_of(cast["samir"])[0]
    sent = {
        "row": [str(key)],
        "step": "snooze",
        "seen": "yes",
        "go": "yes",
        "until": "9999-12-31",
        "reason": "Because.",
    }

    answer = browse("samir").post(CHOSEN, sent)

    assert answer.status_code == 422
    assert "Check the year." in answer.content.decode()
    assert "Because." in answer.content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"row": ["x", "plan_action:nonsense", "\x00"], "step": "nudge"},
        {"row": ["plan_action:00000000-0000-0000-0000-000000000000"], "step": "finding.verify", "go": "1", "seen": "1"},
    ],
)
def test_what_makes_no_sense_leads_back_to_the_list(finding, browse, sent):
    assert browse("samir").post(CHOSEN, sent).url == "/my-work/"


def test_a_step_that_is_a_signature_or_needs_details_is_not_taken_here(finding, browse, cast):
    key = keys_of(cast["ines"])[0]

    page = browse("ines").post(CHOSEN, {"row": [str(key)], "step": "finding.void", "seen": "yes", "go": "yes"})

    assert page.status_code == 200
    assert Finding.objects.get().state == "issued"


def test_who_stands_in_sees_the_lines_of_whoever_is_away_as_theirs_until_they_are_back(finding, company, cast):
    assert keys_of(cast["emma"]) == []
    Leave.objects.create(
        person=company.person("samir"), from_on=TODAY, to_on=TODAY + DAY, deputy=company.person("emma")
    )

    lines = work_of(cast["emma"], "?view=mine").lines

    assert [line.task for line in lines] == ["Plan the corrective action", "Record the correction"]
    assert {(line.holder, line.stands_in, line.is_mine) for line in lines} == {("Samir Haddad", True, False)}
    assert Finding.objects.visible_to(cast["emma"]).count() == 1
    with time_machine.travel(f"{TODAY + 2 * DAY}T09:00:00Z"):
        assert keys_of(fresh(cast["emma"]), on=TODAY + 2 * DAY) == []
        assert Finding.objects.visible_to(cast["emma"]).count() == 0


def test_the_standing_deputy_stands_in_where_the_absence_names_nobody(finding, company, cast):
    samir = company.person("samir")
    type(samir).objects.filter(pk=samir.pk).update(deputy=company.person("emma"))
    Leave.objects.create(person=samir, from_on=TODAY)

    assert len(keys_of(cast["emma"])) == 2
    assert "Away: you stand in" in page_of(cast["emma"], company)


def page_of(user, company):
    from django.test import Client

    client = Client()
    client.force_login(user)
    return client.get("/my-work/").content.decode()
