"""Who reads a record sees by which token a program did what stands there; the actor is still its owner."""

from django.urls import reverse

from foundation.models.programs import ApiToken
from foundation.models.trail import Event
from foundation.timeline import timeline_of
from foundation.trail import digest


def said(finding):
    return Event.objects.about(finding).select_related("content__actor").latest("pk")


def test_what_a_program_did_names_its_token(program, finding):
    program("ines").post(f"findings/{finding.uuid}/comments/", {"text": "Seen."})

    event, token = said(finding), ApiToken.objects.get()
    assert event.content.actor == token.user
    assert event.content.details["program"] == {"uuid": str(token.uuid), "name": "Tests"}
    assert event.digest == digest(event, event.content)


def test_the_next_thing_done_on_a_page_names_none(program, finding, company, client):
    program("ines").post(f"findings/{finding.uuid}/comments/", {"text": "Seen."})
    client.force_login(company.cast["carla"])

    client.post(reverse("foundation:comment", args=["audits.finding", finding.uuid]), {"text": "So have I."})

    assert said(finding).content.actor == company.cast["carla"]
    assert "program" not in said(finding).content.details


def test_the_timeline_tells_the_token(program, company, finding, client):
    issued = finding.owner.accounts.get().email.partition("@")[0]
    answer = program("ines").post(f"findings/{finding.uuid}/steps/void/", {"reason": "Logged twice."})
    assert answer.status_code in (200, 202), (answer.content, issued)

    told = program("ines").get(f"findings/{finding.uuid}/events/").json()["results"]
    assert told[0]["by_token"]["name"] == "Tests"
    assert told[-1]["by_token"] is None
    assert timeline_of(finding)[0].token == "Tests"
    client.force_login(company.cast["carla"])
    assert "by API token Tests" in client.get(finding.get_absolute_url()).content.decode()
