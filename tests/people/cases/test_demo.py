"""Cases in the demonstration, and K-12 as it is expected there."""

from collections import Counter
from datetime import date

import pytest
import time_machine

from foundation.demonstration import Story
from foundation.directory.models import User
from foundation.figures import figures_on
from foundation.models.trail import Event, Notification
from foundation.trail import digest
from people.cases.demo.cases import TOKEN
from people.cases.figures import sanctions, span
from people.cases.models import Case, CaseDue, CaseEvent, CaseReporter, CaseSubject
from people.cases.tokens import hash_of

D0 = date(2026, 11, 20)


@pytest.fixture
def demo(demonstrated, settings, db):
    settings.FILES_ROOT, settings.INCOMING_ROOT = demonstrated / "files", demonstrated / "uploads"
    return Story(D0)


def test_cases_stand_where_the_set_wants_them(demo):
    states = Counter(Case.objects.values_list("state", flat=True))

    assert states == {
        "reported": 1, "investigating": 1, "decision_pending": 1, "under_appeal": 1, "final": 9, "closed_unfounded": 2,
    }  # fmt: skip
    assert CaseDue.objects.get(case__state="reported", step="acknowledge").due_on == date(2026, 11, 22)


def test_one_of_the_unfounded_is_erased(demo):
    gone = Case.objects.get(erased_on__isnull=False)

    assert gone.state == "closed_unfounded"
    assert not CaseReporter.objects.filter(case=gone).exists()
    assert not CaseSubject.objects.filter(case=gone).exists()
    assert not CaseEvent.objects.filter(case=gone, content__isnull=False).exists()
    assert CaseEvent.objects.filter(case=gone).exists()


def test_k12_is_what_is_expected_and_never_more(demo):
    told = figures_on(D0)["K-12"]

    assert told["value"] == 9
    assert told["parts"] == {"HQ": "*", "EUR": "*", "MEA": "*", "APAC": 0, "LATAM": 0}


def test_who_works_on_cases_counts_them_as_they_are(demo):
    found = sanctions(on=D0)

    assert span(D0) == (date(2025, 11, 21), D0)
    assert found.by_region == {"HQ": 6, "EUR": 1, "MEA": 2, "APAC": 0, "LATAM": 0}
    assert sum(found.by_level.values()) == sum(found.by_category.values()) == found.total == 9


def test_the_log_is_of_the_past_and_its_digests_hold(demo):
    events = CaseEvent.objects.filter(content__isnull=False).select_related("content__actor", "subject_type")

    assert events.count() > 100
    assert all(digest(event, event.content) == event.digest for event in events)


def test_the_house_heard_nothing_of_it(demo):
    assert not Event.objects.filter(subject_type__app_label="cases").exists()
    assert not Event.objects.filter(kind__startswith="case").exists()
    assert not Notification.objects.filter(event__subject_type__app_label="cases").exists()


@time_machine.travel("2026-11-20T10:00:00Z")
def test_the_personas_see_their_part(demo):
    def seen(name):
        return Counter(Case.objects.visible_to(User.objects.get(name=name)).values_list("state", flat=True))

    assert sum(seen("Grace Mwangi").values()) == 15
    assert seen("Katarzyna Zielińska") == {"investigating": 1, "decision_pending": 1, "under_appeal": 1}
    assert seen("Wei Ling Tan") == {"decision_pending": 1}
    assert seen("Jonas Weber") == {"under_appeal": 1}
    assert seen("Siobhan Keane") == seen("Ngozi Adeyemi") == {"decision_pending": 1}
    for name in ("Ines Moreau", "Dario Keller", "Helena Brandt", "Mina Osei", "Ruth Okafor", "Petra Lukacs"):
        assert not seen(name), name
    assert Case.objects.as_subject(User.objects.get(name="Petra Lukacs")).get().state == "under_appeal"
    assert Case.objects.as_reporter(User.objects.get(name="Jakub Wrona")).get().state == "investigating"


def test_the_report_without_a_name_opens_with_its_token(demo):
    assert Case.objects.by_token(hash_of(TOKEN.lower().replace("-", " "))).get().anonymous
