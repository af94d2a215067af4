"""The record of the assurance system: its scope statement in versions, who governs, and what is missing."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from assurance.actions import (
    appoint,
    approve_scope,
    end_governance,
    return_scope,
    revise_scope,
    submit_scope,
    write_scope,
)
from assurance.models import GovernanceRole, ScopeStatement
from assurance.system_page import changes_between, system_of
from foundation.directory.models import Unit
from foundation.models.trail import Event, Notification
from foundation.refusals import Refused, WrongState
from tests.company import TODAY

S = ScopeStatement.State
DAY = timedelta(days=1)


@pytest.fixture
def head(company):
    return company.units["MN"]


@pytest.fixture
def submitted(cast, head):
    scope = write_scope(actor=cast["ines"], unit=head, text="Research.\nDelivery.")
    return submit_scope(actor=cast["ines"], scope=scope, on=TODAY)


@pytest.fixture
def in_force(cast, submitted):
    return approve_scope(actor=cast["carla"], scope=submitted, on=TODAY)


class TestScope:
    def test_m01_a_version_shows_who_approved_it_and_when(self, client, cast, in_force):
        client.force_login(cast["emma"])

        page = client.get(reverse("assurance:system")).content.decode()

        assert (in_force.state, in_force.approved_by, in_force.approved_on) == (S.APPROVED, cast["carla"], TODAY)
        assert "Version 1, approved by Carla" in page
        assert "Delivery." in page

    def test_m01_the_next_version_supersedes_it_and_both_are_kept(self, cast, head, in_force):
        scope = write_scope(actor=cast["ines"], unit=head, text="Research.", change_note="Delivery is left out.")
        submit_scope(actor=cast["ines"], scope=scope, on=TODAY + DAY)
        approve_scope(actor=cast["carla"], scope=scope, on=TODAY + DAY)

        in_force.refresh_from_db()
        assert (in_force.state, scope.state, scope.number) == (S.SUPERSEDED, S.APPROVED, 2)
        assert ScopeStatement.objects.in_force().get() == scope
        assert changes_between(in_force, scope) == [("same", "Research."), ("removed", "Delivery.")]

    def test_s06_who_wrote_it_does_not_approve_it(self, cast, submitted):
        with pytest.raises(Refused) as refusal:
            approve_scope(actor=cast["ines"], scope=submitted, on=TODAY)

        submitted.refresh_from_db()
        assert refusal.value.code == "S-06"
        assert submitted.state == S.IN_REVIEW

    def test_those_who_may_approve_it_are_told_and_the_author_is_not(self, cast, submitted):
        told = Notification.objects.filter(event__kind="scope.submit").values_list("user__name", flat=True)

        assert cast["carla"].name in told
        assert cast["ines"].name not in told

    def test_it_goes_back_with_a_reason_and_can_be_changed_only_as_a_draft(self, cast, submitted):
        with pytest.raises(WrongState):
            revise_scope(actor=cast["ines"], scope=submitted, text="Other.")
        with pytest.raises(ValidationError):
            return_scope(actor=cast["carla"], scope=submitted, on=TODAY, reason="")

        return_scope(actor=cast["carla"], scope=submitted, on=TODAY, reason="Name the sites.")
        revised = revise_scope(actor=cast["ines"], scope=submitted, text="Other.")

        assert (revised.state, revised.text) == (S.DRAFT, "Other.")

    def test_one_is_written_at_a_time_and_later_ones_say_what_changes(self, cast, head, submitted):
        with pytest.raises(ValidationError) as second:
            write_scope(actor=cast["ines"], unit=head, text="More.", change_note="More")
        approve_scope(actor=cast["carla"], scope=submitted, on=TODAY)
        with pytest.raises(ValidationError) as silent:
            write_scope(actor=cast["ines"], unit=head, text="More.")

        assert "A new version is being written already." in str(second.value)
        assert list(silent.value.message_dict) == ["change_note"]

    @pytest.mark.parametrize("who", ["samir", "priya", "adam", "emma"])
    def test_nobody_but_officers_writes_it(self, cast, head, who):
        with pytest.raises(PermissionDenied):
            write_scope(actor=cast[who], unit=head, text="Mine.")

    def test_a_draft_is_seen_by_who_works_on_it_only(self, cast, head):
        draft = write_scope(actor=cast["ines"], unit=head, text="Soon.")

        seen = {
            name: draft in ScopeStatement.objects.visible_to(cast[name]) for name in ("ines", "carla", "emma", "claire")
        }

        assert seen == {"ines": True, "carla": True, "emma": False, "claire": False}


class TestGovernance:
    def test_a_seat_is_held_from_a_day_to_a_day_and_who_gets_it_is_told(self, cast, company, head):
        seat = appoint(actor=cast["ines"], unit=head, kind="chair", person=company.person("helena"), from_on=TODAY)

        end_governance(actor=cast["ines"], seat=seat, until_on=TODAY + 10 * DAY, reason="Retires")

        held = GovernanceRole.objects
        assert [held.on(day).exists() for day in (TODAY - DAY, TODAY, TODAY + 10 * DAY, TODAY + 11 * DAY)] == [
            False, True, True, False,
        ]  # fmt: skip
        assert Notification.objects.filter(event__kind="governance.appointed", user=cast["helena"]).exists()
        assert Event.objects.get(kind="governance.ended").content.details["reason"] == "Retires"

    def test_of_a_chair_there_is_one_at_a_time_of_members_many(self, cast, company, head):
        given = {"actor": cast["ines"], "unit": head, "from_on": TODAY}
        appoint(kind="chair", person=company.person("helena"), **given)
        appoint(kind="member", person=company.person("samir"), **given)
        appoint(kind="member", person=company.person("carla"), **given)

        with pytest.raises(ValidationError) as second:
            appoint(kind="chair", person=company.person("carla"), **given)
        with pytest.raises(ValidationError):
            appoint(kind="member", person=company.person("samir"), **given)

        assert "holds this seat" in str(second.value)

    def test_a_seat_that_ended_is_not_ended_again(self, cast, company, head):
        seat = appoint(actor=cast["ines"], unit=head, kind="chair", person=company.person("helena"), from_on=TODAY)
        end_governance(actor=cast["ines"], seat=seat, until_on=TODAY)

        with pytest.raises(WrongState):
            end_governance(actor=cast["ines"], seat=seat, until_on=TODAY + DAY)

    def test_the_last_day_does_not_lie_before_the_first(self, cast, company, head):
        seat = appoint(actor=cast["ines"], unit=head, kind="chair", person=company.person("helena"), from_on=TODAY)

        with pytest.raises(ValidationError) as refusal:
            end_governance(actor=cast["ines"], seat=seat, until_on=TODAY - DAY)

        assert "cannot lie before the first" in str(refusal.value)


class TestPage:
    def test_m01_it_names_the_accountable_officer_of_every_region(self, client, cast, company):
        region = Unit.objects.filter(kind=Unit.Kind.REGION).first()
        region.accountable_officer = company.person("helena")
        region.save()
        client.force_login(cast["ines"])

        page = client.get(reverse("assurance:system")).content.decode()

        row = page.split(f">{region.name}</a>", 1)[1].split("</tr>", 1)[0]
        assert company.person("helena").name in row

    def test_m01_a_region_without_one_is_a_gap(self, cast, company):
        region = Unit.objects.filter(kind=Unit.Kind.REGION).first()
        region.accountable_officer = company.person("helena")
        region.save()
        before = system_of(cast["ines"], TODAY)["gaps"]
        region.accountable_officer = None
        region.save()

        gaps = system_of(cast["ines"], TODAY)["gaps"]

        assert set(gaps) - set(before) == {f"{region.name} has no accountable officer."}

    def test_m01_what_else_is_missing_is_named_and_goes_when_it_is_there(self, cast, company, head, in_force):
        region = Unit.objects.filter(kind=Unit.Kind.REGION).first()
        seats = [("chair", head), ("global_officer", head), ("regional_officer", region)]
        before = system_of(cast["ines"], TODAY)["gaps"]
        for (kind, unit), name in zip(seats, ("helena", "carla", "samir"), strict=True):
            appoint(actor=cast["ines"], unit=unit, kind=kind, person=company.person(name), from_on=TODAY)

        gone = set(before) - set(system_of(cast["ines"], TODAY)["gaps"])

        assert gone == {
            "Nobody chairs the committee.",
            "There is no global security officer.",
            f"{region.name} has no regional security officer.",
        }

    def test_it_costs_twelve_queries_at_most(self, client, cast, in_force, django_assert_max_num_queries):
        client.force_login(cast["ines"])
        client.get(reverse("assurance:system"))

        with django_assert_max_num_queries(12):
            client.get(reverse("assurance:system"))
        with django_assert_max_num_queries(12):
            client.get(in_force.get_absolute_url())

    def test_a_refused_text_comes_back_filled(self, client, cast, in_force):
        client.force_login(cast["ines"])

        answer = client.post(reverse("assurance:scope_write"), {"text": "Everything", "change_note": ""})

        assert answer.status_code == 422
        assert "Everything" in answer.content.decode()
        assert "Say what changes" in answer.content.decode()
