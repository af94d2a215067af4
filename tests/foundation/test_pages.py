import uuid

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from foundation import context, offers
from foundation.access import Role
from foundation.clock import today
from foundation.directory.actions import propose_role
from foundation.models import Event, Job, Notification
from foundation.trail import record
from tests.company import TODAY
from tests.foundation.door import body, reachable, unreachable

INSIDE = ["ines", "tobias", "priya", "petra", "helena", "samir", "emma", "adam"]


@pytest.fixture(autouse=True)
def nobody_was_told(request):
    """The company was told of its founding; these tests begin with empty bells."""
    if "cast" in request.fixturenames or "browse" in request.fixturenames:
        request.getfixturevalue("finding" if "finding" in request.fixturenames else "cast")
        Notification.objects.all().delete()


def tell(subject, actor, *people, summary="Something happened", kind="test.told"):
    with transaction.atomic():
        return record(actor=actor, kind=kind, subject=subject, summary=summary, notify=people)


def bell(client):
    return client.get(reverse("foundation:notifications")).content.decode()


def open_it(client, notification):
    return client.post(reverse("foundation:read_notification", args=[notification.uuid]), {"open": "1"})


# Start and navigation.


@pytest.mark.parametrize(("who", "page"), [("helena", "foundation:board"), ("priya", "foundation:my_work")])
def test_managers_start_at_the_board_and_others_at_their_work(browse, who, page):
    assert browse(who).get("/")["Location"] == reverse(page)


@pytest.mark.parametrize("who", ["claire", "igor"])
def test_outsiders_are_told_that_nothing_is_open_to_them_and_whom_to_ask(browse, who):
    response = browse(who).get("/", follow=True)

    assert "Nothing has been opened to you yet" in response.content.decode()
    assert "compliance officer" in response.content.decode()
    assert [entry.url for entry in response.context["navigation"]] == ["/room/"]


@pytest.mark.parametrize("who", INSIDE)
def test_everybody_sees_entries_of_their_roles_only_and_at_most_nine(browse, cast, who):
    shown = browse(who).get(reverse("foundation:account")).context["navigation"]

    labels = {str(entry.label) for entry in shown}
    held = set(cast[who].role_grants.values_list("role", flat=True))
    assert labels == {str(entry.label) for entry in offers.navigation() if entry.is_for(held)}
    assert len(shown) <= 9


def test_the_page_one_is_on_is_marked(browse):
    shown = browse("helena").get(reverse("foundation:approvals")).context["navigation"]

    assert [entry.url for entry in shown if entry.current] == [reverse("foundation:approvals")]


def test_a_page_below_an_entry_marks_that_entry(cast):
    request = RequestFactory().get("/approvals/something/deeper/")

    shown = context.navigation(request, cast["helena"], today())

    assert [entry.url for entry in shown if entry.current] == [reverse("foundation:approvals")]


def test_who_holds_several_roles_is_named_by_the_weightiest(cast):
    assert context.role_words(cast["ines"]) == "Compliance officer"
    assert context.role_words(cast["tobias"]) == "Lead auditor"


def test_one_sees_ones_roles_with_their_units(browse):
    page = browse("samir").get(reverse("foundation:account")).content.decode()

    assert "Samir Haddad" in page
    assert "Process owner" in page
    assert "Technical services" in page


@pytest.mark.parametrize("name", ["account", "notifications", "approvals"])
@pytest.mark.parametrize("who", ["ines", "adam"])
def test_a_page_of_the_foundation_needs_few_queries(browse, finding, who, name, django_assert_max_num_queries):
    client = browse(who)
    client.get(reverse(f"foundation:{name}"))

    with django_assert_max_num_queries(12):
        client.get(reverse(f"foundation:{name}"))


# Notifications.


def test_the_bell_counts_what_is_new(browse, company, cast):
    tell(company.units["TS"], cast["ines"], cast["samir"])

    assert browse("samir").get(reverse("foundation:account")).context["unread_notifications"] == 1


