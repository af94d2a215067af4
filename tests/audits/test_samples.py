"""Samples of an audit: drawn from a list of the tracker or one's own, looked at, finished with what they say of the whole."""

import io

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from audits.actions import answer_sample_item, draw_sample, finish_sample
from audits.listed import read_population
from audits.models import Audit, Sample
from audits.sampling import Member, population_hash
from foundation.directory.actions import add_site
from foundation.refusals import WrongState
from foundation.trail import history
from tests.audits.chain import issued
from tests.company import TODAY

pytestmark = pytest.mark.usefixtures("company_day")

TICKETS = [Member(f"T-{number}", stratum="night" if number % 4 == 0 else "day") for number in range(1, 13)]
FACTS = {"title": "Session tickets", "description": "October, one region.", "source": "list"}


def drawn(audit: Audit, cast, who: str = "priya", **changes) -> Sample:
    given = {"method": "random", "size": 3, "seed": "4471", "listed": TICKETS, **FACTS, **changes}
    return draw_sample(actor=cast[who], audit=audit, on=TODAY, **given)


def answered(sample: Sample, cast, result: str = "conforms", note: str = "") -> Sample:
    for item in sample.items.all():
        answer_sample_item(actor=cast["priya"], item=item, result=result, note=note, at=timezone.now())
    return sample


def test_a_sample_says_from_what_and_how_it_was_drawn_and_is_drawn_again_the_same(audit, cast):
    first, second = drawn(audit, cast), drawn(audit, cast, listed=TICKETS[::-1])

    keys = list(first.items.values_list("key", flat=True))
    assert (first.ref, first.population_size, first.size) == (f"{audit.ref}-S01", 12, 3)
    assert first.sha256 == second.sha256 == population_hash(TICKETS)
    assert keys == list(second.items.values_list("key", flat=True))
    assert history(first)[0].content.details["seed"] == "4471"


def test_every_method_takes_what_it_says(audit, cast):
    rows = [
        ({"method": "stratified", "size": 4}, {"day": 3, "night": 1}),
        ({"method": "all", "size": None, "seed": ""}, {"day": 9, "night": 3}),
        ({"method": "judgement", "chosen": ["T-4", " T-1 ", "T-4"], "seed": ""}, {"day": 1, "night": 1}),
    ]

    for changes, expected in rows:
        groups = list(drawn(audit, cast, **changes).items.values_list("stratum", flat=True))
        assert {name: groups.count(name) for name in set(groups)} == expected, changes


def test_what_cannot_be_drawn_is_refused_at_its_field(audit, cast):
    rows = [
        ("size", {"size": 13}),
        ("size", {"size": 0}),
        ("seed", {"seed": " "}),
        ("source", {"listed": []}),
        ("chosen", {"method": "judgement", "chosen": []}),
        ("chosen", {"method": "judgement", "chosen": ["T-99"]}),
        ("description", {"description": ""}),
    ]

    for field, changes in rows:
        with pytest.raises(ValidationError) as refused:
            drawn(audit, cast, **changes)
        assert field in refused.value.message_dict, changes

    for who in ("samir", "ines", "leo"):
        with pytest.raises(PermissionDenied):
            drawn(audit, cast, who)


def test_a_list_of_the_tracker_is_what_the_auditor_may_see(audit, company, cast):
    sample = drawn(audit, cast, source="people", method="all")

    assert set(sample.items.values_list("key", flat=True)) == {
        company.person(name).number for name in ("samir", "emma")
    }
    assert not sample.items.filter(label__icontains="Samir").exists()
    with pytest.raises(ValidationError):
        drawn(audit, cast, source="suppliers")


def test_what_deviates_is_explained_and_carried_over_to_the_whole(audit, cast):
    sample = drawn(audit, cast)
    item = sample.items.first()
    with pytest.raises(ValidationError, match="Say in the note"):
        answer_sample_item(actor=cast["priya"], item=item, result="deviates", at=timezone.now())
    with pytest.raises(WrongState, match="3 items"):
        finish_sample(actor=cast["priya"], sample=sample, on=TODAY)

    answered(sample, cast, "deviates", "No recording.")

    with pytest.raises(ValidationError) as refused:
        finish_sample(actor=cast["priya"], sample=sample, on=TODAY)
    assert "extrapolation" in refused.value.message_dict
    done = finish_sample(actor=cast["priya"], sample=sample, on=TODAY, extrapolation="Both gateways, since May.")
    assert (done.finished_by, done.finished_on) == (cast["priya"].person, TODAY)
    with pytest.raises(WrongState, match="finished"):
        answer_sample_item(actor=cast["priya"], item=item, result="conforms", at=timezone.now())


def test_the_issued_report_locks_samples_and_shows_them_to_officers(audit, cast):
    sample = drawn(audit, cast)
    issued(audit, cast)

    with pytest.raises(WrongState, match="The report is issued"):
        finish_sample(actor=cast["priya"], sample=sample, on=TODAY)
    seen = {who for who, user in cast.items() if Sample.objects.visible_to(user).exists()}
    assert seen == {"tobias", "priya", "ines", "carla"}


