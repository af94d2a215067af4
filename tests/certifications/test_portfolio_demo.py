"""The certificates of the demonstration: their figures at the reference day, their histories, and the page they fill."""

from datetime import date

import pytest

from assurance.models import EvidenceLink, EvidenceVersion, Framework
from certifications.models import Certificate, CertificationBody, CycleAudit
from certifications.offers import danger
from certifications.tasks import sweep_certificates
from foundation.directory.models import User
from foundation.figures import figures_on
from foundation.models.trail import Event
from tests.entered import come_in

D0 = date(2026, 11, 20)


@pytest.fixture
def ines(demonstrated, settings, db):
    settings.FILES_ROOT, settings.INCOMING_ROOT = demonstrated / "files", demonstrated / "uploads"
    return User.objects.get(name="Ines Moreau")


def refs(rows):
    return [row.ref for row in rows.order_by("ref")]


@pytest.mark.parametrize("name", ["", "Ines Moreau", "Helena Brandt"])
def test_what_ends_soon_is_known_by_name(ines, name):
    told = figures_on(D0, user=User.objects.get(name=name) if name else None)["K-11"]["parts"]

    assert told == {
        "30": {"value": 1, "rows": ["C-02"]},
        "60": {"value": 2, "rows": ["C-02", "C-03"]},
        "90": {"value": 3, "rows": ["C-02", "C-03", "C-04"]},
        "live": {"value": 8},
        "suspended": {"value": 1},
        "restorable": {"value": 1},
        "breaches": {"value": 0},
    }


def test_access_from_outside_is_clean(ines):
    told = figures_on(D0)["K-21"]

    assert told["value"] == 0
    assert told["parts"]["used"] == {"numerator": 1, "denominator": 4}


def test_the_twelve_stand_in_their_states_with_who_certified_them(ines):
    states = dict(Certificate.objects.order_by("ref").values_list("ref", "state"))

    assert list(states) == [f"C-{number:02d}" for number in range(1, 13)]
    assert {ref: state for ref, state in states.items() if state != "active"} == {
        "C-06": "suspended",
        "C-07": "expired",
        "C-10": "lapsed",
        "C-11": "superseded",
        "C-12": "withdrawn",
    }
    assert set(CertificationBody.objects.values_list("name", flat=True)) >= {
        "Kestrel Certification",
        "Aldane Assurance",
        "Brightwater Test Laboratory",
    }


def test_cycles_know_the_audits_of_the_year(ines):
    found = {(one.cycle.certificate.ref, one.role): one.audit.ref for one in CycleAudit.objects.all()}

    assert found == {("C-01", "surveillance2"): "A-2026-05", ("C-02", "recertification"): "A-2026-18"}
    assert Certificate.objects.get(ref="C-01").predecessor.ref == "C-11"


def test_every_decision_has_its_letter_accepted(ines):
    for row in Certificate.objects.all():
        links = EvidenceLink.objects.about(row)
        assert "grant" in set(links.values_list("purpose", flat=True)), row
        states = set(EvidenceVersion.objects.filter(pk__in=links.values("version")).values_list("state", flat=True))
        assert states == {"accepted"}, row
        assert row.file is not None


def test_each_has_a_history_that_ends_where_it_stands(ines):
    kinds = {
        row.ref: [event.kind for event in Event.objects.about(row).order_by("at")] for row in Certificate.objects.all()
    }

    assert "certificate.suspend" in kinds["C-06"]
    assert "certificate.withdraw" in kinds["C-12"]
    assert "certificate.supersede" in kinds["C-11"]
    assert "certificate.expire" in kinds["C-07"]
    assert all("certificate.registered" in told for told in kinds.values())


def test_the_days_of_editions_are_history_and_never_move(ines):
    old = Framework.objects.get(code="ISO27001-2013").transitions_from.get()

    assert (old.no_new_after, old.ends_on) == (date(2024, 4, 30), date(2025, 10, 31))


def test_the_clock_finds_nothing_to_change_on_the_day_itself(ines):
    before = dict(Certificate.objects.values_list("ref", "state"))
    for zone in ("Europe/Stockholm", "Asia/Dubai", "Europe/Warsaw"):
        sweep_certificates(on=D0, zone=zone)

    assert dict(Certificate.objects.values_list("ref", "state")) == before


def test_my_work_of_the_officer_holds_what_is_in_danger(ines):
    lines = {
        row["row_ref"]: (row["task"], row["due_by"])
        for rows in (danger.to_renew, danger.suspended, danger.to_restore, danger.surveillance)
        for row in rows(ines, D0).values("row_ref", "task", "due_by")
    }

    assert lines == {
        "C-01": ("recertify", date(2027, 5, 13)),
        "C-02": ("recertify", date(2026, 12, 15)),
        "C-03": ("recertify", date(2027, 1, 14)),
        "C-04": ("recertify", date(2027, 2, 13)),
        "C-05": ("recertify", date(2027, 4, 9)),
        "C-06": ("have_lifted", date(2027, 4, 11)),
        "C-07": ("have_restored", date(2027, 3, 30)),
    }


def test_the_page_tells_what_is_in_danger_in_words(ines, client):
    come_in(client, ines)
    text = " ".join(client.get("/certificates/").content.decode().split())

    assert "8 live" in text
    assert "A-2026-18 on 10 Dec 2026 leaves 5 days for the decision" in text
    assert "C-06 suspended since 11 Oct 2026, usual limit 11 Apr 2027" in text
    assert "C-07 can be restored until 30 Mar 2027" in text
    assert "C-01 valid from 14 May 2024 to 13 May 2027" in text
    assert text.count('<li class="lane">') == 10


def test_six_years_show_what_each_one_followed(ines, client):
    come_in(client, ines)
    text = " ".join(client.get("/certificates/?span=cycles").content.decode().split())

    assert "C-11, ISO/IEC 27001:2013, valid from 14 May 2021 to 13 May 2024" in text