def test_new_notifications_stand_before_older_ones_that_were_read(browse, company, cast):
    for number in range(3):
        tell(company.units["TS"], cast["ines"], cast["samir"], summary=f"Event {number}")
    Notification.objects.filter(event__content__summary="Event 2").update(read_at=timezone.now())

    page = bell(browse("samir"))

    assert page.index("Event 1") < page.index("Event 0") < page.index("Event 2")


def test_nobody_sees_the_notifications_of_others(browse, company, cast):
    tell(company.units["TS"], cast["ines"], cast["samir"], summary="For Samir only")

    assert "For Samir only" not in bell(browse("emma"))


def test_a_notification_leads_to_its_record_and_is_read_then(browse, finding, cast):
    tell(finding, cast["ines"], cast["samir"])
    told = Notification.objects.get()

    response = open_it(browse("samir"), told)

    told.refresh_from_db()
    assert response["Location"] == finding.get_absolute_url()
    assert told.read_at is not None


def test_a_notification_about_what_one_may_no_longer_see_leads_nowhere_and_names_nothing(browse, finding, cast):
    tell(finding, cast["ines"], cast["omar"], summary="Something happened")
    omar = browse("omar")

    page, response = bell(omar), open_it(omar, Notification.objects.get())

    assert finding.ref not in page
    assert ">Open<" not in page
    assert response["Location"] == reverse("foundation:notifications")


def test_one_can_be_marked_as_read(browse, company, cast):
    tell(company.units["TS"], cast["ines"], cast["samir"])
    told = Notification.objects.get()

    browse("samir").post(reverse("foundation:read_notification", args=[told.uuid]))

    assert Notification.objects.visible_to(cast["samir"]).unread().count() == 0


def test_all_can_be_marked_as_read_and_only_ones_own(browse, company, cast):
    for number in range(3):
        tell(company.units["TS"], cast["ines"], cast["samir"], cast["emma"], summary=f"Event {number}")

    browse("samir").post(reverse("foundation:read_notifications"))

    assert Notification.objects.visible_to(cast["samir"]).unread().count() == 0
    assert Notification.objects.visible_to(cast["emma"]).unread().count() == 3


def test_the_notification_of_another_is_answered_as_one_that_does_not_exist(browse, company, cast):
    tell(company.units["TS"], cast["ines"], cast["samir"])
    emma, told = browse("emma"), Notification.objects.get()

    foreign = open_it(emma, told)
    missing = emma.post(reverse("foundation:read_notification", args=[uuid.uuid4()]))

    assert (foreign.status_code, body(foreign)) == (404, body(missing))
    told.refresh_from_db()
    assert told.read_at is None


def test_looking_at_the_list_marks_nothing(browse, company, cast):
    tell(company.units["TS"], cast["ines"], cast["samir"])

    bell(browse("samir"))

    assert Notification.objects.visible_to(cast["samir"]).unread().count() == 1


def test_a_long_list_has_pages(browse, company, cast):
    for number in range(60):
        tell(company.units["TS"], cast["ines"], cast["samir"], summary=f"Event {number:02d}.")
    samir = browse("samir")

    pages = [samir.get(reverse("foundation:notifications"), {"page": n}).context["page"] for n in (1, 2, 3)]

    assert [len(page.notices) for page in pages] == [25, 25, 10]
    assert [page.has_next for page in pages] == [True, True, False]
    assert pages[2].notices[-1].text == "Event 00."


@pytest.mark.parametrize("number", ["0", "-1", "x", "١", "9" * 400, ""])
def test_a_strange_page_number_is_no_error(browse, number):
    assert browse("samir").get(reverse("foundation:notifications"), {"page": number}).status_code == 200


def test_asking_for_an_approval_leads_to_the_decision(browse, company, cast):
    approval = propose_role(
        actor=cast["adam"], user=cast["emma"], role=Role.PO, unit=company.units["TS"], from_on=TODAY
    )

    response = open_it(browse("ines"), cast["ines"].notifications.get())

    assert response["Location"] == reverse("foundation:approval", args=[approval.uuid])


