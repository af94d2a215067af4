"""A room that is bound to networks is entered from nowhere else; what is tried elsewhere stands in the log."""

import ipaddress

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import given
from hypothesis import strategies as st

from audits.models import Finding
from certifications.actions import acknowledge
from certifications.models import Grant
from foundation.models.trail import Event
from foundation.networks import key_of, ranges_of
from tests.room import K, approved, requested

WITHIN = ["198.51.100.0", "198.51.100.255", "::ffff:198.51.100.9", "2001:db8::1", "203.0.113.7"]
BEYOND = ["198.51.99.255", "198.51.101.0", "203.0.113.8", "2001:db9::1", "127.0.0.1", ""]


@pytest.fixture
def bound(company, finding) -> Grant:
    lines = "198.51.100.0/24\n\n 2001:db8::/32 \n203.0.113.7"
    return approved(company, [(K.AUDIT, finding.audit)], networks=lines)


@pytest.mark.parametrize(("address", "status"), [(one, 302) for one in WITHIN] + [(one, 404) for one in BEYOND])
def test_a_room_is_there_from_its_networks_alone(bound, browse, address, status):
    assert browse("claire").get(f"/room/{bound.uuid}/", REMOTE_ADDR=address).status_code == status


def test_one_enters_from_there_and_meets_nothing_elsewhere(bound, finding, browse):
    claire, page = browse("claire"), f"/room/{bound.uuid}/findings/{finding.uuid}/"
    here, elsewhere = {"REMOTE_ADDR": "198.51.100.1"}, {"REMOTE_ADDR": "192.0.2.1"}
    claire.post(f"/room/{bound.uuid}/rules/", {"read": "on"}, **here)

    assert claire.get(page, **here).status_code == 200
    assert claire.get(page, **elsewhere).status_code == 404
    assert claire.get("/room/", **elsewhere).status_code == 200
    assert bound.purpose not in claire.get("/room/", **elsewhere).content.decode()
    assert claire.get("/api/v1/rooms/", **elsewhere).json()["results"] == []


def test_what_was_tried_elsewhere_stands_in_the_log_of_the_room(bound, browse):
    claire, page = browse("claire"), f"/room/{bound.uuid}/"

    claire.get(page, REMOTE_ADDR="192.0.2.1")

    event = Event.objects.get(kind="outside.refused")
    assert (event.grant_uuid, event.content.ip) == (bound.uuid, "192.0.2.1")
    log = browse("ines").get(f"/grants/{bound.uuid}/log/").content.decode()
    assert f"was refused {page}" in log
    assert "192.0.2.1" in log


@pytest.mark.parametrize(("proxies", "status"), [(0, 404), (1, 302)])
def test_behind_a_proxy_only_what_the_proxy_saw_counts(bound, browse, settings, proxies, status):
    settings.TRUSTED_PROXIES = proxies
    claimed = {"HTTP_X_FORWARDED_FOR": "192.0.2.66, 198.51.100.1", "REMOTE_ADDR": "10.0.0.1"}

    assert browse("claire").get(f"/room/{bound.uuid}/", **claimed).status_code == status


def test_a_verb_that_is_called_from_no_address_is_refused(bound, cast):
    with pytest.raises(PermissionDenied):
        acknowledge(actor=cast["claire"], grant=bound)


def test_rows_are_closed_elsewhere_too(bound, cast):
    assert not Finding.objects.visible_to(cast["claire"]).exists()


@pytest.mark.parametrize("lines", ["198.51.100.0/33", "everywhere", "198.51.100.0/24\n10.0.0", "\n".join(["::1"] * 51)])
def test_lines_that_are_no_networks_are_refused(company, finding, lines):
    with pytest.raises(ValidationError) as refused:
        requested(company, [(K.FINDING, finding)], networks=lines)
    assert list(refused.value.message_dict) == ["networks"]


@given(address=st.integers(0, 2**32 - 1), base=st.integers(0, 2**32 - 1), bits=st.integers(0, 32))
def test_texts_compare_as_networks_do(address, base, bits):
    network = ipaddress.ip_network((base, bits), strict=False)
    [(first, last)] = ranges_of(str(network))

    looked_for = ipaddress.ip_address(address)
    assert (first <= key_of(str(looked_for)) <= last) == (looked_for in network)


@pytest.mark.parametrize("address", ["", None, "nonsense", "198.51.100", "198.51.100.1/24"])
def test_what_is_no_address_is_nowhere(address):
    assert key_of(address) is None
