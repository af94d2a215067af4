"""The pages of courses and assignments: who finds what, what they show, and what they cost."""

from datetime import date

import pytest
from django.urls import reverse

from foundation.directory.models import Leave
from people.actions import retire_course
from people.models import Assignment, Course
from tests.company import TODAY
from tests.training import asked, begun, blocked, completed, course

pytestmark = pytest.mark.usefixtures("company_day")

LEARNED = {
    "title": "Secure coding",
    "minutes": "30",
    "pass_mark": "80",
    "max_attempts": "3",
    "renewal_window_days": "45",
}


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def awr(company):
    return course(company, clearance="AWR", summary="What everybody knows.")


def typed(company, **more):
    return LEARNED | {"code": "scs", "unit": str(company.units["MN"].uuid), "validity_months": "12", **more}


# The list.


def test_officers_see_how_many_are_asked_and_how_many_have_learned_it(browse, company, awr):
    asked(company, awr)
    asked(company, awr, "samir")
    completed(company, awr)

    said = text(browse("ines").get(reverse("people:courses")))

    assert "Security awareness" in said
    row = Course.objects.visible_to(company.cast["ines"]).for_list(company.cast["ines"], TODAY).get()
    assert (row.asked_count, row.valid_count, row.late_count) == (2, 1, 0)


def test_late_are_those_who_stand_overdue_or_run_out(company, awr):
    for name in ("emma", "samir", "omar", "priya", "leo"):
        asked(company, awr, name)
    for name, day in (("samir", date(2026, 9, 1)), ("omar", date(2025, 9, 1))):
        completed(company, awr, name, on=day)
    early = {"assigned_on": date(2026, 1, 5), "due_on": date(2026, 2, 4)}
    Assignment.objects.exclude(person=company.person("emma")).update(**early)
    Leave.objects.create(person=company.person("leo"), from_on=date(2026, 11, 2))

    rows = Assignment.objects.active()

    standing = dict(rows.with_standing(TODAY).values_list("person__name", "standing"))
    assert standing == {
        "Emma Cole": "grace",
        "Samir Haddad": "valid",
        "Omar Said": "overdue",
        "Priya Raman": "overdue",
        "Leo Brandt": "away",
    }
    assert set(rows.late(TODAY).values_list("person__name", flat=True)) == {"Omar Said", "Priya Raman"}


def test_a_manager_counts_the_own_people_alone(company, awr):
    asked(company, awr)
    asked(company, awr, "omar")

    rows = {name: Course.objects.for_list(company.cast[name], TODAY).get().asked_count for name in ("helena", "malik")}

    assert rows == {"helena": 1, "malik": 1}


def test_the_list_costs_few_queries(browse, company, awr, django_assert_max_num_queries):
    course(company, "AUD", title="Auditing")
    client = browse("ines")
    client.get(reverse("people:courses"))

    with django_assert_max_num_queries(12):
        client.get(reverse("people:courses"))


def test_a_course_of_old_is_shown_to_officers_only(browse, company, awr):
    retire_course(actor=company.cast["ines"], course=awr, reason="A new one is there.", on=TODAY)

    assert browse("ines").get(awr.get_absolute_url()).status_code == 200
    assert browse("emma").get(awr.get_absolute_url()).status_code == 404


# One course.


def test_its_page_says_whom_it_catches_and_how_they_stand(browse, company, awr):
    asked(company, awr)
    completed(company, awr, "samir")

    said = text(browse("ines").get(awr.get_absolute_url()))

    assert "<strong>12</strong>" in said
    assert "11 will be asked in the coming night" in said
    assert "Still learning" in said
    assert "Emma Cole" in said


def test_an_employee_sees_the_course_and_what_is_asked_of_them(browse, company, awr):
    asked(company, awr)
    asked(company, awr, "samir")

    said = text(browse("emma").get(awr.get_absolute_url()))

    assert "Asked of you" in said
    assert "Samir" not in said
    assert "coming night" not in said


def test_it_costs_few_queries(browse, company, awr, django_assert_max_num_queries):
    for name in ("emma", "samir", "omar", "priya"):
        asked(company, awr, name)
    client = browse("ines")
    client.get(awr.get_absolute_url())

    with django_assert_max_num_queries(12):
        client.get(awr.get_absolute_url())


@pytest.mark.parametrize("standing", ["grace", "overdue", "valid", "waived"])
def test_its_rows_are_narrowed_by_how_they_stand(browse, company, awr, standing):
    begun(company, awr, "emma")
    late = asked(company, awr, "samir")
    Assignment.objects.filter(pk=late.pk).update(assigned_on=date(2026, 1, 5), due_on=date(2026, 2, 4))
    asked(company, awr, "omar")
    completed(company, awr, "omar")
    expected = {"grace": {"Emma Cole"}, "overdue": {"Samir Haddad"}, "valid": {"Omar Said"}, "waived": set()}

    said = text(browse("ines").get(awr.get_absolute_url(), {"standing": standing}))

    names = {name for name in ("Emma Cole", "Samir Haddad", "Omar Said") if f">{name}</a>" in said}
    assert names == expected[standing]


