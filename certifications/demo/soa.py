"""The statement of applicability of the group: version 3 in force and cited, version 4 as a draft that says some otherwise."""

from collections.abc import Iterable
from pathlib import Path

from assurance.models import Framework, Requirement
from audits.paper import digest_of
from certifications.actions.opening import write_objects
from certifications.actions.soa import PREFIX
from certifications.applicability import content_of
from certifications.models import Certificate, Grant, GrantRule, SoaLine, StatementOfApplicability
from certifications.workflows import SOA
from foundation.demonstration import Story, lines_of
from foundation.demonstration.story import SOURCE
from foundation.numbers import next_reference
from foundation.rows import pointer

CONTENT = Path(__file__).parent.parent / "content" / "demo"
FRAMEWORK, CERTIFICATE, READER = "ISO27001-2022", "C-01", "Kestrel Certification"
WRITER, APPROVER = "P-0013", "P-0014"
BEGUN, SUBMITTED, APPROVED, REVISED = -212, -203, -201, -9
SCOPE = (
    "Development, supply chain, delivery and technical services of the group, with the systems and sites they use. "
    "Products in operation at customers are outside."
)


def load_soas(story: Story) -> None:
    """Writes both versions; the certificate of the group cites the one in force."""
    unit, framework = story.units["MN"], Framework.objects.get(code=FRAMEWORK)
    facts = {"unit": unit, "framework": framework, "title": "Group ISMS", "scope": SCOPE}
    lines = {line["ref"]: line for line in lines_of(CONTENT / "soa_lines.csv")}
    third = _version(story, lines.values(), ref=next_reference(PREFIX, story.day(BEGUN).year), number=3, **facts)
    _tell(story, third, "started", BEGUN, WRITER, "began version 3")
    _approve(story, third)
    lines |= {line["ref"]: line for line in lines_of(CONTENT / "soa_changes.csv")}
    fourth = _version(story, lines.values(), ref=third.ref, number=4, previous=third, **facts)
    _tell(story, fourth, "started", REVISED, WRITER, "began version 4")
    certificate = Certificate.objects.filter(ref=CERTIFICATE).first()
    if certificate is not None:
        certificate.soa = third
        certificate.save(update_fields=["soa"])


def show_to_certifier(story: Story) -> None:
    """The room of the certifier shows the version in force."""
    soa = StatementOfApplicability.objects.get(state="approved")
    for grant in Grant.objects.filter(organisation=READER, state=Grant.State.LIVE):
        GrantRule.objects.create(grant=grant, kind=GrantRule.Kind.SOA, **pointer(soa))
        write_objects(grant)


def _version(story: Story, lines: Iterable[dict[str, str]], **facts: object) -> StatementOfApplicability:
    soa = StatementOfApplicability(**facts)
    soa.full_clean()
    soa.save()
    soa.editors.add(story.people[WRITER])
    known = {row.ref: row for row in Requirement.objects.filter(framework=soa.framework)}
    SoaLine.objects.bulk_create(_line(soa, known[line["ref"]], line) for line in lines)
    return soa


def _line(soa: StatementOfApplicability, requirement: Requirement, said: dict[str, str]) -> SoaLine:
    applies = said["applicable"] == "yes"
    return SoaLine(
        soa=soa,
        requirement=requirement,
        applicable=applies,
        reasons=[reason for reason in said["reasons"].split(";") if reason],
        inclusion=said["text"] if applies else "",
        exclusion="" if applies else said["text"],
        implementation=said["implementation"],
    )


def _approve(story: Story, soa: StatementOfApplicability) -> None:
    approver, on = story.people[APPROVER], story.day(APPROVED)
    soa.submitted_by, soa.approver, soa.approved_on = story.people[WRITER], approver, on
    soa.content = content_of(soa) | {"approver": str(approver), "approved_on": on.isoformat()}
    soa.sha256 = digest_of(soa.content)
    soa.save()
    _tell(story, soa, "submit", SUBMITTED, WRITER, str(SOA.step("submit").told))
    _tell(story, soa, "approve", APPROVED, APPROVER, str(SOA.step("approve").told))
    SOA.place(soa, "approved", actor=story.robot, on=story.on, source=SOURCE)


def _tell(story: Story, soa: StatementOfApplicability, name: str, offset: int, who: str, summary: str) -> None:
    at = story.moment(offset, unit=soa.unit, key=f"{soa.name} {name}")
    if name == "started":
        story.backdate(at, soa)
    story.tell(at=at, actor=story.account(who), kind=f"soa.{name}", subject=soa, summary=summary)
