"""Grants in each state, with the rows they show and the steps that led there."""

from pathlib import Path

from assurance.models import EvidenceVersion, Framework, Process
from audits.models import Audit
from certifications.actions.grants import PREFIX
from certifications.actions.opening import write_networks, write_objects
from certifications.models import Certificate, Grant, GrantRule
from certifications.spans import span_of_grant
from certifications.workflows import GRANT
from foundation.demonstration import Story, lines_of
from foundation.demonstration.story import SOURCE
from foundation.models.rooms import GrantedObject
from foundation.numbers import next_reference
from foundation.rows import pointer

CONTENT = Path(__file__).parent.parent / "content" / "demo" / "grants.csv"
K = GrantRule.Kind
OPENED = ("live", "expired", "revoked")


def load_grants(story: Story) -> dict[str, Grant]:
    """Writes them and returns them by their keys."""
    return {line["key"]: _grant(story, line) for line in lines_of(CONTENT)}


def _grant(story: Story, line: dict[str, str]) -> Grant:
    grant = _request(story, line)
    rules = [GrantRule(grant=grant, kind=kind, **pointer(row)) for kind, row in _rules(line)]
    GrantRule.objects.bulk_create(rules)
    _tell(story, line, grant)
    if line["state"] in OPENED:
        write_networks(grant)
        write_objects(grant)
    GRANT.place(grant, line["state"], actor=story.robot, on=story.on, source=SOURCE)
    if line["state"] == Grant.State.REVOKED:
        grant.until_at = story.moment(line["ended"], "11:30", unit=grant.unit)
        grant.save(update_fields=["until_at"])
        GrantedObject.objects.filter(grant_uuid=grant.uuid).update(until_at=grant.until_at)
    return grant


def _request(story: Story, line: dict[str, str]) -> Grant:
    account = story.accounts[line["account"]]
    grant = Grant(
        ref=next_reference(PREFIX, story.on.year),
        grantee=account,
        organisation=account.organisation,
        audit=Audit.objects.filter(ref=line["engagement"]).first(),
        unit=story.units[line["unit"]],
        valid_from=story.day(line["first"]),
        valid_until=story.day(line["last"]),
        nda=EvidenceVersion.objects.get(evidence__ref=line["nda"]),
        allow_download=bool(line["allow_download"]),
        follow=bool(line["follow"]),
        cut_off=story.maybe_day(line["cut_off"]),
        networks=line["networks"],
        requested_by=story.accounts[line["requested_by"]],
        cleared_by=story.accounts.get(line["cleared_by"]),
        approved_by=story.accounts.get(line["approved_by"]),
        **{key: line[key] for key in ("kind", "purpose", "max_grading")},
    )
    if grant.approved_by is not None:
        span = span_of_grant(grant)
        grant.from_at, grant.until_at = span.from_at, span.until_at
    grant.full_clean()
    grant.save()
    return grant


def _rules(line: dict[str, str]) -> list[tuple[str, object]]:
    audits = list(Audit.objects.filter(ref__in=line["audits"].split(";")))
    frameworks = list(Framework.objects.filter(code__in=line["frameworks"].split(";")))
    rules = [(K.AUDIT, row) for row in audits] + [(K.FRAMEWORK, row) for row in frameworks]
    rules += [(K.AUDIT_EVIDENCE, row) for row in audits] if line["audit_evidence"] else []
    rules += [(K.FRAMEWORK_CONTROLS, row) for row in frameworks] if line["framework_controls"] else []
    rules += [(K.FRAMEWORK_FINDINGS, row) for row in frameworks] if line["framework_findings"] else []
    rules += [(K.CERTIFICATE, row) for row in Certificate.objects.filter(ref__in=line["certificates"].split(";"))]
    return rules + [(K.PROCESS, row) for row in Process.objects.filter(code__in=line["processes"].split(";"))]


def _tell(story: Story, line: dict[str, str], grant: Grant) -> None:
    """What happened to the request, step by step."""
    past = [
        ("requested", line["requested"], "09:40", line["requested_by"], "wrote the request"),
        ("submit", line["requested"], "10:15", line["requested_by"], "asked for approval"),
        ("clear", line["cleared"], "14:05", line["cleared_by"], "agreed as counsel"),
        ("approve", line["approved"], "11:20", line["approved_by"], "approved it"),
        ("start", line["first"] if line["state"] in OPENED else "", "00:05", "", "opened the room"),
        ("end", line["last"] if line["state"] == "expired" else "", "23:59", "", "closed the room at its end"),
        ("revoke", line["ended"], "11:30", line["ended_by"], f"revoked it: {line['reason']}"),
    ]
    for step, offset, clock, who, summary in past:
        if offset:
            at, actor = story.moment(offset, clock, unit=grant.unit), story.account(who)
            told = [grant.grantee] if step == "start" else [grant.requested_by]
            story.tell(at=at, actor=actor, kind=f"grant.{step}", subject=grant, summary=summary, notify=told)
    story.backdate(story.moment(line["requested"], "09:40", unit=grant.unit), grant)
