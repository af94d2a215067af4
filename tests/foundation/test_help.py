"""Help in place: guides on the first visit, the Help page, the terms and what they open, and what empty lists say."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse

from foundation import handbook
from foundation.access import live_grants, permits
from foundation.directory.models import Unit
from foundation.guides import read_guide
from foundation.lists.tables import TableList
from foundation.models.trail import Event

MY_WORK, BOARD, HELP = "foundation:my_work", "foundation:board", "foundation:help"
APPS = ("foundation", "assurance", "audits", "certifications", "people")

# Lists in which nobody begins anything: they fill by themselves, or an empty one is the aim.
FILL_THEMSELVES = {
    "ComparisonList",  # two audits are chosen before
    "DeliveryList",
    "EventList",
    "ExportList",
    "FileImportList",
    "GapList",  # both: of suppliers and of evidence
    "HrLineList",
    "ImportLineList",
    "JobList",
    "LeaverList",
    "LookList",
    "MailList",
    "ProcessGapList",
    "ReviewActionList",
    "ReviewList",
    "SendingList",
    "SoaLineList",
    "StandingList",
    "TeamList",
    "WrongLines",
    "AllAssignmentList",
    "AssignmentList",
    "CompletionList",
    "GateList",  # gates are added on the page of a process
}


def lists(of: type[TableList] = TableList) -> list[type[TableList]]:
    """Every list that a page shows; those of the API alone say nothing when they are empty."""
    below = [one for sub in of.__subclasses__() for one in (sub, *lists(sub))]
    return [
        one
        for one in below
        if one.__module__.partition(".")[0] in APPS and ".api" not in one.__module__ and hasattr(one, "name")
    ]


def guide_on(page: str, client) -> str:
    found = re.search(r'id="h-guide">([^<]+)<', client.get(reverse(page)).content.decode())
    return found.group(1) if found else ""


# Guides


def test_the_first_visit_shows_the_guide_of_ones_role_until_it_is_put_aside(browse, company):
    client = browse("ines")
    assert guide_on(MY_WORK, client) == "Your morning as compliance officer"

    answer = client.post(reverse("foundation:guide_read", args=["officer"]), {"next": "/my-work/?view=late"})

    assert (answer.status_code, answer.url) == (302, "/my-work/?view=late")
    assert guide_on(MY_WORK, client) == ""
    assert guide_on(MY_WORK, browse("carla")) == "Your morning as compliance officer"  # another officer
    assert "Your morning as compliance officer" in client.get(reverse(HELP)).content.decode()


def test_each_page_shows_its_own_guide(browse, company):
    assert guide_on(BOARD, browse("helena")) == "Your morning as manager"
    assert guide_on(MY_WORK, browse("priya")) == "Your morning as auditor"
    assert guide_on("foundation:administration", browse("adam")) == "Looking after the installation"
    assert guide_on("audits:audits", browse("priya")) == ""


def test_putting_a_guide_aside_leaves_one_trace_however_often_it_is_done(cast):
    for _ in range(2):
        read_guide(actor=cast["priya"], name="auditor")

    cast["priya"].refresh_from_db()
    assert len(cast["priya"].guides_read) == 1
    assert Event.objects.about(cast["priya"]).filter(kind="account.guide_read").count() == 1


def test_an_unknown_guide_is_not_there(browse, cast):
    assert browse("ines").post(reverse("foundation:guide_read", args=["nothing"])).status_code == 404
    with pytest.raises(ValidationError):
        read_guide(actor=cast["ines"], name="nothing")


def test_people_outside_read_their_guide_on_the_help_page_and_put_nothing_aside(browse, cast):
    page = browse("claire").get(reverse(HELP)).content.decode()

    assert "Your room" in page
    assert "Your morning as" not in page
    with pytest.raises(PermissionDenied):
        read_guide(actor=cast["claire"], name="outside")


def test_pages_without_a_guide_ask_nothing_for_it(browse, company, django_assert_max_num_queries):
    client = browse("priya")
    client.get(reverse(HELP))

    with django_assert_max_num_queries(12) as asked:
        client.get(reverse(HELP))

    assert not any("guideread" in query["sql"] for query in asked.captured_queries)


@pytest.mark.parametrize("name", ["officer", "programme", "auditor", "owner", "administrator", "manager", "everyone"])
def test_whoever_gets_a_guide_may_open_every_page_it_leads_to(browse, company, cast, name):
    guide = handbook.guide(name)
    readers = [who for who, user in cast.items() if guide.is_for({grant.role for grant in live_grants(user)})]
    assert readers
    assert len(guide.points) >= 3

    closed = [
        (who, point.url_name)
        for who in readers
        for point in guide.points
        if browse(who).get(point.url).status_code != 200
    ]
    assert closed == []


# Terms


def test_the_terms_stand_by_letter_and_name_what_they_are_confused_with(browse, company):
    page = browse("emma").get(reverse("foundation:glossary")).content.decode()

    assert page.index('id="correction"') < page.index('id="major"')
    assert 'href="#corrective-action">Corrective action</a>' in page
    assert len(handbook.terms()) >= 60


def test_terms_name_only_terms_that_there_are():
    assert [term.name for term in handbook.terms() if term.others != [handbook.term(name) for name in term.near]] == []


def test_a_word_has_one_meaning():
    with pytest.raises(RuntimeError):
        handbook.offer_terms(handbook.term("major"))


def test_every_term_on_a_page_is_explained():
    used = {
        name
        for app in APPS
        for path in (Path(settings.BASE_DIR) / app).rglob("templates/**/*.html")
        for name in re.findall(r'{% term "([^"]+)"', path.read_text())
    }
    assert len(used) >= 20
    assert used - {term.name for term in handbook.terms()} == set()


def drawn(**headers: str) -> str:
    request = RequestFactory().get("/", headers=headers)
    text = '{% load handbook %}{% term "major" %} {% term "major" "majors" %}'
    context = Context({})
    context.request = request
    return Template(text).render(context)


def test_a_term_opens_its_meaning_where_it_stands_first_and_is_plain_afterwards():
    page = drawn()

    assert page.count("popovertarget") == 1
    assert page.endswith(" majors")
    assert "/help/terms/#major" in page


def test_a_term_in_a_fragment_is_plain():
    assert drawn(**{"HX-Request": "true"}) == "Major nonconformity majors"


# Empty lists


@pytest.mark.parametrize("table", lists(), ids=lambda one: f"{one.__module__}.{one.__name__}")
def test_an_empty_list_says_what_it_is_for_and_what_to_do_next(table):
    empty = table.empty

    assert str(empty.title) != "Nothing here yet"
    assert str(empty.text).endswith((".", "?"))
    assert (empty.action is None) == (table.__name__ in FILL_THEMSELVES)


@pytest.mark.parametrize("table", [one for one in lists() if one.empty.action], ids=lambda one: one.__name__)
def test_the_next_step_of_an_empty_list_is_open_to_whom_it_is_shown(browse, company, cast, rf, table):
    wanted = table.empty.permission
    allowed = [name for name, user in cast.items() if wanted is None or permits(user, wanted)]
    request = rf.get("/")

    for name, user in cast.items():
        request.user = user
        assert (table(request, _nothing()).empty.action is not None) == (name in allowed), name
    assert browse(allowed[0]).get(str(table.empty.action_url)).status_code == 200


def _nothing():
    return Unit.objects.none()
