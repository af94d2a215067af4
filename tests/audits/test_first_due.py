"""The date of a finding that is due first, kept by the database whatever way its dates are written."""

from datetime import timedelta

import pytest
from django.db.models import F, OuterRef, Subquery

from assurance.models import Evidence, EvidenceVersion
from audits import dues
from audits.models import Finding
from foundation.models import Due
from tests.company import TODAY

pytestmark = pytest.mark.django_db


def kept(finding: Finding) -> tuple:
    return Finding.objects.filter(pk=finding.pk).values_list("first_due_on", "first_due_step").get()


def earliest(finding: Finding) -> tuple:
    first = Due.objects.about(finding).open().order_by("due_on", "pk").first()
    return (first.due_on, first.step) if first else (None, None)


def test_it_is_there_once_dates_are_issued(finding):
    assert kept(finding) == earliest(finding)
    assert kept(finding)[0] is not None


def test_it_follows_a_date_that_is_moved_met_or_taken_back(finding):
    first = Due.objects.about(finding).open().order_by("due_on", "pk").first()

    dues.move(first, to=first.due_on + timedelta(days=400), reason="Later.")
    assert kept(finding) == earliest(finding) != (first.due_on, first.step)

    dues.meet(finding, on=TODAY)
    assert kept(finding) == (None, None)

    Due.objects.about(finding).update(met_on=None)
    Due.objects.about(finding).exclude(pk=first.pk).delete()
    assert kept(finding) == (first.due_on + timedelta(days=400), first.step)


def test_a_save_of_the_finding_takes_nothing_back(finding):
    held = Finding.objects.get(pk=finding.pk)
    dues.meet(finding, on=TODAY)

    held.save(update_fields=["title", "updated_at"])

    assert kept(finding) == (None, None)


@pytest.mark.usefixtures("demonstrated")
def test_the_demonstration_holds_no_other_date_and_no_other_version():
    open_dues = Due.objects.about_any(Finding, OuterRef("uuid")).open().order_by("due_on", "pk")
    wrong = Finding.objects.annotate(first=Subquery(open_dues.values("due_on")[:1]))
    newest = EvidenceVersion.objects.filter(evidence=OuterRef("pk")).order_by("-number")
    told = {name: Subquery(newest.values(name)[:1]) for name in ("state", "as_of")}
    other = Evidence.objects.annotate(at=Subquery(newest.values("created_at")[:1]), **told)

    assert [row.ref for row in wrong if row.first != row.first_due_on] == []
    assert Finding.objects.filter(first_due_on__isnull=False).exists()
    assert not other.exclude(newest_at=F("at"), newest_state=F("state"), newest_as_of=F("as_of")).exists()
