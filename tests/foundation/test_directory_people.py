from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from assurance.actions import upload_evidence
from audits.actions import make_calendar_feed
from audits.actions.plan import address_of
from foundation.access import Role, live_grants
from foundation.clock import today
from foundation.directory.actions import (
    add_person,
    change_job,
    edit_person,
    end_leave,
    grant_clearance,
    record_leave,
    record_leaving,
    record_return,
    withdraw_clearance,
)
from foundation.directory.models import Clearance, JobRole, Person, RoleGrant, Unit, User
from foundation.directory.tasks import sweep_jobs, sweep_leavers
from foundation.directory.ties import left_by
from foundation.models import Event
from foundation.models.signin import Session
from foundation.refusals import Refused
from foundation.tokens import make_token
from tests.company import TODAY, grant
from tests.world import kept_text

TOMORROW = TODAY + timedelta(days=1)


def facts_of(person, **changes):
    names = ("number", "name", "email", "kind", "employer", "sponsor", "contract_end", "manager", "deputy")
    return {name: getattr(person, name) for name in names} | changes


def told(kind):
    return Event.objects.filter(kind=kind).latest("at").content


def leave_today(cast, person):
    return record_leaving(actor=cast["adam"], person=person, left_on=TODAY, on=TODAY, reason="Moves abroad.")


def test_who_starts_has_a_first_job(company, cast):
    person = add_person(
        actor=cast["adam"],
        unit=company.units["TS"],
        number="P-0100",
        name="Nia Okoro",
        email="NIA@meridane.example",
        start_on=TODAY,
        job="Service",
    )

    spell = person.spells.get()
    assert (person.email, spell.role, spell.from_on) == (
        "nia@meridane.example",
        JobRole.objects.get(code="service"),
        TODAY,
    )


def test_a_consultant_needs_a_sponsor_and_the_end_of_the_contract(company, cast):
    with pytest.raises(ValidationError, match="needs a sponsor"):
        add_person(
            actor=cast["adam"],
            unit=company.units["TS"],
            number="C-1",
            name="Carl",
            email="carl@kestrel.example",
            start_on=TODAY,
            kind=Person.Kind.CONSULTANT,
        )


def test_a_job_ends_the_day_before_the_next_begins(company, cast):
    emma = company.person("emma")

    change_job(actor=cast["adam"], person=emma, job="Auditor", unit=company.units["AUDIT"], from_on=TODAY, on=TODAY)

    before, after = emma.spells.order_by("from_on")
    emma.refresh_from_db()
    assert (before.to_on, after.to_on, emma.unit) == (TODAY - timedelta(days=1), None, company.units["AUDIT"])
    assert after.role.code == "auditor"


def test_a_later_job_takes_the_person_along_on_its_day(company, cast):
    emma = company.person("emma")
    unit = company.units["AUDIT"]

    change_job(actor=cast["adam"], person=emma, job="Auditor", unit=unit, from_on=TOMORROW, on=TODAY)
    emma.refresh_from_db()
    before = emma.unit
    sweep_jobs(on=TOMORROW, zone="Europe/Lisbon")
    emma.refresh_from_db()

    assert (before, emma.unit) == (company.units["TS"], unit)


def test_a_job_cannot_begin_before_the_last_one(company, cast):
    with pytest.raises(ValidationError, match="choose a later day"):
        change_job(
            actor=cast["adam"],
            person=company.person("emma"),
            job="Auditor",
            unit=company.units["AUDIT"],
            from_on=date(2019, 1, 1),
            on=TODAY,
        )


def test_nobody_is_moved_into_a_unit_that_is_not_ones_own(company, cast):
    grant(cast["malik"], (Role.ADM, company.units["MEA"]))
    with pytest.raises(PermissionDenied):
        change_job(
            actor=cast["malik"],
            person=company.person("omar"),
            job="Auditor",
            unit=company.units["AUDIT"],
            from_on=TODAY,
            on=TODAY,
        )


def test_a_line_of_managers_does_not_bite_its_tail(company, cast):
    emma, samir = company.person("emma"), company.person("samir")
    edit_person(actor=cast["adam"], person=emma, **facts_of(emma, manager=samir))
    samir.refresh_from_db()

    with pytest.raises(ValidationError, match="leads back"):
        edit_person(actor=cast["adam"], person=samir, **facts_of(samir, manager=Person.objects.get(pk=emma.pk)))


