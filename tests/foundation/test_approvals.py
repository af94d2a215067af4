import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from audits.policies import VERIFICATION
from foundation import inbox, policy
from foundation.access import Role
from foundation.approvals import ask_approval, decide_approval, withdraw_approval
from foundation.directory.actions import propose_role
from foundation.directory.models import RoleGrant, User
from foundation.directory.permissions import APPROVE_ROLE
from foundation.models import Approval, Event, Notification
from foundation.policies import propose_policy
from foundation.refusals import Refused, WrongState
from foundation.verbs import verb
from tests.company import TODAY, grant
from tests.entered import come_in


@verb("tests.always_refuses")
def always_refuses(*, actor, subject):
    """A verb that changes something and then runs into a rule."""
    User.objects.filter(pk=actor.pk).update(organisation="changed")
    raise Refused("T", "The register is closed this week.")


@pytest.fixture
def asked(company, cast):
    """Adam proposes that Emma becomes a process owner of technical services."""
    return propose_role(
        actor=cast["adam"],
        user=cast["emma"],
        role=Role.PO,
        unit=company.units["TS"],
        from_on=TODAY,
        reason="She takes over remote access.",
    )


@pytest.fixture
def hopeless(company, cast):
    """Adam asks for something that a rule will refuse."""
    return ask_approval(
        actor=cast["adam"],
        subject=company.units["TS"],
        verb_name="tests.always_refuses",
        label="Close the register",
        parameters={"subject": company.units["TS"]},
        second=APPROVE_ROLE,
    )


def page_of(approval):
    return reverse("foundation:approval", args=[approval.uuid])


def decide(client, approval, yes="yes", note=""):
    return client.post(page_of(approval), {"yes": yes, "note": note})


def second_account(cast, name, role, unit):
    """Another account of the same person, with a role that could decide."""
    user = User.objects.create_user(email=f"{name}.two@meridane.example", name="Second", person=cast[name].person)
    grant(user, (role, unit))
    return user


def test_what_waits_stands_in_the_inbox_of_who_can_decide(browse, asked):
    assert "Decide" in browse("ines").get(reverse("foundation:approvals")).content.decode()
    assert list(inbox.waiting_for(asked.asked_as)) == []


def test_who_lacks_the_role_sees_nothing_of_it(browse, asked, cast):
    for who in ("emma", "samir", "priya", "helena"):
        assert list(inbox.waiting_for(cast[who])) == []
        assert browse(who).get(page_of(asked)).status_code == 404


def test_a_role_on_another_unit_does_not_count(company, asked, cast):
    grant(cast["malik"], (Role.CO, company.units["MEA"]))
    grant(cast["omar"], (Role.CO, company.units["TS"]))

    assert list(inbox.waiting_for(cast["malik"])) == []
    assert list(inbox.waiting_for(cast["omar"])) == [asked]


def test_who_can_decide_is_told(asked):
    told = Notification.objects.filter(event__kind="approval.asked").values_list("user__name", flat=True)

    assert set(told) == {"Ines Moreau", "Carla Stone"}


def test_the_page_says_exactly_what_a_yes_does(browse, asked):
    page = browse("ines").get(page_of(asked)).content.decode()

    for words in ("Emma Cole", "Process owner", "Technical services", "20 Nov 2026", "She takes over remote access."):
        assert words in page


def test_a_changed_policy_is_shown_with_its_name_and_value(browse, cast):
    value = policy.declaration(VERIFICATION).value | {"minor": {"min_days": 30, "max_days": 120}}
    approval = propose_policy(
        actor=cast["adam"], key=VERIFICATION, value=value, effective_from=TODAY, reason="As it was.", on=TODAY
    )

    told = dict(inbox.consequences(approval))

    assert told["Policy"] == str(policy.declaration(VERIFICATION).label)
    assert "New value" not in told  # it is shown in full beside, in words
    assert told["In force from"] == "20 Nov 2026"


def test_the_page_leads_to_the_record_it_is_about(browse, finding, cast):
    approval = ask_approval(
        actor=cast["ines"],
        subject=finding,
        verb_name="tests.always_refuses",
        label="Void the finding",
        parameters={"subject": finding},
        second=APPROVE_ROLE,
    )

    assert f'href="{finding.get_absolute_url()}"' in browse("carla").get(page_of(approval)).content.decode()


def test_yes_carries_it_out_and_tells_who_asked(browse, asked, cast):
    response = decide(browse("ines"), asked, note="Welcome.")

    asked.refresh_from_db()
    assert response["Location"] == reverse("foundation:approvals")
    assert (asked.decision, asked.decided_by, asked.note) == (Approval.Decision.YES, cast["ines"].person, "Welcome.")
    assert RoleGrant.objects.filter(user=cast["emma"], role=Role.PO).exists()
    assert cast["adam"].notifications.filter(event__kind="approval.given").exists()


def test_no_carries_nothing_out(browse, asked, cast):
    decide(browse("ines"), asked, yes="no", note="Not yet.")

    asked.refresh_from_db()
    assert asked.decision == Approval.Decision.NO
    assert not RoleGrant.objects.filter(user=cast["emma"], role=Role.PO).exists()
    assert Event.objects.filter(kind="approval.refused").exists()