def test_a_list_is_read_from_csv_and_workbook_and_refused_by_row():
    book = openpyxl.Workbook()
    for row in (["ticket", "shift"], [101, "day"], ["  T 2 ", "night"]):
        book.active.append(row)
    kept = io.BytesIO()
    book.save(kept)

    by_csv = read_population("tickets.csv", b"ticket,shift\n101,day\n\nT  2,night\n", group="Shift")

    assert by_csv == read_population("tickets.xlsx", kept.getvalue(), group="shift")
    assert [(one.key, one.stratum) for one in by_csv] == [("101", "day"), ("T 2", "night")]
    rows = [
        ("files", "a.csv", b"id\nT-1\nT-1\n", "", "Row 3: “T-1” stands in row 2 already"),
        ("files", "a.csv", b"id,shift\n,day\n", "", "Row 2: the id in the first column is missing"),
        ("files", "a.csv", b"id\n" + b"x" * 101, "", "Row 2: the id has more than 100 characters"),
        ("files", "a.csv", b"id\nT\x001\n", "", "Row 2: it has a character that no text has"),
        ("files", "a.csv", b"id\n", "", "The list is empty."),
        ("files", "a.csv", b"", "", "The list is empty."),
        ("files", "a.csv", b"id\n\xff", "", "not a CSV file in UTF-8"),
        ("files", "a.xlsx", b"no zip", "", ""),
        ("files", "a.pdf", b"id\n", "", "Only .csv and .xlsx are read."),
        ("group", "a.csv", b"id,shift\nT-1,day\n", "team", "There is no column “team”. The list has: id, shift."),
    ]
    for field, name, content, group, sentence in rows:
        with pytest.raises(ValidationError) as refused:
            read_population(name, content, group=group)
        assert any(sentence in one for one in refused.value.message_dict[field]), (name, content)


def test_the_builder_draws_from_a_list_and_the_items_are_answered_one_by_one(
    browse, audit, cast, django_assert_max_num_queries
):
    client, address = browse("priya"), reverse("audits:sample_add", args=[audit.uuid])
    sent = {**FACTS, "method": "random", "size": "2"}

    wrong = client.post(address, {**sent, "files": SimpleUploadedFile("t.csv", b"id\nT-1\nT-1\n")})
    unread = {**sent, "source": "evidence", "files": SimpleUploadedFile("t.csv", b"id\nT-1\n")}
    assert "Choose “An uploaded list”" in client.post(address, unread).content.decode()
    made = client.post(address, {**sent, "files": SimpleUploadedFile("t.csv", b"id\nT-1\nT-2\nT-3\n")})

    sample = Sample.objects.get()
    assert wrong.status_code == 422
    assert "stands in row 2 already" in wrong.content.decode()
    assert "October, one region." in wrong.content.decode()
    assert (made.url, len(sample.seed)) == (sample.get_absolute_url(), 8)
    one, two = sample.items.all()
    bare = client.post(reverse("audits:sample_item", args=[sample.uuid, one.uuid]), {"result": "deviates"})
    assert bare.status_code == 422
    assert "Say in the note what deviates" in bare.content.decode()
    client.post(reverse("audits:sample_item", args=[sample.uuid, one.uuid]), {"result": "deviates", "note": "Gone."})
    with django_assert_max_num_queries(12):
        shown = client.get(sample.get_absolute_url()).content.decode()
    assert f"items/{two.uuid}/" in shown
    client.post(reverse("audits:sample_item", args=[sample.uuid, two.uuid]), {"result": "conforms"})
    assert "50 % deviate" in client.get(sample.get_absolute_url()).content.decode()
    finish = reverse("audits:sample_finish", args=[sample.uuid])
    assert client.post(finish, {}).status_code == 422
    assert client.post(finish, {"extrapolation": "One gateway."}, follow=True).status_code == 200
    assert "One gateway." in client.get(sample.get_absolute_url()).content.decode()
    assert sample.ref in client.get(reverse("audits:papers", args=[audit.uuid])).content.decode()


def test_sites_are_proposed_and_the_seed_stands_in_the_address(browse, company, cast):
    audit = Audit.objects.create(
        ref="A-2026-90", title="Region", method="on_site", unit=company.units["HQ"], lead=company.person("tobias"),
        planned_start=TODAY, planned_end=TODAY, baseline_start=TODAY, baseline_end=TODAY,
    )  # fmt: skip
    for code, unit in (("HQ", "HQ"), ("A", "TS"), ("B", "TS"), ("C", "GOV"), ("D", "AUDIT")):
        facts = {"name": f"Site {code}", "kind": "office", "country": "XA"}
        add_site(actor=cast["adam"], code=code, unit=company.units[unit], **facts)
    address = reverse("audits:sites", args=[audit.uuid])

    shown = browse("tobias").get(f"{address}?seed=7").content.decode()

    assert "2 of 4 sites beside the central function" in shown
    assert 'value="7"' in shown
    assert "Site HQ" in shown
    assert "Headquarters" in shown
    assert browse("priya").get(address).status_code == 404