def test_a_persons_new_address_does_not_open_their_account(company, cast):
    emma = company.person("emma")

    edit_person(actor=cast["adam"], person=emma, **facts_of(emma, email="thief@meridane.example"))

    assert User.objects.get(person=emma).email == "emma@meridane.example"


def test_two_absences_do_not_overlap(company, cast):
    emma = company.person("emma")
    record_leave(actor=cast["adam"], person=emma, from_on=TODAY, deputy=company.person("samir"))

    with pytest.raises(ValidationError, match="another absence"):
        record_leave(actor=cast["adam"], person=emma, from_on=TOMORROW, to_on=TOMORROW)
    assert told("person.away").event.notifications.get().user == cast["samir"]


def test_who_comes_back_early_is_there_again(company, cast):
    emma = company.person("emma")
    record_leave(actor=cast["adam"], person=emma, from_on=TODAY)

    end_leave(actor=cast["adam"], person=emma, from_on=TODAY, to_on=TODAY)

    assert Person.objects.with_standing(TOMORROW).get(pk=emma.pk).standing == "active"


def test_who_leaves_today_is_out_at_once(company, cast, browse):
    client, emma = browse("emma"), company.person("emma")
    assert client.get(reverse("foundation:account")).status_code == 200

    leave_today(cast, emma)

    account = User.objects.get(person=emma)
    assert client.get(reverse("foundation:account")).status_code == 302
    assert (account.is_active, Session.objects.filter(user=account).count()) == (False, 0)
    assert live_grants(account, TOMORROW) == []
    assert emma.spells.get().to_on == TODAY


def test_who_leaves_later_is_out_in_the_night_after(company, cast):
    emma = company.person("emma")
    record_leaving(actor=cast["adam"], person=emma, left_on=TOMORROW, on=TODAY)

    sweep_leavers(on=TOMORROW, zone="Europe/Lisbon")
    before = User.objects.get(person=emma).is_active
    sweep_leavers(on=TOMORROW + timedelta(days=1), zone="Europe/Lisbon")

    assert (before, User.objects.get(person=emma).is_active) == (True, False)
    assert RoleGrant.objects.current(TOMORROW + timedelta(days=1)).filter(user__person=emma).count() == 0


def test_a_contract_that_ends_ends_access(company, cast):
    emma = company.person("emma")
    facts = {"kind": "consultant", "employer": "Kestrel", "sponsor": company.person("samir"), "contract_end": TODAY}
    edit_person(actor=cast["adam"], person=emma, **facts_of(emma, **facts))

    sweep_leavers(on=TOMORROW, zone="Europe/Lisbon")

    emma.refresh_from_db()
    assert (emma.left_on, User.objects.get(person=emma).is_active) == (TODAY, False)


def test_who_leaves_shows_what_is_to_be_handed_over(company, cast, browse):
    samir = company.person("samir")

    page = browse("ines").get(samir.get_absolute_url())
    record_leaving(actor=cast["adam"], person=samir, left_on=TODAY, on=TODAY)

    assert [(str(held.label), held.count) for held in page.context["held"]] == [("processes", 1)]
    assert told("person.leaving").details["to_hand_over"] == 1
    assert cast["ines"] in [one.user for one in told("person.leaving").event.notifications.all()]


def test_the_administrator_sees_how_much_but_not_what(company, browse, finding):
    page = browse("adam").get(company.person("samir").get_absolute_url())

    held = {str(one.label): one for one in page.context["held"]}
    assert (held["findings"].count, held["findings"].rows) == (1, [])
    assert finding.statement not in page.content.decode()


def test_nobody_records_their_own_leaving(company, cast):
    with pytest.raises(Refused, match="ask a colleague"):
        leave_today(cast, company.person("adam"))


def test_who_returns_finds_the_account_closed_and_no_role(company, cast):
    emma = leave_today(cast, company.person("emma"))

    record_return(actor=cast["adam"], person=emma, job="Service", unit=company.units["TS"], from_on=TOMORROW, on=TODAY)

    account = User.objects.get(person=emma)
    assert (account.is_active, RoleGrant.objects.current(TOMORROW).filter(user=account).count()) == (False, 0)


