"""Nominations on pages and by programs: written, decided, agreed to, and read by whom."""

import pytest
from django.urls import reverse

from assurance.models import EvidenceLink
from foundation.models.trail import Notification
from foundation.offers import work
from people.actions import change_nomination, nominate
from people.models import Nomination, NominationHold
from tests.api.conftest import program
from tests.company import TODAY, grant
from tests.nominated import FACTS, S, held, managed_by, nominated
from tests.room import shown_for

__all__ = ["program"]
pytestmark = pytest.mark.usefixtures("company_day")
SILENT = "The checks of this nomination are not finished."


def body(company, *names, **facts):
    return FACTS | {"nominees": [company.person(name).uuid for name in names]} | facts


def step(row, name):
    return reverse("foundation:step", args=["nomination", row.uuid, name])


# Writing one.


def test_anybody_inside_puts_colleagues_forward(browse, company, cast):
    answer = browse("emma").post(reverse("people:nomination_add"), body(company, "samir", "omar"))

    row = Nomination.objects.get()
    assert answer["Location"] == row.get_absolute_url()
    assert (row.state, row.nominator, row.ref) == (S.DRAFT, company.person("emma"), "RN-2026-0001")
    assert {share.person.name for share in row.shares.all()} == {"Samir Haddad", "Omar Said"}
    assert row.unit.code == "MN"


@pytest.mark.parametrize(("names", "code"), [(("emma",), "TS"), (("emma", "ines"), "HQ"), (("ines", "carla"), "GOV")])
def test_it_counts_for_the_smallest_unit_they_share(company, cast, names, code):
    nominees = [company.person(name) for name in names]

    row = nominate(actor=cast["tobias"], nominees=nominees, on=TODAY, **FACTS)

    assert row.unit.code == code


def test_nobody_nominates_themselves(browse, company):
    answer = browse("emma").post(reverse("people:nomination_add"), body(company, "samir", "emma"))

    assert answer.status_code == 422
    assert "Nobody nominates themselves." in answer.content.decode()
    assert "Recordings that stopped" in answer.content.decode()
    assert not Nomination.objects.exists()


def test_a_nomination_of_nobody_is_refused(browse, company):
    answer = browse("emma").post(reverse("people:nomination_add"), body(company))

    assert answer.status_code == 422
    assert "Name at least one colleague." in answer.content.decode()


def test_what_shows_it_is_named_by_reference(browse, company, finding):
    piece = shown_for(company, finding, "Recorder settings").evidence

    browse("ines").post(reverse("people:nomination_add"), body(company, "emma", evidence=piece.ref.lower()))

    row = Nomination.objects.get()
    assert EvidenceLink.objects.about(row).get().version.evidence == piece
    assert "Recorder settings" in browse("ines").get(row.get_absolute_url()).content.decode()


def test_evidence_one_does_not_see_is_refused_like_none(browse, company, finding):
    ref = shown_for(company, finding, "Recorder settings").evidence.ref

    theirs = browse("malik").post(reverse("people:nomination_add"), body(company, "emma", evidence=ref))
    none = browse("malik").post(reverse("people:nomination_add"), body(company, "emma", evidence="EV-9999"))

    sentence = "There is no such accepted evidence, or not for you"
    assert (theirs.status_code, none.status_code) == (422, 422)
    assert sentence in theirs.content.decode()
    assert sentence in none.content.decode()


def test_a_draft_is_written_anew_and_what_is_submitted_is_not(browse, company, cast):
    row = nominated(company, S.DRAFT)
    address = reverse("people:nomination_edit", args=[row.uuid])
    assert "Recordings that stopped" in browse("tobias").get(address).content.decode()

    browse("tobias").post(address, body(company, "samir", title="Said better"))
    row.refresh_from_db()
    assert (row.title, row.shares.get().person.name) == ("Said better", "Samir Haddad")

    browse("tobias").post(step(row, "submit"))
    answer = browse("tobias").post(address, body(company, "emma"))
    assert answer.status_code == 409
    assert "What was submitted is not changed." in answer.content.decode()


def test_only_who_made_it_changes_it(company, cast):
    row = nominated(company, S.DRAFT)

    with pytest.raises(Exception, match="roles do not include"):
        change_nomination(actor=cast["ines"], nomination=row, nominees=[company.person("samir")], **FACTS)


