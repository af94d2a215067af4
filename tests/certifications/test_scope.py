"""What a grant shows and what it never shows, by its rules, its ceiling and what comes later."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from assurance.actions import add_control, link_evidence
from assurance.models import Control, Evidence, Requirement
from assurance.workflows import CONTROL
from audits.actions import add_action
from audits.models import Audit, ChecklistItem, CorrectiveAction, Finding
from audits.workflows import FINDING
from certifications.models import Certificate, Grant
from certifications.scope import CLOSED_TO_INSPECTORS, scope_of
from certifications.tasks import sweep_grants
from foundation.access import robot
from foundation.directory.models import Person
from foundation.models.rooms import GrantedObject
from tests.company import TODAY
from tests.room import K, accepted, approved, certificate, requested, shown_for


def seen(model, user) -> set:
    return set(model.objects.visible_to(user))


def test_an_audit_comes_with_its_issued_findings(company, cast, audit, finding):
    grant = approved(company, [(K.AUDIT, audit)])

    assert seen(Audit, cast["claire"]) == {audit}
    assert seen(Finding, cast["claire"]) == {finding}
    assert seen(Evidence, cast["claire"]) == set()
    assert scope_of(grant).counts()[0][1] == 1


def test_evidence_comes_when_it_was_asked_for(room, cast, piece):
    assert seen(Evidence, cast["claire"]) == {piece.evidence}


def test_checklists_people_and_comments_never_come(room, cast, audit):
    assert ChecklistItem.objects.filter(audit=audit).exists()
    assert seen(ChecklistItem, cast["claire"]) == set()
    kinds = {row.subject_type.model for row in GrantedObject.objects.select_related("subject_type")}
    assert kinds <= {"grant", "audit", "finding", "evidence", "correctiveaction"}


def test_a_draft_finding_never_comes(company, cast, room, audit):
    FINDING.place(Finding.objects.get(), "draft", actor=robot(), on=TODAY, source="the tests")

    assert seen(Finding, cast["claire"]) == set()


def test_evidence_graded_above_the_ceiling_never_comes(company, cast, finding):
    shown_for(company, finding, "Secret list", grading="confidential")
    approved(company, [(K.AUDIT, finding.audit), (K.AUDIT_EVIDENCE, finding.audit)], max_grading="internal")

    assert seen(Evidence, cast["claire"]) == set()


def test_what_is_graded_up_later_is_gone_at_once(room, cast, piece, browse):
    address = f"/room/{room.uuid}/evidence/{piece.evidence.uuid}/"
    assert browse("claire").get(address).status_code == 200

    Evidence.objects.filter(pk=piece.evidence.pk).update(grading="confidential")

    assert browse("claire").get(address).status_code == 404
    assert seen(Evidence, cast["claire"]) == set()


def test_an_audit_graded_up_later_takes_its_findings_with_it(room, cast, audit):
    Audit.objects.update(grading="secret")

    assert (seen(Audit, cast["claire"]), seen(Finding, cast["claire"])) == (set(), set())


def test_the_evidence_of_actions_comes_with_the_finding(company, cast, finding):
    FINDING.place(finding, "action", actor=robot(), on=TODAY, source="the tests")
    facts = {"text": "Switch it on.", "owner": finding.owner, "due_on": date(2027, 1, 29)}
    action = add_action(actor=cast["samir"], finding=finding, on=TODAY, **facts)
    proof = shown_for(company, action, "Switched on", purpose="action")

    approved(company, [(K.FINDING, finding), (K.FINDING_EVIDENCE, finding)])

    assert seen(Evidence, cast["claire"]) == {proof.evidence}


def test_one_finding_alone_shows_neither_its_audit_nor_the_others(company, cast, finding):
    approved(company, [(K.FINDING, finding)])

    assert (seen(Audit, cast["claire"]), seen(Finding, cast["claire"])) == (set(), {finding})


@pytest.fixture
def control(company, cast) -> Control:
    facts = {"code": "C-TS", "statement": "Sessions are recorded.", "kind": "detective", "unit": company.units["TS"]}
    control = add_control(actor=cast["ines"], on=TODAY, requirements=[Requirement.objects.get(ref="MCB-15")], **facts)
    CONTROL.move(control, "operate", actor=cast["ines"], on=TODAY)
    return control


def test_a_framework_comes_with_its_requirements(company, cast, control, finding):
    approved(company, [(K.FRAMEWORK, company.framework)])

    assert seen(Requirement, cast["claire"]) == set(company.framework.requirements.all())
    assert seen(Control, cast["claire"]) == set()


def test_the_controls_of_a_framework_come_with_what_shows_them(company, cast, control, finding):
    proof = shown_for(company, control, "Recorder settings")
    approved(company, [(K.FRAMEWORK, company.framework), (K.FRAMEWORK_CONTROLS, company.framework)])

    assert seen(Control, cast["claire"]) == {control}
    assert seen(Evidence, cast["claire"]) == {proof.evidence}


def test_the_preview_counts_exactly_what_is_granted(company, cast, control, finding, piece):
    rules = [(K.AUDIT, finding.audit), (K.AUDIT_EVIDENCE, finding.audit), (K.FRAMEWORK, company.framework)]
    promised = dict(scope_of(requested(company, rules)).counts())

    approved(company, rules, purpose="The same")

    models = {"Audits": Audit, "Findings": Finding, "Evidence": Evidence, "Requirements": Requirement}
    for label, model in models.items():
        assert promised[label] == len(seen(model, cast["claire"])), label


# What comes later.


def test_new_evidence_stays_closed_when_the_scope_stands(company, cast, room, finding):
    shown_for(company, finding, "Later")

    assert "Later" not in {row.title for row in seen(Evidence, cast["claire"])}


def test_new_evidence_opens_the_moment_it_is_accepted_when_the_grant_follows(company, cast, finding):
    approved(company, [(K.FINDING, finding), (K.FINDING_EVIDENCE, finding)], follow=True)
    assert seen(Evidence, cast["claire"]) == set()

    version = accepted(company, "Later")
    assert seen(Evidence, cast["claire"]) == set()  # accepted, but of nothing that is shown
    link_evidence(actor=cast["priya"], version=version, subject=finding, purpose="objective")

    assert seen(Evidence, cast["claire"]) == {version.evidence}


def test_followed_evidence_obeys_the_ceiling_too(company, cast, finding):
    approved(company, [(K.FINDING, finding), (K.FINDING_EVIDENCE, finding)], follow=True)

    shown_for(company, finding, "Later", grading="confidential")

    assert seen(Evidence, cast["claire"]) == set()


def test_a_new_finding_of_a_followed_audit_comes_with_the_next_sweep(company, cast, finding, audit):
    grant = approved(company, [(K.AUDIT, audit)], follow=True)
    Finding.objects.filter(pk=finding.pk).update(ref="F-OLD")
    new = Finding.objects.get(pk=finding.pk)
    new.pk, new.uuid, new.ref = None, None, "F-NEW"
    new.uuid = grant.nda.uuid  # any fresh id will do
    new.save()
    assert {row.ref for row in seen(Finding, cast["claire"])} == {"F-OLD"}

    sweep_grants(on=TODAY, zone=grant.unit.zone)

    assert {row.ref for row in seen(Finding, cast["claire"])} == {"F-OLD", "F-NEW"}


def test_a_grant_opens_nothing_to_anybody_else(room, cast, piece):
    assert seen(Finding, cast["igor"]) == set()
    assert seen(Evidence, cast["igor"]) == set()
    assert not hasattr(Person.objects, "visible_to") or not Person.objects.visible_to(cast["claire"]).exists()


def test_actions_are_in_no_list_of_their_own(room, cast):
    assert set(CorrectiveAction.objects.visible_to(cast["claire"])) == set(
        CorrectiveAction.objects.filter(finding__in=Finding.objects.visible_to(cast["claire"]))
    )


# Certificates of the own body, and earlier findings.


def test_a_certificate_shows_itself_and_no_other(company, cast):
    shown, other = (certificate(company, title, body="Kestrel Certification") for title in ("Group ISMS", "Group QMS"))

    approved(company, [(K.CERTIFICATE, shown)])

    assert seen(Certificate, cast["claire"]) == {shown}
    assert other not in seen(Certificate, cast["claire"])


def test_the_certificate_of_another_body_is_refused(company):
    foreign = certificate(company, "Group QMS", body="Aldane Assurance")

    with pytest.raises(ValidationError, match="another body"):
        requested(company, [(K.CERTIFICATE, foreign)])


def test_a_certificate_above_the_ceiling_stays_closed(company, cast):
    row = certificate(company, "Group ISMS", body="Kestrel Certification", grading="confidential")

    approved(company, [(K.CERTIFICATE, row)], max_grading="internal")

    assert seen(Certificate, cast["claire"]) == set()


def test_earlier_findings_come_without_their_audits(company, cast, finding):
    approved(company, [(K.FRAMEWORK_FINDINGS, company.framework)])

    assert seen(Finding, cast["claire"]) == {finding}
    assert seen(Audit, cast["claire"]) == set()


def test_earlier_findings_of_another_body_never_come(company, cast, finding):
    Audit.objects.filter(pk=finding.audit.pk).update(kind=Audit.Kind.SURVEILLANCE, organisation="Aldane Assurance")

    approved(company, [(K.FRAMEWORK_FINDINGS, company.framework)])

    assert seen(Finding, cast["claire"]) == set()


# What is not for inspectors.


@pytest.mark.parametrize("kind", CLOSED_TO_INSPECTORS)
def test_an_inspector_is_shown_no_processes_controls_statements_or_certificates(company, cast, finding, kind):
    rows = {K.PROCESS: finding.process, K.FRAMEWORK_CONTROLS: company.framework}
    row = rows.get(kind) or certificate(company, "Group ISMS", body="Kestrel Certification")
    facts = {"grantee": cast["igor"], "kind": "inspector"}

    with pytest.raises(ValidationError, match="not shown to inspectors") as refused:
        requested(company, [(K.AUDIT, finding.audit), (kind, row)], **facts)
    assert list(refused.value.message_dict) == [CLOSED_TO_INSPECTORS[kind]]


def test_what_was_once_chosen_for_an_inspector_opens_none_of_it(company, finding, control):
    grant = requested(company, [(K.AUDIT, finding.audit), (K.FRAMEWORK_CONTROLS, company.framework)])
    Grant.objects.filter(pk=grant.pk).update(kind="inspector")
    grant.refresh_from_db()

    shown = scope_of(grant)

    assert (list(shown.audits), list(shown.controls), list(shown.frameworks)) == ([finding.audit], [], [])
