import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from assurance.models import Framework, Requirement
from audits.models import Question
from foundation.access import live_grants
from foundation.directory.models import Person, Unit, User
from foundation.models import Event
from tests.foundation.door import is_signed_in, link_in

ANSWERS = {
    "organisation": "Meridane Networks",
    "zone": "Europe/Lisbon",
    "admin_name": "Adam Root",
    "admin_email": "Adam@meridane.example",
    "officer_name": "Ines Moreau",
    "officer_email": "ines@meridane.example",
}


def bootstrap(**changes):
    told = io.StringIO()
    call_command("bootstrap", stdout=told, **ANSWERS | changes)
    return told.getvalue()


def set_password(link, password):
    client = Client()
    page = client.get(link, follow=True)
    client.post(page.request["PATH_INFO"], {"password1": password, "password2": password})
    client.post(reverse("account_login"), {"login": ANSWERS["officer_email"], "password": password})
    return client


@pytest.fixture
def nobody_types(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())


def test_an_empty_installation_gets_its_organisation_and_two_people(db):
    bootstrap()

    root = Unit.objects.get()
    assert (root.name, root.zone, root.parent) == ("Meridane Networks", "Europe/Lisbon", None)
    roles = {user.email: [grant.role for grant in live_grants(user)] for user in User.objects.people()}
    assert roles == {"adam@meridane.example": ["ADM"], "ines@meridane.example": ["CO"]}


def test_the_shipped_lists_are_loaded(db):
    told = bootstrap()

    framework = Framework.objects.get(code="ISO27001-2022")
    assert framework.requirements.filter(kind="control").count() == 93
    assert Question.objects.filter(requirement__framework=framework).count() > 100
    assert "requirements added" in told


def test_each_of_the_two_gets_a_link_and_no_password(db):
    told = bootstrap()

    assert not any(user.has_usable_password() for user in User.objects.people())
    assert len(re.findall(r"/accounts/password/reset/key/", told)) == 2


def test_the_link_opens_the_account(db):
    told = bootstrap()
    link = link_in(told[told.index("Ines Moreau") :])

    client = set_password(link, "seven harbours, no lanterns")

    assert is_signed_in(client)


def test_it_is_done_by_scheduled_work_and_in_the_log(db):
    bootstrap()

    kinds = set(Event.objects.values_list("kind", flat=True))
    assert {"unit.added", "account.opened", "role.granted", "framework.loaded", "questions.loaded"} <= kinds


def test_a_second_time_is_refused_and_changes_nothing(db):
    bootstrap()

    with pytest.raises(CommandError, match="set up already"):
        bootstrap(organisation="Another")
    assert Unit.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"zone": "Europe/Atlantis"}, "not a time zone"),
        ({"zone": "../../etc/passwd"}, "not a time zone"),
        ({"officer_email": "adam@meridane.example"}, "two people"),
        ({"officer_email": "ADAM@MERIDANE.EXAMPLE"}, "two people"),
        ({"admin_email": "no address"}, "email"),
        ({"organisation": "x" * 200}, "name"),
    ],
)
def test_what_makes_no_sense_is_refused_and_leaves_nothing(db, changes, sentence):
    with pytest.raises(CommandError, match=sentence):
        bootstrap(**changes)

    left = (Unit.objects.count(), Person.objects.count(), User.objects.people().count(), Requirement.objects.count())
    assert left == (0, 0, 0, 0)


def test_what_is_missing_is_asked_for_by_name_where_nobody_can_type(db, nobody_types):
    with pytest.raises(CommandError, match="--zone is missing"):
        call_command("bootstrap", organisation="Meridane Networks")


def test_what_is_missing_is_asked_on_a_terminal(db, monkeypatch):
    terminal = io.StringIO()
    terminal.isatty = lambda: True
    monkeypatch.setattr("sys.stdin", terminal)
    answers = iter([ANSWERS[name] for name in ANSWERS])
    monkeypatch.setattr("builtins.input", lambda _question: next(answers))

    call_command("bootstrap", stdout=io.StringIO())

    assert Unit.objects.get().name == "Meridane Networks"


def test_no_option_takes_a_password():
    from foundation.management.commands.bootstrap import Command

    options = Command().create_parser("manage.py", "bootstrap").format_help()
    assert "password" not in options.lower().replace("no password", "")
