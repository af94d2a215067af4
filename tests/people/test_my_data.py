"""One's own data as a file: what is in it, whom it names, and who takes it."""

import io
import json
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from foundation import files, jobs, reports
from foundation.comments import add_comment
from foundation.directory.actions import grant_clearance, record_leave
from foundation.models.work import Job
from foundation.own_data import own_data
from people.models import Course, Nomination
from tests.api.conftest import program  # noqa: F401  a fixture
from tests.attested import signed
from tests.company import TODAY
from tests.foundation.door import PASSWORD, sign_in, with_password
from tests.learned import a_proof, learn
from tests.nominated import nominated


@pytest.fixture
def emma(company, cast):
    """With an absence that Samir covers, a clearance, and a remark."""
    person = company.person("emma")
    record_leave(actor=cast["adam"], person=person, from_on=TODAY, deputy=company.person("samir"))
    proof = {"code": "own a control", "from_on": TODAY, "source": "Course of 3 March."}
    grant_clearance(actor=cast["ines"], person=person, **proof)
    add_comment(actor=cast["emma"], subject=person, text="My address is wrong.")
    return cast["emma"]


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as stopped:
        yield stopped


def asked(user):
    paper = reports.paper_of("own-data")
    job = reports.ask(actor=user, paper=paper, subject=user.person)
    jobs.run(job.uuid)
    job.refresh_from_db()
    return job


def opened(job):
    with files.open_stored(job.result_sha256) as stream:
        packed = zipfile.ZipFile(io.BytesIO(stream.read()))
    return json.loads(packed.read("my-data.json")), packed.read("my-data.html").decode()


def test_the_file_holds_what_is_known_of_oneself(emma):
    job = asked(emma)

    told, page = opened(job)
    assert job.state == Job.State.DONE
    assert set(told) == {"made_at", *(part.name for part in own_data())}
    assert told["person"][0]["number"] == emma.person.number
    assert [one["job"] for one in told["jobs"]] == ["Service"]
    assert told["clearances"][0]["source"] == "Course of 3 March."
    assert told["remarks"][0]["text"] == "My address is wrong."
    assert {"person.added", "person.away"} <= {one["kind"] for one in told["events"]}
    assert "Own a control" in page or "own a control" in page


def test_training_signing_and_awards_are_in_it(company, emma, cast):
    learn(company)
    a_proof(cast["samir"], Course.objects.get())
    signed(company, "samir")
    nominated(company, Nomination.State.AWARDED, nominees=("samir",))
    nominated(company, Nomination.State.REVIEWED, nominees=("samir",))
    samir = cast["samir"]

    told = {part.name: list(part.read(samir.person, samir)) for part in own_data()}

    assert all(set(row) == set(part.columns) for part in own_data() for row in told[part.name])
    assert [row["state"] for row in told["training"]] == ["Completed"]
    assert [row["passed"] for row in told["attempts"]] == [True]
    assert [row["score"] for row in told["completions"]] == [100]
    assert [row["state"] for row in told["proofs"]] == ["Waits for review"]
    assert [row["state"] for row in told["signatures"]] == ["Signed"]
    assert [(row["by"], row["consent"]) for row in told["awards"]] == [("TL", "Not answered")]
    assert told["nominations"] == []


def test_other_people_stand_in_it_by_their_initials(emma, cast):
    told, page = opened(asked(emma))

    assert told["absences"][0]["deputy"] == "SH"
    text = json.dumps(told) + page
    assert not [one.name for key, one in cast.items() if key != "emma" and one.name in text]


def test_every_column_of_a_part_is_filled_by_it(emma):
    for part in own_data():
        for row in part.read(emma.person, emma):
            assert set(row) == set(part.columns), part.name


def test_nobody_asks_for_the_data_of_somebody_else(company, cast):
    paper = reports.paper_of("own-data")

    assert reports.find(cast["adam"], paper, company.person("emma").uuid) is None
    assert reports.find(cast["claire"], paper, company.person("emma").uuid) is None


def test_who_asks_and_who_takes_it_has_just_said_who_they_are(emma, client, clock):
    sign_in(client, with_password(emma))
    clock.shift(3600)

    answer = client.post(f"/reports/own-data/{emma.person.uuid}/", follow=True)
    assert "reauthenticate" in answer.redirect_chain[-1][0]
    assert not Job.objects.filter(kind="report.own-data").exists()

    client.post(answer.redirect_chain[-1][0], {"password": PASSWORD}, follow=True)
    job = Job.objects.get(kind="report.own-data")
    jobs.run(job.uuid)
    assert client.get(f"/jobs/{job.uuid}/file/").status_code == 200
    clock.shift(3600)
    assert client.get(f"/jobs/{job.uuid}/file/").status_code == 302


def test_a_week_later_the_file_is_no_longer_given(emma, client):
    sign_in(client, with_password(emma))
    job = asked(emma)
    Job.objects.filter(pk=job.pk).update(finished_at=timezone.now() - timedelta(days=8))

    assert client.get(f"/jobs/{job.uuid}/file/").status_code == 410


def test_no_program_asks_for_it_or_takes_it(emma, program):  # noqa: F811
    job = asked(emma)

    assert program("emma").post("jobs/", {"paper": "own-data", "of": str(emma.person.uuid)}).status_code == 400
    assert program("emma").get(f"jobs/{job.uuid}/content/").status_code == 403


def test_the_page_says_what_is_in_it_and_lists_the_files(emma, browse, django_assert_max_num_queries):
    asked(emma)
    browser = browse("emma")

    with django_assert_max_num_queries(12):
        page = browser.get("/people/my-data/").content.decode()

    assert "Where you are signed in" in page
    assert "Can be taken until" in page
    assert "/people/my-data/" in browser.get("/me/").content.decode()