def test_human_resources_care_for_people_but_not_for_accounts(company, cast, browse):
    grant(cast["emma"], (Role.HR, company.units["TS"]))

    assert browse("emma").get(reverse("directory:person_edit", args=[company.person("samir").uuid])).status_code == 200
    assert browse("emma").get(reverse("directory:accounts")).status_code == 403


def test_a_clearance_needs_something_that_shows_it(company, cast):
    with pytest.raises(ValidationError, match="what shows it"):
        grant_clearance(actor=cast["ines"], person=company.person("emma"), code="lead", from_on=TODAY)


def test_a_clearance_names_its_evidence(company, cast):
    unit = company.units["TS"]
    version = upload_evidence(actor=cast["ines"], unit=unit, title="Certificate", as_of=TODAY, kept=kept_text())

    clearance = grant_clearance(
        actor=cast["ines"], person=company.person("emma"), code="lead", from_on=TODAY, evidence=version
    )

    assert clearance.source == str(version)
    assert version.links.get().subject == clearance


def test_nobody_clears_themselves(company, cast):
    with pytest.raises(Refused, match="Nobody clears themselves"):
        grant_clearance(
            actor=cast["ines"], person=company.person("ines"), code="lead", from_on=TODAY, source="I say so."
        )


def test_an_administrator_clears_nobody(company, cast):
    with pytest.raises(PermissionDenied):
        grant_clearance(actor=cast["adam"], person=company.person("emma"), code="lead", from_on=TODAY, source="X")


def test_a_withdrawn_clearance_holds_no_longer_from_today(company, cast):
    emma = company.person("emma")
    given = grant_clearance(actor=cast["ines"], person=emma, code="lead", from_on=TODAY, source="Course of March.")

    withdraw_clearance(actor=cast["carla"], clearance=given, reason="The course was revoked.", on=TODAY)

    assert list(Clearance.objects.live(TODAY)) == []
    assert told("clearance.withdrawn").event.notifications.get().user == cast["emma"]
    with pytest.raises(Refused, match="ended already"):
        withdraw_clearance(actor=cast["carla"], clearance=given, reason="Again.", on=TODAY)


@pytest.mark.parametrize("name", ["people", "accounts", "roles", "clearances", "sites", "calendars"])
def test_lists_cost_a_fixed_number_of_queries(browse, name, django_assert_max_num_queries):
    client = browse("adam")
    with django_assert_max_num_queries(12):
        client.get(reverse(f"directory:{name}"))


def test_a_person_and_an_account_cost_few_queries(browse, company, cast, django_assert_max_num_queries):
    for one in ("a", "b", "c"):
        grant_clearance(actor=cast["ines"], person=company.person("samir"), code=one, from_on=TODAY, source="Course.")
    client = browse("ines")
    client.get(company.person("samir").get_absolute_url())  # the kinds of rows are read once per process
    with django_assert_max_num_queries(12):
        client.get(company.person("samir").get_absolute_url())
    with django_assert_max_num_queries(12):
        client.get(cast["samir"].get_absolute_url())


def test_who_administers_nothing_is_not_led_to_the_index(browse, company):
    index = f'<a href="{reverse("foundation:administration")}">'

    assert index in browse("adam").get(company.units["TS"].get_absolute_url()).content.decode()
    assert index not in browse("emma").get(company.units["TS"].get_absolute_url()).content.decode()


def test_a_manager_who_has_left_stays_named_when_something_else_is_edited(company, cast, browse):
    emma, samir = company.person("emma"), company.person("samir")
    edit_person(actor=cast["adam"], person=emma, **facts_of(emma, manager=samir))
    record_leaving(actor=cast["adam"], person=samir, left_on=TODAY - timedelta(days=1), on=TODAY)

    form = browse("adam").get(reverse("directory:person_edit", args=[emma.uuid])).context["form"]

    assert samir in form.fields["manager"].queryset
    assert samir not in form.fields["deputy"].queryset


def test_human_resources_find_people_in_their_menu(company, cast, browse):
    grant(cast["emma"], (Role.HR, company.units["TS"]))

    assert f'href="{reverse("directory:people")}"' in browse("emma").get(reverse("foundation:my_work")).content.decode()


