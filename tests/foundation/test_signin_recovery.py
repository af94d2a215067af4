import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from foundation import outbox
from foundation.models import Event
from foundation.refusals import Refused
from foundation.signin.recovery import remove_second_factor
from tests.foundation.door import is_signed_in, signed_in, with_app

REASON = "Came to my desk with the staff card."


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()


def test_an_administrator_removes_what_somebody_lost(cast, browse):
    client = signed_in(cast["emma"])
    with_app(cast["emma"])

    browse("adam").post(reverse("remove_second_factor", args=[cast["emma"].uuid]), {"reason": REASON})
    outbox.send_waiting()

    assert not Authenticator.objects.filter(user=cast["emma"]).exists()
    assert not is_signed_in(client)
    assert "Second factor removed by an administrator" in mail.outbox[-1].body
    event = Event.objects.about(cast["emma"]).filter(kind="account.second_factor_removed").get()
    assert (event.content.actor, event.content.details["reason"]) == (cast["adam"], REASON)


def test_without_a_reason_nothing_is_removed(cast, browse):
    with_app(cast["emma"])

    answer = browse("adam").post(reverse("remove_second_factor", args=[cast["emma"].uuid]), {"reason": " "})

    assert answer.status_code == 422
    assert Authenticator.objects.filter(user=cast["emma"]).exists()


def test_nobody_removes_their_own_this_way(cast):
    with pytest.raises(Refused, match="your own"):
        remove_second_factor(actor=cast["adam"], user=with_app(cast["adam"]), reason=REASON)


def test_who_has_none_is_said_to_have_none(cast):
    with pytest.raises(Refused, match="no second factor"):
        remove_second_factor(actor=cast["adam"], user=cast["emma"], reason=REASON)


@pytest.mark.parametrize(
    ("who", "whom", "may"), [("ines", "claire", True), ("ines", "emma", False), ("claire", "igor", False)]
)
def test_officers_help_outsiders_only(cast, who, whom, may):
    with_app(cast[whom])
    if may:
        assert remove_second_factor(actor=cast[who], user=cast[whom], reason=REASON) == 2
    else:
        with pytest.raises(PermissionDenied):
            remove_second_factor(actor=cast[who], user=cast[whom], reason=REASON)