def test_a_page_of_many_kinds_of_notifications_needs_few_queries(browse, finding, cast, django_assert_max_num_queries):
    job = Job.objects.create(kind="test", owner=cast["samir"])
    rows = [finding, finding.audit, finding.unit, cast["samir"], job, finding.process]
    for row in rows * 3:
        tell(row, cast["ines"], cast["samir"])
    samir = browse("samir")
    bell(samir)

    with django_assert_max_num_queries(12):
        bell(samir)


# Theme.


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_light_or_dark_is_remembered(client, db, theme):
    response = client.post(reverse("foundation:theme"), {"theme": theme, "next": "/accounts/login/"})

    assert response["Location"] == "/accounts/login/"
    assert f'data-theme="{theme}"' in client.get(response["Location"]).content.decode()


@pytest.mark.parametrize("theme", ["system", "", '"><script>'])
def test_anything_else_follows_the_system(client, db, theme):
    client.post(reverse("foundation:theme"), {"theme": "dark"})

    client.post(reverse("foundation:theme"), {"theme": theme})

    assert "data-theme=" not in client.get(reverse("account_login")).content.decode().split(">", 2)[1]


# Test mail.


def test_an_administrator_sends_a_test_mail_to_themselves(browse, cast):
    page = browse("adam").post(reverse("foundation:test_mail")).content.decode()

    assert "The mail was taken" in page
    assert mail.outbox[0].to == ["adam@meridane.example"]
    assert Event.objects.about(cast["adam"]).filter(kind="mail.tested").exists()


def test_a_test_mail_that_is_refused_says_why(browse, settings):
    unreachable(settings)

    page = browse("adam").post(reverse("foundation:test_mail")).content.decode()

    assert "The mail was not taken" in page
    assert "refused" in page.lower()
    reachable(settings)


@pytest.mark.parametrize("who", ["ines", "helena", "emma", "claire", "igor"])
def test_nobody_else_sends_test_mails(browse, who):
    client = browse(who)

    answers = {
        client.get(reverse("foundation:test_mail")).status_code,
        client.post(reverse("foundation:test_mail")).status_code,
    }

    assert answers <= {403, 404}
    assert mail.outbox == []


# Jobs.


def test_one_sees_how_far_ones_job_is(browse, cast):
    job = Job.objects.create(kind="test", owner=cast["ines"], done_count=3, total_count=10)

    page = browse("ines").get(reverse("foundation:job", args=[job.uuid])).content.decode()

    assert "3 of 10" in page


def test_a_script_gets_the_progress_alone(browse, cast):
    job = Job.objects.create(kind="test", owner=cast["ines"])
    headers = {"HX-Request": "true", "HX-Target": "job"}

    page = browse("ines").get(reverse("foundation:job", args=[job.uuid]), headers=headers).content.decode()

    assert 'id="job"' in page
    assert "<html" not in page


def test_the_job_of_another_is_answered_as_one_that_does_not_exist(browse, cast):
    job = Job.objects.create(kind="test", owner=cast["ines"])
    carla = browse("carla")

    foreign = carla.get(reverse("foundation:job", args=[job.uuid]))
    missing = carla.get(reverse("foundation:job", args=[uuid.uuid4()]))

    assert (foreign.status_code, body(foreign)) == (404, body(missing))


# Errors.


def test_a_page_that_does_not_exist_says_so_in_our_words(browse):
    response = browse("ines").get("/no/such/page/")

    assert response.status_code == 404
    assert "There is nothing here for you" in response.content.decode()


def test_a_form_without_its_token_is_explained(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast["ines"], backend="foundation.signin.backend.AccountBackend")

    response = client.post(reverse("foundation:read_notifications"))

    assert response.status_code == 403
    assert "The page was too old to be sent" in response.content.decode()
