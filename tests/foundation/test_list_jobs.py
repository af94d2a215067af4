"""Exports too long for one answer: a job writes the file with the rights of who asked, and only they take it."""

import csv
import io

import pytest
from django.urls import reverse

from audits.lists import FindingList
from foundation import jobs
from foundation.lists.background import LIST, make
from foundation.models.trail import Event
from foundation.models.work import Job
from foundation.refusals import Refused
from tests.company import TODAY, plan_audit


@pytest.fixture
def many(company, cast, monkeypatch):
    """Three audits, where one row is the most that an answer holds."""
    monkeypatch.setattr("audits.lists.AuditList.export_limit", 1)
    return [plan_audit(company, title=f"Audit {number}", on=TODAY) for number in range(3)]


def ask(browse, name: str, query: str) -> Job:
    answer = browse(name).get(f"{reverse('audits:audits')}?{query}")
    assert answer.status_code == 302
    return Job.objects.get(uuid=answer["Location"].strip("/").rpartition("/")[2])


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_job_writes_what_the_page_shows(many, cast, browse, kind):
    job = ask(browse, "ines", f"sort=-title&columns=title,unit&export={kind}")

    assert jobs.run(job.uuid)

    job.refresh_from_db()
    assert (job.state, job.result_name) == ("done", f"audits.{kind}")
    content = b"".join(browse("ines").get(reverse("foundation:job_file", args=[job.uuid])).streaming_content)
    if kind == "csv":
        lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        assert lines[0] == ["Audit", "Unit"]
        assert [line[0].rpartition(" ")[2] for line in lines[1:]] == ["2", "1", "0"]
    event = Event.objects.select_related("content").get(kind="list.exported")
    assert (event.content.actor, event.content.details["rows"]) == (cast["ines"], 3)


def test_asking_twice_starts_one_job(many, browse):
    assert ask(browse, "ines", "export=csv") == ask(browse, "ines", "export=csv")
    assert ask(browse, "ines", "export=xlsx") != ask(browse, "ines", "export=csv")


def test_nobody_else_takes_the_file(many, browse):
    job = ask(browse, "ines", "export=csv")
    jobs.run(job.uuid)

    assert browse("carla").get(reverse("foundation:job_file", args=[job.uuid])).status_code == 404


def test_the_job_reads_with_the_rights_its_owner_has_when_it_runs(many, cast, browse):
    job = ask(browse, "ines", "export=csv")
    cast["ines"].role_grants.all().delete()

    jobs.run(job.uuid)

    job.refresh_from_db()
    lines = b"".join(browse("ines").get(reverse("foundation:job_file", args=[job.uuid])).streaming_content).splitlines()
    assert (job.state, len(lines)) == ("done", 1)


@pytest.mark.parametrize("path", ["/nowhere/", "/", "/findings/"])
def test_an_address_that_gives_no_file_fails_with_a_sentence(company, cast, path):
    facts = {"query": "", "language": "en", "progress": lambda done, total: None}

    with pytest.raises(Refused):
        make(cast["ines"], user=cast["ines"], at=None, path=path, **facts)


def test_the_job_is_asked_for_from_a_list_only(company, cast, browse):
    answer = browse("ines").post(reverse("foundation:ask_report", args=[LIST.name, cast["ines"].uuid]), {"path": "/"})

    assert answer.status_code == 409
    assert not Job.objects.exists()


def test_a_list_within_the_limit_comes_at_once(company, browse):
    assert FindingList.export_limit == 10_000
    assert browse("ines").get(f"{reverse('audits:findings')}?export=csv").streaming