# Define, change, retire, ask.


def test_an_officer_defines_a_course_for_an_audience(browse, company):
    role = company.person("emma").spells.get().role
    data = typed(company, roles=[str(role.uuid)], kinds=["employee"], units=[str(company.units["TS"].uuid)])

    response = browse("ines").post(reverse("people:course_add"), data)

    made = Course.objects.get()
    assert (response.status_code, made.code, made.audience.words) == (
        302,
        "SCS",
        "Service · Employee · Technical services",
    )


def test_a_preview_counts_and_saves_nothing(browse, company):
    data = typed(company, units=[str(company.units["TS"].uuid)], preview="yes")

    said = text(browse("ines").post(reverse("people:course_add"), data))

    assert "It would catch" in said
    assert "<strong>2</strong>" in said
    assert not Course.objects.exists()


def test_a_unit_outside_the_course_is_refused(browse, company):
    data = typed(company, unit=str(company.units["MEA"].uuid), units=[str(company.units["TS"].uuid)])

    response = browse("ines").post(reverse("people:course_add"), data)

    assert response.status_code == 422
    assert "Technical services does not lie in Middle East and Africa" in text(response)


def test_a_change_keeps_the_audience_that_was_chosen(browse, company, awr):
    page = reverse("people:course_edit", args=[awr.uuid])

    browse("ines").post(page, LEARNED | {"validity_months": "24", "clearance": "AWR", "kinds": ["partner"]})

    awr.refresh_from_db()
    assert (awr.title, awr.validity_months, awr.audience.kinds) == ("Secure coding", 24, ["partner"])
    assert 'value="partner" aria-describedby' in text(browse("ines").get(page)) or "checked" in text(
        browse("ines").get(page)
    )


def test_a_clearance_that_people_hold_is_not_renamed(browse, company, awr):
    completed(company, awr)

    response = browse("ines").post(
        reverse("people:course_edit", args=[awr.uuid]), LEARNED | {"validity_months": "12", "clearance": "SEC"}
    )

    assert response.status_code == 422
    assert "People hold the present one already" in text(response)


def test_an_administrator_defines_but_does_not_change(browse, company, awr):
    client = browse("adam")

    assert client.post(reverse("people:course_add"), typed(company)).status_code == 302
    assert client.post(reverse("people:course_edit", args=[awr.uuid]), LEARNED).status_code == 403


def test_somebody_is_asked_by_hand(browse, company, awr):
    browse("ines").post(reverse("people:course_assign", args=[awr.uuid]), {"person": "P-0011"})

    row = Assignment.objects.get()
    assert (row.person, row.reason, row.due_on) == (company.person("emma"), "manual", date(2026, 12, 4))


def test_who_is_asked_already_is_not_asked_twice(browse, company, awr):
    asked(company, awr)

    response = browse("ines").post(reverse("people:course_assign", args=[awr.uuid]), {"person": "P-0011"})

    assert response.status_code == 409
    assert "is asked to take it already" in text(response)


@pytest.mark.parametrize("person", ["nobody", "", "\x00", "P-0011\x00"])
def test_nonsense_for_a_person_is_a_form_that_goes_back(browse, company, awr, person):
    response = browse("ines").post(reverse("people:course_assign", args=[awr.uuid]), {"person": person})

    assert response.status_code == 422


def test_a_course_is_retired_with_a_reason(browse, company, awr):
    browse("ines").post(reverse("people:course_retire", args=[awr.uuid]), {"reason": "A new one is there."})

    awr.refresh_from_db()
    assert not awr.is_active


# One assignment.


def test_the_page_of_an_assignment_shows_attempts_and_steps(browse, company, awr, django_assert_max_num_queries):
    row = blocked(company, awr)
    client = browse("helena")
    client.get(row.get_absolute_url())

    with django_assert_max_num_queries(12):
        said = text(client.get(row.get_absolute_url()))

    assert said.count("Not passed") == 3
    assert "Give further attempts" in said


@pytest.mark.parametrize(
    ("until", "status"), [("9999-12-31", 422), ("0001-01-01", 422), ("2026-11-20", 409), ("", 422)]
)
def test_a_waiver_until_an_impossible_day_goes_back(browse, company, awr, until, status):
    row = asked(company, awr)

    url = reverse("foundation:step", args=["assignment", row.uuid, "waive"])
    response = browse("ines").post(url, {"until": until, "reason": "Why"})

    assert response.status_code == status


@pytest.mark.parametrize(
    ("name", "status"), [("malik", 404), ("omar", 404), ("tobias", 404), ("samir", 200), ("emma", 200)]
)
def test_who_finds_an_assignment(browse, company, awr, name, status):
    """Samir owns a process of Emma's unit."""
    row = asked(company, awr)

    assert browse(name).get(row.get_absolute_url()).status_code == status
