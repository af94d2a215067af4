"""The guiding documents of the demonstration set."""

from collections import Counter
from datetime import date

import pytest
from django.db import transaction
from django.test import override_settings

from assurance.demo.catalogue import load_catalogue
from assurance.demo.documents import load_documents
from assurance.models import Control, Document, DocumentVersion
from foundation import files
from foundation.demonstration import Story
from foundation.demonstration.organisation import load_organisation

D0 = date(2026, 11, 20)


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("documents")
    stored = override_settings(FILES_ROOT=folder / "files", INCOMING_ROOT=folder / "incoming")
    with django_db_blocker.unblock(), transaction.atomic(), stored:
        story = Story(D0)
        load_organisation(story)
        load_catalogue(story)
        load_documents(story)
        yield folder
        transaction.set_rollback(True)


@pytest.fixture
def demo(loaded, settings, db):
    settings.FILES_ROOT, settings.INCOMING_ROOT = loaded / "files", loaded / "incoming"


def test_there_are_fourteen_regulations_and_twenty_two_specifications(demo):
    assert Counter(Document.objects.values_list("kind", flat=True)) == {"regulation": 14, "specification": 22}


def test_two_are_overdue_for_review_three_are_in_review_and_one_is_withdrawn(demo):
    versions = DocumentVersion.objects.all()

    late = versions.effective().filter(next_review_on__lt=D0).values_list("document__number", flat=True)
    assert sorted(late) == ["DE-SPEC-008", "SC-REG-005"]
    assert versions.filter(state="in_review").count() == 3
    assert [one.document.number for one in versions.filter(state="withdrawn")] == ["TS-SPEC-018"]
    assert versions.effective().count() == 35


def test_one_control_alone_is_without_guidance(demo):
    guided = Control.objects.filter(guidance__in=Document.objects.effective())

    assert list(Control.objects.exclude(pk__in=guided).values_list("code", flat=True)) == ["CTL-21"]
    assert [one.number for one in Control.objects.get(code="CTL-21").guidance.all()] == ["TS-SPEC-018"]


def test_every_version_has_a_file_that_can_be_read(demo):
    for version in DocumentVersion.objects.select_related("file"):
        assert version.file is not None
        assert files.exists(version.file.files.get().sha256)
