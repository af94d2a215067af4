"""The screens of centres: what they show, what their forms refuse, what they cost, and the page for everybody."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from certifications import figures
from certifications.actions import (
    admit_visit,
    assess_centre,
    cancel_visit,
    end_visit,
    find_not_needed,
    publish_item,
    submit_assessment,
    write_item,
)
from certifications.models import Centre, NeedsAssessment, PublicItem, Visit
from certifications.workflows import CENTRE, PUBLIC_ITEM
from foundation.offers import work
from tests.centre import DAY, at, authority, booked, building, need, needed, operational, proposed, public_item
from tests.company import TODAY, grant

pytestmark = pytest.mark.usefixtures("morning")
LISTS = ("centres", "assessments", "visits", "authorities", "items")
RECORDS = ("centre", "assessment", "visit", "authority", "public_item")


@pytest.fixture
def centre(company):
    return operational(company)


@pytest.fixture
def visit(company, centre):
    return booked(company, centre)


def text(answer) -> str:
    return answer.content.decode()


def page(name, row=None) -> str:
    return reverse(f"certifications:{name}", args=[row.uuid] if row else [])


# What they show.


def test_the_list_tells_regions_without_a_centre_and_why(company, cast, centre, browse):
    row = submit_assessment(actor=cast["ines"], assessment=need(company), on=TODAY)
    find_not_needed(actor=cast["carla"], assessment=row, decision="One visit a year.", on=TODAY)

    said = text(browse("helena").get(page("centres")))

    assert "Centre North" in said
    assert "One visit a year." in said


def test_a_centre_says_what_it_lacks_to_be_operational(company, browse):
    said = text(browse("ines").get(building(company).get_absolute_url()))

    assert "To be operational it lacks:" in said
    assert "No agreement with an authority or a customer is in force. Add one first." in said


def test_the_week_shows_who_has_which_room(browse, visit):
    this_week = text(browse("ines").get(visit.centre.get_absolute_url()))
    next_week = text(browse("ines").get(f"{visit.centre.get_absolute_url()}?week=2026-11-25"))

    assert "09:00–12:00" not in this_week
    assert "09:00–12:00" in next_week


def test_a_booking_over_days_stands_on_each_of_them(company, browse, centre):
    booked(company, centre, until_at=at(10, DAY + timedelta(days=2)))

    said = text(browse("ines").get(f"{centre.get_absolute_url()}?week={DAY}"))

    assert said.count("09:00–10:00 (25.)") == 3


@pytest.mark.parametrize("week", ["9999-12-31", "0001-01-01", "2026-13-01", "soon", ""])
def test_a_week_that_cannot_be_is_this_one(browse, centre, week):
    answer = browse("ines").get(centre.get_absolute_url(), {"week": week})

    assert answer.status_code == 200
    assert "16 Nov 2026" in text(answer)


def test_auditors_look_and_are_offered_nothing(browse, visit):
    said = text(browse("tobias").get(visit.centre.get_absolute_url()))

    assert "Book a visit" not in said
    assert "Add a room" not in said


# Forms.


def booking(centre, **changed) -> dict:
    facts = {
        "customer": "Telvia",
        "purpose": "Acceptance",
        "visitors": "Ada Ruiz; Telvia\n\nRuth Okafor; Kestrel; certifier or laboratory",
        "host": Centre.objects.get().head.uuid,
        "room": centre.rooms.get().uuid,
        "from_at": "2026-11-23T09:00",
        "until_at": "2026-11-23T12:00",
    }
    return facts | changed


def test_a_visit_is_booked_with_a_line_for_each_visitor(browse, centre):
    answer = browse("ines").post(page("visit_add", centre), booking(centre))

    row = Visit.objects.get()
    assert answer.url == row.get_absolute_url()
    assert [one.kind for one in row.visitors.order_by("pk")] == ["customer", "certifier"]
    assert row.from_at == at(9)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"visitors": "Ada Ruiz"}, "Divide the parts by semicolons: “Ada Ruiz”."),
        ({"visitors": "Ada Ruiz; Telvia; friend"}, "They come as one of:"),
        ({"from_at": "9999-12-31T09:00"}, "Check the year."),
        ({"from_at": "0001-01-01T09:00"}, "Check the year."),
        ({"until_at": "2026-11-23T08:00"}, "The end lies before the beginning."),
        ({"customer": ""}, "Name an authority or a customer, one of the two."),
    ],
)
def test_a_refused_booking_comes_back_filled(browse, centre, changed, sentence):
    answer = browse("ines").post(page("visit_add", centre), booking(centre, **changed))

    assert answer.status_code == 422
    assert sentence in text(answer)
    assert "Acceptance" in text(answer)
    assert not Visit.objects.exists()


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-11-20", "never"])
def test_a_day_to_look_again_that_cannot_be_is_refused(company, cast, browse, day):
    row = submit_assessment(actor=cast["ines"], assessment=need(company), on=TODAY)
    step = reverse("foundation:step", args=["assessment", row.uuid, "put_off"])

    answer = browse("carla").post(step, {"decision": "Wait.", "revisit_on": day})

    assert answer.status_code == 422
    assert NeedsAssessment.objects.get(pk=row.pk).state == "submitted"


def test_a_host_who_sees_no_evidence_changes_the_rules_and_keeps_the_security_concept(company, cast, browse, centre):
    grant(cast["emma"], ("CHOST", company.units["TS"]))
    step = reverse("foundation:step", args=["centre", centre.uuid, "change_centre"])
    kept = centre.security_concept.uuid
    facts = {"head": centre.head.uuid, "functions": ["test"], "security_concept": kept, "rules": "No watches."}

    assert str(kept) in text(browse("emma").get(step))
    browse("emma").post(step, facts)

    centre.refresh_from_db()
    assert (centre.rules, centre.rules_edition, centre.security_concept.uuid) == ("No watches.", 2, kept)


def test_devices_are_noted_at_the_door(browse, visit, morning):
    morning.move_to(at(9))
    step = reverse("foundation:step", args=["visit", visit.uuid, "admit"])

    refused = browse("ines").post(step, {"devices": "Notebook; SN-1"})
    browse("ines").post(step, {"devices": "Notebook; SN-1\nReader; SN-2", "acknowledged": "on"})

    assert "Every visitor acknowledges the rules first." in text(refused)
    assert [one.serial for one in visit.devices.order_by("pk")] == ["SN-1", "SN-2"]


def test_the_other_forms_write_what_was_typed(company, browse, centre):
    ines, unit = browse("ines"), company.units["TS"].uuid
    need_of = {"unit": unit, "drivers": ["law", "volume"], "reasons": "Law.", "options": "None."}
    told = {"name": "Authority", "country": "XA", "contact": "Switchboard", "unit": unit}

    answers = [
        ines.post(page("assessment_add"), need_of),
        ines.post(page("authority_add"), told),
        ines.post(page("item_add"), {"title": "Visits", "text": "Write to us.", "unit": unit}),
    ]

    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert NeedsAssessment.objects.get(state="draft").drivers == ["law", "volume"]
    assert "Contact not checked" in text(ines.get(answers[1].url))


# What they cost.


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_at_most_twelve_reads(company, browse, visit, name, django_assert_max_num_queries):
    ines = browse("ines")
    authority(company), public_item(company), need(company), operational(company, "South", unit="MEADEL", at="MEA")
    ines.get(page(name))

    with django_assert_max_num_queries(12):
        assert ines.get(page(name)).status_code == 200


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_costs_at_most_twelve_reads(company, cast, browse, visit, name, django_assert_max_num_queries):
    booked(company, visit.centre, hours=(13, 14))
    admit_visit(actor=cast["ines"], visit=visit, acknowledged=True, devices=[("Notebook", "SN-1")], on=DAY)
    rows = {
        "centre": lambda: visit.centre,
        "assessment": lambda: visit.centre.assessment,
        "visit": lambda: visit,
        "authority": lambda: authority(company),
        "public_item": lambda: public_item(company),
    }
    row, ines = rows[name](), browse("ines")
    ines.get(row.get_absolute_url())

    with django_assert_max_num_queries(12):
        assert ines.get(row.get_absolute_url()).status_code == 200


# The page for everybody.


def public() -> str:
    answer = Client().get(page("transparency"))
    assert answer.status_code == 200
    return text(answer)


def test_everybody_reads_states_and_counts_and_no_names(company, visit):
    proposed(company, "Secret plan", unit="MEADEL", at="MEA")

    said = public()

    assert "Centre North" in said
    assert "Operational" in said
    assert "As of" in said
    for hidden in ("Ada Ruiz", "Telvia", "Ines Moreau", visit.ref, "Secret plan"):
        assert hidden not in said


def test_a_plan_that_nobody_approved_is_not_public_either_when_it_is_dropped(company, cast):
    plan = proposed(company, "Secret plan", unit="MEADEL", at="MEA")
    known = building(company)
    CENTRE.move(plan, "close", actor=cast["ines"], on=TODAY, reason="It comes to nothing.")
    CENTRE.move(known, "close", actor=cast["ines"], on=TODAY, reason="It moved.")

    said = public()
    assert known.name in said
    assert "Secret plan" not in said


def test_a_published_text_does_not_name_a_centre_that_is_only_proposed(company, cast):
    plan = proposed(company, "Secret plan", unit="MEADEL", at="MEA")
    facts = {"unit": company.units["TS"], "title": "What is new", "text": "Soon."}
    publish_item(actor=cast["ines"], public_item=write_item(actor=cast["ines"], centre=plan, **facts), on=TODAY)

    assert "What is new" in public()
    assert "Secret plan" not in public()


def test_the_page_may_be_kept_by_caches_and_is_the_same_for_everybody(browse, centre):
    answer = Client().get(page("transparency"))

    assert set(answer["Cache-Control"].split(", ")) == {"public", "max-age=300"}
    assert not answer.cookies
    assert browse("ines").get(page("transparency")).content == answer.content


def test_a_published_text_can_be_taken_back(company, cast):
    item = public_item(company, "How to visit")
    assert "How to visit" not in public()

    publish_item(actor=cast["ines"], public_item=item, on=TODAY)
    assert "Write to the officer." in public()
    PUBLIC_ITEM.move(item, "take_back", actor=cast["carla"], on=TODAY, reason="The address has changed.")

    assert "How to visit" not in public()
    assert PublicItem.objects.get().state == "withdrawn"


@pytest.mark.parametrize("who", ["tobias", "helena", "samir", "claire"])
def test_only_officers_publish(browse, company, who):
    item = public_item(company)

    browse(who).post(reverse("foundation:step", args=["public_item", item.uuid, "publish"]))

    assert PublicItem.objects.get().state == "draft"


def test_visits_count_in_the_year_in_which_they_were_admitted(company, cast, visit, morning):
    morning.move_to(at(9))
    admit_visit(actor=cast["ines"], visit=visit, acknowledged=True, on=DAY)
    end_visit(actor=cast["ines"], visit=visit, result="Seen.", on=DAY)
    cancelled = booked(company, visit.centre, hours=(13, 14), on=DAY)
    cancel_visit(actor=cast["ines"], visit=cancelled, reason="Ill.", on=DAY)

    assert figures.visits_by_year(DAY) == {2026: 1}
    assert "fewer than 5" in public()


def test_the_public_page_costs_little(visit, django_assert_max_num_queries):
    with django_assert_max_num_queries(7):
        public()


# My work.


def tasks_of(user, on=TODAY) -> set[str]:
    branches = [branch for branch in work() if branch.name.startswith("certifications.")]
    return {line["task"] for branch in branches for line in branch.rows(user, on).values("task")}


def test_an_assessment_waits_for_the_officer_who_did_not_write_it(company, cast):
    submit_assessment(actor=cast["ines"], assessment=need(company), on=TODAY)

    assert "decide_assessment" in tasks_of(cast["carla"])
    assert "decide_assessment" not in tasks_of(cast["ines"])


def test_a_centre_waits_for_the_officer_who_did_not_propose_it(company, cast):
    assess_centre(actor=cast["ines"], centre=proposed(company), assessment=needed(company), on=TODAY)

    assert "approve_centre" in tasks_of(cast["carla"])
    assert "approve_centre" not in tasks_of(cast["ines"])


@pytest.mark.parametrize(("days", "waits"), [(15, False), (14, True), (0, True), (-30, True)])
def test_a_need_is_looked_at_again_around_its_day(company, cast, days, waits):
    row = submit_assessment(actor=cast["ines"], assessment=need(company), on=TODAY)
    again = TODAY + timedelta(days=200)
    find_not_needed(actor=cast["carla"], assessment=row, decision="No.", revisit_on=again, on=TODAY)

    assert ("revisit_need" in tasks_of(cast["ines"], again - timedelta(days=days))) == waits


@pytest.mark.parametrize(("days", "waits"), [(61, False), (60, True), (0, True), (-1, False)])
def test_an_agreement_is_renewed_in_its_last_sixty_days(company, cast, centre, days, waits):
    last = date(2027, 10, 1)
    centre.agreements.update(until_on=last)

    assert ("renew_centre_agreement" in tasks_of(cast["ines"], last - timedelta(days=days))) == waits


def test_a_visit_of_the_day_stands_with_its_host(company, cast, centre):
    grant(cast["emma"], ("CHOST", company.units["TS"]))
    row = booked(company, centre, host=company.person("emma"))

    assert "host_visit" not in tasks_of(cast["emma"], DAY - timedelta(days=1))
    assert "host_visit" in tasks_of(cast["emma"], DAY)
    assert "host_visit" not in tasks_of(cast["ines"], DAY)
    cancel_visit(actor=cast["emma"], visit=row, reason="Ill.", on=DAY)
    assert "host_visit" not in tasks_of(cast["emma"], DAY)


def test_a_closed_centre_leaves_nothing_to_do(company, cast, centre):
    centre.agreements.update(until_on=TODAY)
    assert "renew_centre_agreement" in tasks_of(cast["ines"])

    CENTRE.move(centre, "close", actor=cast["ines"], on=TODAY, reason="Over.")

    assert "renew_centre_agreement" not in tasks_of(cast["ines"])
