"""Everything of the demonstration as OSCAL: trestle takes it, nothing is wrong with it, and each hash is that of the bytes."""

import json
from dataclasses import replace

import pytest
import time_machine

from assurance.models import EvidenceFile, Framework
from assurance.oscal import catalog, component_definition
from assurance.oscal.resources import stored
from audits.models import Audit
from audits.oscal import Asked, assessment_plan, assessment_results, plan_of_action
from foundation import files
from foundation.directory.models import User
from foundation.refusals import Refused
from tests.oscal import Shelf

WRITERS = (assessment_plan, assessment_results, plan_of_action)
READERS = ("ines.moreau", "samir.haddad", "tobias.lindqvist")


@pytest.fixture
def that_day():
    with time_machine.travel("2026-11-20T09:00:00+00:00", tick=True):
        yield


@pytest.fixture
def shelf(demonstrated, that_day, db, tmp_path, settings):
    settings.FILES_ROOT = demonstrated / "files"
    found = Shelf(tmp_path)
    for framework in Framework.objects.all():
        found.put(catalog(framework))
    return found


def bytes_of_evidence() -> dict[str, bytes]:
    """What lies in the store, by the address under which the files name it."""
    found = {}
    for file in EvidenceFile.objects.filter(disposed_at=None):
        if files.exists(file.sha256):
            with files.open_stored(file.sha256) as stream:
                found[stored(file)[0]] = stream.read()
    return found


def written(shelf, asked) -> int:
    """Puts what there is of some audits on the shelf, twice to see that it repeats; how many files that were."""
    number = 0
    for write in WRITERS:
        try:
            document = write(asked)
        except Refused:
            continue
        shelf.put(document)
        number += 1
        assert write(replace(asked)).content() == shelf.files[document.name]
    return number


def test_every_audit_framework_and_process_is_taken_and_sound(shelf):
    ines = User.objects.get(email="ines.moreau@meridane.example")
    keys = list(Audit.objects.visible_to(ines).order_by("ref").values_list("pk", flat=True))
    shelf.stored = bytes_of_evidence()

    number = sum(written(shelf, Asked([key], ines)) for key in keys) + written(shelf, Asked(keys, ines))
    shelf.put(component_definition(ines))

    assert number > 2 * len(keys)
    assert shelf.faults() == {}
    assert shelf.import_all() == len(shelf.files) > 60
    links = [link for name in shelf.files if "results" in name for link in hashed(shelf, name)]
    assert sum(link in shelf.stored for link in links) > 20


def hashed(shelf, name):
    (body,) = json.loads(shelf.files[name]).values()
    return [link["href"] for one in body["back-matter"]["resources"] for link in one.get("rlinks", ())]


@pytest.mark.parametrize("name", READERS[1:])
def test_what_others_may_see_is_sound_too(shelf, name):
    reader = User.objects.get(email=f"{name}@meridane.example")
    keys = list(Audit.objects.visible_to(reader).order_by("ref").values_list("pk", flat=True))

    written(shelf, Asked(keys, reader))
    shelf.put(component_definition(reader))

    assert shelf.faults() == {}
    assert shelf.import_all() == len(shelf.files)


def test_ids_are_the_same_in_the_file_of_one_and_in_that_of_all(shelf):
    ines = User.objects.get(email="ines.moreau@meridane.example")
    keys = list(Audit.objects.filter(actual_start__isnull=False).order_by("ref").values_list("pk", flat=True))

    (one,) = json.loads(assessment_results(Asked(keys[:1], ines)).content())["assessment-results"]["results"]
    several = json.loads(assessment_results(Asked(keys, ines)).content())["assessment-results"]["results"]

    same = next(result for result in several if result["uuid"] == one["uuid"])
    for part in ("observations", "risks", "findings"):
        assert [each["uuid"] for each in same[part]] == [each["uuid"] for each in one[part]]