# Deciding, through both doors.


def test_an_officer_reviews_and_awards_and_those_named_get_a_mail(browse, company, cast, company_day):
    row = nominated(company, S.SUBMITTED)
    sheet = browse("ines").get(step(row, "review")).content.decode()
    assert "Award, 101 to 500" in sheet

    browse("ines").post(step(row, "review"), {"band": "award"})
    refused = browse("ines").post(step(row, "award"))
    assert refused.status_code == 409
    assert SILENT in refused.content.decode()

    company_day.move_to("2026-11-23T10:00:00Z")
    browse("ines").post(step(row, "award"))
    row.refresh_from_db()
    assert row.state == S.AWARDED
    assert Notification.objects.filter(event__kind="nomination.award", user=cast["emma"]).exists()


@pytest.mark.parametrize(("by", "named"), [("ines", ("emma",)), ("tobias", ("ines",))])
def test_page_and_program_refuse_who_made_it_and_who_is_named(browse, program, company, by, named):
    row = nominated(company, S.REVIEWED, by=by, nominees=named)

    page = browse("ines").post(step(row, "award"))
    answer = program("ines").post(f"nominations/{row.uuid}/steps/award/")

    assert (page.status_code, answer.status_code) == (409, 409)
    assert answer.json()["code"] == "M-21"
    row.refresh_from_db()
    assert row.state == S.REVIEWED


def test_page_and_program_offer_a_direct_manager_the_way_with_a_second_person(browse, program, company):
    managed_by(company, "emma", "helena")
    row = nominated(company, S.REVIEWED, band="top")

    assert browse("helena").post(step(row, "award")).status_code == 409
    assert program("helena").post(f"nominations/{row.uuid}/steps/award/").status_code == 409
    answer = program("helena").post(f"nominations/{row.uuid}/steps/award_together/")

    assert answer.status_code == 202
    assert "Award with a second person" in browse("helena").get(row.get_absolute_url()).content.decode()


def test_those_named_answer_on_their_own_page(browse, company):
    row = nominated(company, S.AWARDED)
    page = browse("emma").get(reverse("people:my_nominations")).content.decode()
    assert "Your award: Recordings that stopped" in page
    assert step(row, "agree") in page

    browse("emma").post(step(row, "agree"))
    browse("ines").post(step(row, "publish"))

    assert "Recordings that stopped" in browse("priya").get(reverse("people:wall")).content.decode()


def test_a_program_cannot_publish_without_everybody_named(program, company):
    row = nominated(company, S.AWARDED)

    refused = program("ines").post(f"nominations/{row.uuid}/steps/publish/")
    program("emma").post(f"nominations/{row.uuid}/steps/agree/")
    done = program("ines").post(f"nominations/{row.uuid}/steps/publish/")

    assert refused.status_code == 409
    assert (done.status_code, done.json()["state"]) == (200, "published")


# What whom is shown.


def test_who_reads_the_wall_reads_the_story_and_nothing_of_how_it_came_about(browse, program, company):
    row = nominated(company, S.PUBLISHED, consent="given")

    page = browse("priya").get(row.get_absolute_url()).content.decode()
    told = program("priya").get(f"nominations/{row.uuid}/").json()

    assert "found out why" in page
    assert "Timeline" not in page
    assert "Value" not in page
    assert told["decision"] is None
    assert program("priya").get(f"nominations/{row.uuid}/events/").status_code == 404
    assert program("ines").get(f"nominations/{row.uuid}/").json()["decision"]["band"] == "award"
    remark = reverse("foundation:comment", args=["people.nomination", row.uuid])
    assert browse("priya").post(remark, {"text": ""}).status_code == 404
    assert browse("ines").post(remark, {"text": ""}).status_code == 422


@pytest.mark.parametrize("state", [S.DRAFT, S.SUBMITTED, S.REVIEWED, S.DECLINED])
def test_who_is_named_reads_nothing_before_the_award(browse, company, state):
    row = nominated(company, state)

    assert browse("emma").get(row.get_absolute_url()).status_code == 404
    assert "Recordings that stopped" not in browse("emma").get(reverse("people:my_nominations")).content.decode()


def test_nobody_outside_reads_what_is_published(browse, company):
    row = nominated(company, S.PUBLISHED, consent="given")

    assert browse("claire").get(row.get_absolute_url()).status_code in (403, 404)
    assert not Nomination.objects.visible_to(company.cast["claire"]).exists()


