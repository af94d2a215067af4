"""The demonstration set on other grounds: a day of its own, a database that is somebody's, its small papers."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.management import CommandError, call_command
from PIL import Image
from pypdf import PdfReader

from audits.models import Finding
from foundation.demonstration import load, pdf, png
from foundation.directory.models import Unit
from foundation.models.trail import Event


def test_an_installation_that_somebody_set_up_is_left_alone(company):
    before = (Unit.objects.count(), Event.objects.count())

    with pytest.raises(CommandError, match="holds an organisation of its own"):
        call_command("demo", today="2026-11-20")

    assert (Unit.objects.count(), Event.objects.count()) == before


def test_every_date_hangs_on_the_reference_day(db):
    on = date(2028, 2, 29)

    assert load(on) is True

    late = {finding.ref: (on - finding.next_due_on).days for finding in Finding.objects.overdue(on=on)}
    assert late == {"F-003": 41, "F-013": 48, "F-026": 114, "F-028": 18}
    assert Finding.objects.get(ref="F-001").closed_on == on - timedelta(days=215)


def test_a_fault_half_way_leaves_nothing(db, monkeypatch):
    def fail(*_args, **_facts):
        raise RuntimeError("half way")

    monkeypatch.setattr("audits.demo.load_findings", fail)

    with pytest.raises(RuntimeError):
        load(date(2026, 11, 20))

    assert not Unit.objects.exists()


def test_a_document_keeps_brackets_accents_and_long_lines():
    made = pdf("Grants (2 of 3) \\ Tomás", ["word " * 60, "Délai: 30 days"], foot="EV-1")

    text = PdfReader(BytesIO(made), strict=True).pages[0].extract_text()

    assert "Grants (2 of 3) \\ Tomás" in text
    assert "Délai: 30 days" in text
    assert text.count("word") == 60


def test_papers_are_the_same_every_time():
    assert pdf("Title", ["Line"]) == pdf("Title", ["Line"])
    assert png("EV-0366") == png("EV-0366")
    assert png("EV-0366") != png("EV-0367")


def test_a_picture_is_read_by_other_programs():
    picture = Image.open(BytesIO(png("EV-0366")))

    picture.load()
    assert (picture.format, picture.size) == ("PNG", (640, 400))
