"""The report centre: each report opens, is made by whoever may have it, and shows nothing to others."""

import csv
import json
from io import BytesIO, StringIO

import openpyxl
import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from audits.models import Finding
from foundation import files, jobs
from foundation import reports as papers
from foundation.models import Event, Job
from foundation.reports.centre import FORMATS, groups_for, report_for, report_of, reports
from foundation.reports.results import TYPES
from tests.company import TODAY
from tests.entered import come_in

pytestmark = pytest.mark.usefixtures("standing_world")


@pytest.fixture
def cast(world):
    return world.company.cast


@pytest.fixture
def browse_as():
    def signed_in(user):
        client = Client()
        come_in(client, user)
        return client

    return signed_in


def asked(name, user, query=""):
    """The form of a report, with the first of its records where it is about one."""
    form = report_of(name).form(report=report_of(name), actor=user, on=TODAY)
    if "of" in form.fields:
        first = form.fields["of"].queryset.first()
        query = f"of={first.uuid}&{query}" if first else query
    return report_of(name).form(QueryDict(query), report=report_of(name), actor=user, on=TODAY)


def content_of(job):
    with files.open_stored(job.result_sha256) as stream:
        return stream.read()


def made(name, user, query=""):
    form = asked(name, user, query)
    assert form.is_valid(), (name, form.errors)
    job = papers.ask(actor=user, **form.cleaned_data)
    assert jobs.run(job.uuid)
    job.refresh_from_db()
    assert job.state == Job.State.DONE, (name, job.message)
    return job


ALL = [(one.name, kind) for one in reports() for kind in one.formats]


@pytest.mark.parametrize(("name", "kind"), ALL)
def test_every_report_is_made_in_each_of_its_formats(cast, name, kind):
    user = cast["ines"]
    if "of" in asked(name, user).fields and not asked(name, user).fields["of"].queryset.exists():
        pytest.skip("the world has no such record")

    job = made(name, user, f"format={kind}")

    content = content_of(job)
    assert job.result_name.endswith(f".{kind}")
    if kind == "pdf":
        assert PdfReader(BytesIO(content)).pages
    elif kind == "xlsx":
        assert openpyxl.load_workbook(BytesIO(content)).worksheets
    elif kind == "json":
        assert json.loads(content)
    else:
        assert next(csv.reader(StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("name", [one.name for one in reports()])
def test_every_report_opens_with_few_queries(cast, browse_as, name, django_assert_max_num_queries):
    client = browse_as(cast["ines"])

    with django_assert_max_num_queries(12):
        answer = client.get(reverse("foundation:report", args=[name]))

    assert answer.status_code == 200


def test_every_format_can_be_written_and_served():
    assert {kind for one in reports() for kind in one.formats} <= set(FORMATS) & set(TYPES)
    assert all(papers.paper_of(paper) for one in reports() for paper in one.formats.values())


def test_people_see_the_reports_they_may_have(cast):
    seen = {name: {one.name for group in groups_for(user) for one in group.reports} for name, user in cast.items()}

    assert seen["claire"] == seen["igor"] == set()
    assert "board" in seen["helena"]
    assert "board" not in seen["samir"]
    assert "rooms-list" in seen["ines"]
    assert "rooms-list" not in seen["helena"]
    assert "corrective-actions" in seen["emma"]
    assert "audit-report" not in seen["emma"]


def test_a_report_holds_what_its_reader_may_see(cast):
    job = made("findings-list", cast["omar"], "format=csv")

    lines = list(csv.reader(StringIO(content_of(job).decode("utf-8-sig"))))
    assert len(lines) - 1 == Finding.objects.visible_to(cast["omar"]).count()
    assert len(lines) - 1 < Finding.objects.count()


def test_a_report_is_narrowed_as_its_page_is(cast):
    job = made("findings-list", cast["ines"], "format=csv&type=minor")

    lines = list(csv.DictReader(StringIO(content_of(job).decode("utf-8-sig"))))
    assert len(lines) == Finding.objects.visible_to(cast["ines"]).filter(type="minor").count()
    assert "Type: Minor" in job.message


def test_the_log_says_who_took_which_rows_away(cast):
    made("findings-list", cast["ines"], "format=csv&type=major")

    told = Event.objects.filter(kind="list.exported").latest("pk").content
    assert told.actor == cast["ines"]
    assert (told.details["list"], told.details["format"]) == ("findings", "csv")
    assert "type=major" in told.details["filter"]


def test_what_one_may_not_see_is_no_choice(world, cast):
    far = world.far_audit

    form = report_of("audit-plan").form(
        QueryDict(f"of={far.uuid}"), report=report_of("audit-plan"), actor=cast["samir"], on=TODAY
    )

    assert not form.is_valid()
    assert "of" in form.errors


def test_a_right_that_has_ended_stops_the_report(cast):
    job = papers.ask(actor=cast["petra"], **cleaned(asked("board", cast["petra"])))
    cast["petra"].role_grants.update(ended_on=TODAY)

    jobs.run(job.uuid)

    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert report_for(type(cast["petra"]).objects.get(pk=cast["petra"].pk), "board") is None


def cleaned(form):
    assert form.is_valid(), form.errors
    return form.cleaned_data


@pytest.mark.parametrize("query", ["on=2027-01-01", "on=0001-01-01", "on=9999-12-31", "on=soon", "on=%00"])
def test_a_day_that_cannot_be_is_refused(cast, browse_as, query):
    answer = browse_as(cast["helena"]).get(f"{reverse('foundation:report', args=['board'])}?{query}")

    assert answer.status_code == 422


@pytest.mark.parametrize("name", ["findings-list", "coverage", "certificates-list", "training-matrix", "audit-plan"])
def test_strange_parameters_do_no_harm(cast, browse_as, name):
    client = browse_as(cast["ines"])
    address = reverse("foundation:report", args=[name])

    for query in ("?of=x", "?format=exe", "?unit=%00", "?asked_after=9999-99-99", "?rows=%F0%9F%98%80", "?sort=%00"):
        assert client.get(address + query).status_code in (200, 422), query


def test_a_report_that_is_unknown_or_not_ones_own_does_not_exist(cast, browse_as):
    client = browse_as(cast["samir"])

    for name in ("nothing", "board"):
        assert client.get(reverse("foundation:report", args=[name])).status_code == 404
        assert client.get(reverse("foundation:subscribe", args=[name])).status_code == 404


def test_the_centre_is_read_with_few_queries(cast, browse_as, django_assert_max_num_queries):
    made("corrective-actions", cast["ines"])
    client = browse_as(cast["ines"])

    for name in ("reports", "subscriptions", "report_history"):
        with django_assert_max_num_queries(12):
            assert client.get(reverse(f"foundation:{name}")).status_code == 200


def test_the_board_on_paper_says_what_the_board_shows(cast):
    job = made("board", cast["helena"])

    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(content_of(job))).pages)
    page = " ".join(text.replace("\u200b", "").split())
    assert job.result_name.startswith("board-")
    for words in ("Headquarters", "Open findings", "Majors past due", "Overdue under me", "Findings opened and closed"):
        assert words in page
