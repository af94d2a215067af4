"""A certifier's own tools: a token that reads what the room shows, for a day, and nothing else (S-13, docs/adr/0092)."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from certifications.actions import revoke_grant
from foundation.models.programs import ApiToken
from foundation.models.trail import Event
from foundation.refusals import Refused
from foundation.tokens import make_token, revoke_token
from tests.company import TODAY

GIVEN: dict[str, Any] = {"name": "Hash checker", "scope": "read", "days": 1, "strong": True}


@pytest.fixture
def claire(cast: Any) -> Any:
    """With the second factor that people outside need."""
    TOTP.activate(cast["claire"], generate_totp_secret())
    return cast["claire"]


class Tool:
    def __init__(self, secret: str) -> None:
        self.client, self.headers = Client(), {"Authorization": f"Bearer {secret}"}

    def get(self, path: str) -> Any:
        return self.client.get(f"/api/v1/{path}", headers=self.headers)

    def post(self, path: str, body: Any) -> Any:
        return self.client.post(f"/api/v1/{path}", body, content_type="application/json", headers=self.headers)


@pytest.fixture
def tool(room: Any, claire: Any) -> Tool:
    return Tool(make_token(actor=claire, **GIVEN)[1])


def test_it_reads_what_the_room_shows_and_each_look_stands_in_the_log(tool, room, piece, finding):
    there = f"rooms/{room.uuid}/evidence/"
    [row] = tool.get(there).json()["results"]
    one = tool.get(f"{there}{row['uuid']}/").json()

    assert row["uuid"] == str(piece.evidence.uuid)
    assert one["versions"][0]["files"][0]["sha256"] == piece.files.get().sha256
    looked = Event.objects.filter(kind="room.looked", grant_uuid=room.uuid).latest("pk")
    assert looked.content.details["program"]["name"] == "Hash checker"
    for closed in ("findings/", "people/", f"findings/{finding.uuid}/", "units/", "tokens/"):
        assert tool.get(closed).status_code == 404, closed


def test_it_writes_nothing(tool, room):
    for path, body in (
        (f"rooms/{room.uuid}/questions/", {"text": "Which regions?"}),
        (f"rooms/{room.uuid}/samples/", {"population": "Sessions", "items": "Five"}),
        (f"rooms/{room.uuid}/rules/", {}),
        ("notifications/read/", {}),
    ):
        assert tool.post(path, body).status_code == 403, path


def test_it_is_made_with_the_second_factor_for_a_day_and_for_reading(room, claire):
    for changes, field in (({"scope": "write"}, "scope"), ({"days": 2}, "days"), ({"strong": False}, "name")):
        with pytest.raises(ValidationError) as refusal:
            make_token(actor=claire, **{**GIVEN, **changes})
        assert list(refusal.value.error_dict) == [field]
    token, _secret = make_token(actor=claire, **GIVEN)
    assert token.expiry == timezone.now() + timedelta(days=1)


def test_it_ends_with_the_day_the_grant_and_the_access(tool, room, cast, claire, morning):
    assert tool.get("rooms/").status_code == 200
    morning.shift(timedelta(days=1))
    assert tool.get("rooms/").status_code == 401

    again = Tool(make_token(actor=claire, **GIVEN)[1])
    morning.move_to(room.until_at - timedelta(seconds=1))
    last = Tool(make_token(actor=claire, **GIVEN)[1])
    assert again.get("rooms/").status_code == 401
    assert last.get(f"rooms/{room.uuid}/").status_code == 200
    morning.move_to(room.until_at)
    assert last.get(f"rooms/{room.uuid}/").status_code == 404
    with pytest.raises(Refused, match="No room is open"):
        make_token(actor=claire, **GIVEN)


def test_a_revoked_room_or_token_opens_nothing_any_more(tool, room, cast, claire):
    other = make_token(actor=claire, **GIVEN | {"name": "Another"})
    revoke_token(actor=claire, token=other[0])
    assert Tool(other[1]).get("rooms/").status_code == 401

    revoke_grant(actor=cast["carla"], grant=room, reason="Over.", on=TODAY)

    assert tool.get(f"rooms/{room.uuid}/").status_code == 401
    assert not ApiToken.objects.visible_to(claire).live(timezone.now()).exists()


def test_the_page_offers_only_that(room, claire, browse):
    client = browse("claire")
    page = client.get("/me/tokens/").content.decode()
    made = client.post("/me/tokens/", {"name": "Hash checker", "scope": "read", "days": "1"}).content.decode()
    refused = client.post("/me/tokens/", {"name": "Too long", "scope": "write", "days": "30"})

    assert "reads what your rooms show you" in page
    assert ('value="write"' in page, 'value="sign"' in page) == (False, False)
    assert re.search(r"attest_\w{20,}", made)
    assert (refused.status_code, ApiToken.objects.count()) == (422, 1)
