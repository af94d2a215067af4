"""What the certifier and the inspector of the demonstration were granted, until their access has a life cycle of its own."""

from uuid import NAMESPACE_URL, uuid5

from assurance.models import Evidence, EvidenceLink
from audits.models import Audit, CorrectiveAction, Finding
from foundation.demonstration import Story
from foundation.models.rooms import GrantedObject
from foundation.rows import Grading, pointer

ROOMS = {"X-01": ("A-2026-05", -20, 20), "X-04": ("A-2026-12", -75, 88)}
SHOWN = (Grading.PUBLIC, Grading.INTERNAL, Grading.CONFIDENTIAL)


def open_rooms(story: Story) -> None:
    """Grants each of them one audit with its findings and their evidence, to read and not to download."""
    for number, (ref, first, last) in ROOMS.items():
        audit = Audit.objects.select_related("unit").get(ref=ref)
        findings = list(Finding.objects.filter(audit=audit))
        facts = {
            "grant_uuid": uuid5(NAMESPACE_URL, f"demonstration/{number}"),
            "user": story.accounts[number],
            "from_at": story.moment(first, "00:00", unit=audit.unit),
            "until_at": story.moment(last + 1, "00:00", unit=audit.unit),
            "max_grading": Grading.CONFIDENTIAL,
        }
        rows = [audit, *findings, *_evidence(audit, findings)]
        GrantedObject.objects.bulk_create(GrantedObject(**pointer(row), **facts) for row in rows)


def _evidence(audit: Audit, findings: list[Finding]) -> list[Evidence]:
    actions = CorrectiveAction.objects.filter(finding__in=findings)
    proved = [audit.uuid, *(finding.uuid for finding in findings), *actions.values_list("uuid", flat=True)]
    links = EvidenceLink.objects.accepted().filter(subject_uuid__in=proved)
    return list(Evidence.objects.filter(versions__links__in=links, grading__in=SHOWN).distinct())