def test_words_above_a_list_narrow_it_and_stay_beside_its_filters(cast, browse):
    asked = {"search": cast["emma"].email, "kind": "inside", "panel": "filter"}
    page = browse("adam").get(reverse("directory:accounts"), asked)

    shown = page.content.decode()
    assert [row.pk for row in page.context["list"].rows] == [cast["emma"].pk]
    assert shown.count('name="search"') == 3, "the field, and what filters and columns carry along"
    assert '<input type="hidden" name="kind" value="inside">' in shown


def test_what_apps_above_tell_of_a_person_stands_on_their_page(company, browse, django_assert_max_num_queries):
    tobias = company.person("tobias")
    reader = browse("ines")
    address = reverse("directory:person_more", args=[tobias.uuid])

    assert address in reader.get(tobias.get_absolute_url()).content.decode()
    with django_assert_max_num_queries(12):
        page = reader.get(address, headers={"HX-Request": "true", "HX-Target": "panels"})

    assert "Lead auditor" in page.content.decode()
    assert "<html" not in page.content.decode()


def test_a_person_of_whom_nothing_is_told_has_no_further_card(company, browse):
    page = browse("ines").get(reverse("directory:person_more", args=[company.person("emma").uuid]))

    assert page.context["panels"] == []
    assert "Nothing more" in page.content.decode()


def test_a_partner_whose_contract_ends_is_out_the_night_after_with_every_way_in(company, cast, browse):
    emma, user, last = company.person("emma"), cast["emma"], today()
    sponsored = {"kind": "partner", "employer": "Kestrel", "sponsor": company.person("samir"), "contract_end": last}
    edit_person(actor=cast["adam"], person=emma, **facts_of(emma, **sponsored))
    browser, feed = browse("emma"), make_calendar_feed(actor=user)
    _token, secret = make_token(actor=user, name="Nightly export", scope="read", days=30)
    program = {"Authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/people/", headers=program).status_code == 200

    sweep_leavers(on=last, zone="Europe/Lisbon")
    assert User.objects.get(pk=user.pk).is_active
    sweep_leavers(on=last + timedelta(days=1), zone="Europe/Lisbon")

    user.refresh_from_db()
    assert not user.is_active
    assert not Session.objects.filter(user=user).exists()
    assert browser.get("/my-work/").status_code == 302
    assert Client().get("/api/v1/people/", headers=program).status_code == 401
    assert Client().get(address_of(feed)).status_code == 404
    assert list(RoleGrant.objects.current(last + timedelta(days=1)).filter(user=user)) == []


def test_what_is_handed_over_is_named_by_every_app(company, cast):
    adam, samir = company.person("adam"), company.person("samir")
    Unit.objects.filter(code="TS").update(accountable_officer=samir)
    emma = company.person("emma")
    sponsored = {"kind": "partner", "employer": "Kestrel", "sponsor": samir, "contract_end": TOMORROW}
    edit_person(actor=cast["adam"], person=emma, **facts_of(emma, **sponsored))

    left = {str(label): count for label, count in left_by(samir)}

    assert left == {"processes": 1, "units answered for": 1, "partners and consultants sponsored": 1}
    assert left_by(adam) == []


def test_a_page_says_who_leaves_and_what_others_take_over(company, cast, browse, django_assert_max_num_queries):
    samir, emma = company.person("samir"), company.person("emma")
    for person in (samir, emma):
        record_leaving(actor=cast["adam"], person=person, left_on=TODAY, on=TODAY)
    reader = browse("ines")

    with django_assert_max_num_queries(12):
        page = reader.get(reverse("directory:handovers"))

    left = {row.name: [(str(label), count) for label, count in row.left] for row in page.context["list"].rows}
    assert left == {"Samir Haddad": [("processes", 1)], "Emma Cole": []}
    assert f"{samir.get_absolute_url()}#held-title" in page.content.decode()


def test_the_last_day_of_a_contract_further_away_than_a_month_is_not_there_yet(company, cast):
    emma = company.person("emma")
    sponsored = {"kind": "partner", "employer": "Kestrel", "sponsor": company.person("samir")}
    edit_person(actor=cast["adam"], person=emma, **facts_of(emma, **sponsored, contract_end=TOMORROW))

    assert list(Person.objects.leaving(TOMORROW)) == [emma]
    assert list(Person.objects.leaving(TODAY)) == []