def test_a_hold_changes_nothing_that_anybody_else_is_shown(browse, program, company):
    row = nominated(company, S.REVIEWED)
    grant(company.cast["carla"], ("CASE", company.units["MN"]))
    address, readers = f"nominations/{row.uuid}/", ("ines", "helena", "tobias")
    before = {who: (program(who).get(address).json(), program(who).get(f"{address}events/").json()) for who in readers}

    browse("carla").post(reverse("people:nomination_hold", args=[row.uuid]))

    after = {who: (program(who).get(address).json(), program(who).get(f"{address}events/").json()) for who in readers}
    assert before == after
    assert "Only case officers see this" not in browse("ines").get(row.get_absolute_url()).content.decode()
    assert "Only case officers see this" in browse("carla").get(row.get_absolute_url()).content.decode()
    assert program("ines").get("nomination-holds/").json()["results"] == []


def test_a_case_officer_lifts_the_hold_by_program(program, company):
    hold = held(company, nominated(company, S.REVIEWED))

    answer = program("carla").post(f"nomination-holds/{hold.uuid}/steps/lift/")

    assert answer.json()["state"] == "lifted"
    assert not NominationHold.objects.in_force().exists()


# Lists, filters, My work, and what they cost.


def test_the_wall_is_narrowed_by_kind_year_and_unit(browse, company):
    nominated(company, S.PUBLISHED, consent="given", title="Of technical services")
    nominated(company, S.PUBLISHED, consent="given", title="Of delivery", unit="MEADEL", kind="training")
    wall = reverse("people:wall")

    def titles(query):
        page = browse("priya").get(f"{wall}?{query}").content.decode()
        return [title for title in ("Of technical services", "Of delivery") if title in page]

    assert titles("") == ["Of technical services", "Of delivery"]
    assert titles("kind=training") == ["Of delivery"]
    assert titles("kind=training&kind=finding") == ["Of technical services", "Of delivery"]
    assert titles(f"unit={company.units['HQ'].uuid}") == ["Of technical services"]
    assert titles("year=2026") == ["Of technical services", "Of delivery"]
    assert titles("year=%00&kind=nothing") == ["Of technical services", "Of delivery"]


def lines_of(user):
    branches = [
        one for one in work() if one.name.startswith("people.") and ("nominat" in one.name or "award" in one.name)
    ]
    return {(line["task"], line["row_title"]) for one in branches for line in one.rows(user, TODAY).values()}


def test_everybody_is_given_their_own_tasks(company, cast):
    for state in (S.DRAFT, S.SUBMITTED, S.REVIEWED, S.AWARDED):
        nominated(company, state, title=state)
    nominated(company, S.AWARDED, title="agreed", consent="given")
    nominated(company, S.SUBMITTED, title="by Ines", by="ines")
    nominated(company, S.SUBMITTED, title="of Ines", nominees=("ines",))

    assert lines_of(cast["tobias"]) == {("finish_nomination", "draft")}
    assert lines_of(cast["emma"]) == {("answer_award", "awarded")}
    assert lines_of(cast["ines"]) == {
        ("review_nomination", "submitted"),
        ("award_nomination", "reviewed"),
        ("publish_award", "agreed"),
    }
    assert lines_of(cast["malik"]) == set()


def test_the_pages_cost_little(browse, company, django_assert_max_num_queries):
    rows = [
        nominated(company, state, consent="given") for state in (S.REVIEWED, S.AWARDED, S.PUBLISHED) for _n in "123"
    ]
    client = browse("ines")
    pages = [
        reverse(f"people:{name}") for name in ("wall", "my_nominations", "nominations", "awards", "nomination_add")
    ]
    for address in (*pages, rows[0].get_absolute_url()):
        client.get(address)
        with django_assert_max_num_queries(12):
            client.get(address)


def test_whoever_finds_an_award_on_the_wall_cannot_ask_for_its_value(company, program):
    row = nominated(company, S.PUBLISHED, band="top", consent="given")

    for name, found in (("samir", []), ("emma", [str(row.uuid)])):
        rows = program(name).get("nominations/?band=top").json()["results"]
        assert [one["uuid"] for one in rows] == found
    assert program("samir").get("nominations/?sort=band").status_code == 400
