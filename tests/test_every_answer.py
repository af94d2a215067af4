"""What every answer carries, whoever asks and whatever the answer is: headers that protect, cookies that stay ours."""

from typing import Any

import pytest
from django.http import HttpResponseBase

from tests.routes import ROUTES
from tests.test_access_matrix import door, sign_in, visitor
from tests.world import World

pytestmark = [pytest.mark.anywhere, pytest.mark.usefixtures("figures_kept", "standing_world")]

STRANGE_ORIGINS = ("https://evil.example", "null")
PROTECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}

FOR_EVERYBODY = (  # what is the same for whoever reads it
    {"public", "max-age=300"},
    {"public", "max-age=5"},
    {"public", "max-age=31536000", "immutable"},
)


def answers(world: World, name: str) -> list[HttpResponseBase]:
    """A reader's page, a stranger's, one for nobody, one for a wrong token, one with another origin, one not there.

    The page itself is drawn twice: as it is, and for the head alone with the origin of somebody else.
    """
    route, there = ROUTES[name], door(name, world)
    missing = door(name, world, route.missing)
    reader = next(iter(sorted(route.read | route.write)), "ines")
    client, strict = visitor(), visitor(enforce_csrf_checks=True)
    for one in (client, strict):
        sign_in(one, world.company.cast[reader])
    return [
        client.get(there.address),
        visitor().get(there.address),
        strict.post(there.address),
        client.get(missing.address),
        client.put(there.address),
        client.head(there.address, headers={"Origin": STRANGE_ORIGINS[0]}),
        client.options(there.address, headers={"Origin": STRANGE_ORIGINS[1]}),
    ]


@pytest.mark.parametrize("name", list(ROUTES))
def test_every_answer_is_protected(world, name):
    wrong = []
    for answer in answers(world, name):
        wrong += [(answer.status_code, fault) for fault in faults(answer)]
    assert wrong == []


def faults(answer: Any) -> list[str]:
    found = [name for name, value in PROTECTED.items() if answer.get(name) != value]
    policy = answer.get("Content-Security-Policy", "")
    found += [] if "default-src 'none'" in policy else ["Content-Security-Policy"]
    found += ["unsafe policy"] if "unsafe" in policy else []
    kept = set(answer.get("Cache-Control", "").split(", ")) in FOR_EVERYBODY
    found += (
        []
        if kept or "no-store" in answer.get("Cache-Control", "") or answer.status_code in (301, 302)
        else ["no-store"]
    )
    found += [name for name in answer.headers if name.lower().startswith("access-control-")]
    found += [name for name in answer.headers if name.lower() in ("server", "x-powered-by")]
    found += [f"cookie {name}" for name, cookie in answer.cookies.items() if loose(name, cookie)]
    found += ["5xx"] if answer.status_code >= 500 else []
    return found


def loose(name: str, cookie: Any) -> bool:
    """Readable by scripts, or sent along from other sites."""
    return not cookie["httponly"] or cookie["samesite"] not in ("Lax", "Strict")
