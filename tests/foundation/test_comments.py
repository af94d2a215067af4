import uuid

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from foundation import outbox
from foundation.comments import add_comment, mentioned
from foundation.models import Comment, Event, Notification
from tests.foundation.door import body


def speak(client, row, text, **headers):
    address = reverse("foundation:comment", args=[row._meta.label_lower, row.uuid])
    return client.post(address, {"text": text}, headers=headers)


@pytest.fixture
def nothing_told(finding):
    Notification.objects.all().delete()


def told():
    return sorted(Notification.objects.values_list("user__name", flat=True))


def test_who_sees_a_finding_may_speak_on_it(browse, finding, cast):
    response = speak(browse("samir"), finding, "We have started with site two.")

    assert (response.status_code, response["Location"]) == (302, finding.get_absolute_url())
    comment = Comment.objects.about(finding).get()
    assert (comment.author, comment.text) == (cast["samir"], "We have started with site two.")
    assert Event.objects.about(finding).filter(kind="comment.added").count() == 1


def test_who_is_named_is_told_and_gets_a_mail(browse, finding, nothing_told):
    speak(browse("tobias"), finding, "@priya please look, and @samir too. Not you, tobias@meridane.example.")
    outbox.send_waiting()

    assert told() == ["Priya Raman", "Samir Haddad"]
    assert sorted(message.to[0] for message in mail.outbox) == ["priya@meridane.example", "samir@meridane.example"]


def test_who_may_not_see_the_record_is_not_told(browse, finding, nothing_told):
    speak(browse("tobias"), finding, "@omar @claire @igor @malik @nobody")

    assert told() == []


def test_a_closed_account_is_not_told(browse, finding, cast, nothing_told):
    cast["samir"].is_active = False
    cast["samir"].save()

    speak(browse("tobias"), finding, "@samir")

    assert told() == []


def test_a_remark_on_what_one_cannot_see_is_answered_as_on_what_does_not_exist(browse, finding):
    omar = browse("omar")
    foreign = speak(omar, finding, "Hello")
    missing = omar.post(reverse("foundation:comment", args=["audits.finding", uuid.uuid4()]), {"text": "Hello"})

    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert body(foreign) == body(missing)
    assert not Comment.objects.exists()


@pytest.mark.parametrize("who", ["claire", "igor"])
def test_outsiders_do_not_speak_here(browse, finding, cast, who):
    assert speak(browse(who), finding, "Hello").status_code == 404
    with pytest.raises(PermissionDenied):
        add_comment(actor=cast[who], subject=finding, text="Hello")


@pytest.mark.parametrize(
    "label", ["foundation.notification", "directory.user", "sessions.session", "audits", "x.y", "audits.finding.state"]
)
def test_only_records_with_a_page_and_a_scope_can_be_spoken_on(browse, label):
    assert browse("ines").post(f"/comments/{label}/{uuid.uuid4()}/", {"text": "Hello"}).status_code == 404


@pytest.mark.parametrize("text", ["", "   \n ", "x" * 5001])
def test_an_empty_or_endless_remark_is_refused(browse, finding, text):
    response = speak(browse("samir"), finding, text)

    assert response.status_code == 422
    assert not Comment.objects.exists()


def test_the_verb_refuses_an_empty_remark_too(finding, cast):
    with pytest.raises(ValidationError):
        add_comment(actor=cast["samir"], subject=finding, text="  ")


def test_a_script_gets_the_timeline_back(browse, finding):
    response = speak(browse("samir"), finding, "Seen & noted <b>", **{"HX-Request": "true", "HX-Target": "timeline"})

    page = response.content.decode()
    assert response.status_code == 200
    assert page.lstrip().startswith('<div class="stack" id="timeline"')
    assert "Seen &amp; noted &lt;b&gt;" in page
    assert "<html" not in page


def test_a_script_gets_a_refused_remark_back_with_its_reason(browse, finding):
    response = speak(browse("samir"), finding, "", **{"HX-Request": "true", "HX-Target": "timeline"})

    assert response.status_code == 422
    assert "This field is required" in response.content.decode()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@ines.moreau, please", {"ines.moreau"}),
        ("(@Ines.)", {"ines"}),
        ("mail me: ines@meridane.example", set()),
        ("@@ines", set()),
        ("@a @b\n@a", {"a", "b"}),
        ("@" + "x" * 100, {"x" * 64}),
    ],
)
def test_names_after_an_at_sign_are_mentions(text, names):
    assert mentioned(text) == names