def test_the_one_who_asked_cannot_decide(browse, asked, cast):
    page = browse("adam").get(page_of(asked))
    answer = decide(browse("adam"), asked)

    assert "Another person has to decide" in page.content.decode()
    assert answer.status_code == 403
    asked.refresh_from_db()
    assert asked.decision == Approval.Decision.WAITING


def test_the_one_who_asked_cannot_decide_by_a_second_account(client, company, asked, cast):
    other = second_account(cast, "adam", Role.CO, company.units["MN"])
    come_in(client, other)

    answer = decide(client, asked)

    assert list(inbox.waiting_for(other)) == []
    assert answer.status_code == 409
    assert "Another person has to decide" in answer.content.decode()
    with pytest.raises(Refused):
        decide_approval(actor=other, approval=asked, yes=True)


def test_what_was_decided_is_not_decided_again(browse, asked):
    carla = browse("carla")
    assert carla.get(page_of(asked)).status_code == 200
    decide(browse("ines"), asked)

    answer = decide(carla, asked, yes="no")

    assert answer.status_code == 404
    asked.refresh_from_db()
    assert asked.decision == Approval.Decision.YES


def test_who_decided_and_sends_it_again_is_told_so(browse, asked):
    ines = browse("ines")
    decide(ines, asked)

    answer = decide(ines, asked, yes="no")

    assert answer.status_code == 409
    assert "decided already" in answer.content.decode()


def test_a_rule_in_the_way_undoes_the_decision_and_is_shown(browse, hopeless, cast):
    answer = decide(browse("ines"), hopeless)

    hopeless.refresh_from_db()
    cast["adam"].refresh_from_db()
    assert answer.status_code == 409
    assert "The register is closed this week." in answer.content.decode()
    assert (hopeless.decision, hopeless.decided_by) == (Approval.Decision.WAITING, None)
    assert cast["adam"].organisation == ""
    assert not Event.objects.filter(kind="approval.given").exists()


def test_a_decision_without_a_choice_is_sent_back(browse, asked):
    answer = browse("ines").post(page_of(asked), {"note": "?"})

    assert answer.status_code == 422
    assert "Choose “Approve” or “Refuse”." in answer.content.decode()


def test_the_inbox_shows_what_one_asked_for(browse, asked):
    page = browse("adam").get(reverse("foundation:approvals")).content.decode()

    assert "Emma Cole" in page
    assert "Waiting" in page


def test_a_row_that_has_gone_is_said_to_be_gone(asked):
    asked.parameters["user"]["uuid"] = "00000000-0000-0000-0000-000000000001"

    assert ("Account", "no longer there") in inbox.consequences(asked)


def test_the_pages_need_few_queries(browse, asked, hopeless, django_assert_max_num_queries):
    ines = browse("ines")
    with django_assert_max_num_queries(12):
        ines.get(reverse("foundation:approvals"))
    with django_assert_max_num_queries(12):
        ines.get(page_of(asked))


def test_who_asked_takes_it_back_and_who_could_decide_is_told(browse, asked, cast):
    answer = browse("adam").post(reverse("foundation:withdraw_approval", args=[asked.uuid]))
    page = browse("adam").get(page_of(asked)).content.decode()

    asked.refresh_from_db()
    event = Event.objects.get(kind="approval.withdrawn")
    told = Notification.objects.filter(event=event).values_list("user__name", flat=True)
    assert (answer.status_code, asked.decision, asked.decided_by) == (302, "withdrawn", None)
    assert (event.content.actor, set(told)) == (cast["adam"], {"Ines Moreau", "Carla Stone"})
    assert "Withdrawn by Adam" in page
    assert list(inbox.waiting_for(cast["ines"])) == []


def test_what_was_withdrawn_is_decided_by_nobody_and_can_be_asked_again(asked, cast, company):
    withdraw_approval(actor=cast["adam"], approval=asked)

    with pytest.raises(WrongState):
        decide_approval(actor=cast["ines"], approval=asked, yes=True)
    with pytest.raises(WrongState):
        withdraw_approval(actor=cast["adam"], approval=asked)
    again = propose_role(
        actor=cast["adam"],
        user=cast["emma"],
        role=Role.PO,
        unit=company.units["TS"],
        from_on=TODAY,
        reason="After all.",
    )
    assert again.decision == "waiting"


def test_nobody_takes_back_what_another_asked_for(browse, asked, cast):
    with pytest.raises(PermissionDenied):
        withdraw_approval(actor=cast["ines"], approval=asked)

    assert browse("ines").post(reverse("foundation:withdraw_approval", args=[asked.uuid])).status_code == 403
    assert "Withdraw" not in browse("ines").get(page_of(asked)).content.decode()


def test_what_is_decided_cannot_be_taken_back(browse, asked, cast):
    decide_approval(actor=cast["ines"], approval=asked, yes=False)

    assert browse("adam").post(reverse("foundation:withdraw_approval", args=[asked.uuid])).status_code == 409
    assert "Withdraw</button>" not in browse("adam").get(page_of(asked)).content.decode()


def test_one_s_own_proposal_stands_in_my_work(browse, asked):
    for who, words in (("adam", "Wait for the decision, or withdraw"), ("ines", "Decide as the second person")):
        page = browse(who).get(f"{reverse('foundation:my_work')}?view=all").content.decode()
        assert (words in page, asked.label in page) == (True, True)
