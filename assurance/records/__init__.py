"""What the record page of evidence shows, gathered in few queries; nothing here writes."""

from typing import Any

from assurance.custody import Custody, custody_of, proofs_of, versions_of
from assurance.models import Evidence, EvidenceLink
from assurance.permissions import UPLOAD_EVIDENCE
from assurance.standing import scan_standing, standing
from foundation.access import permits
from foundation.clock import today
from foundation.directory.models import User
from foundation.steps import moves_of
from foundation.stories import story_of


def record_of(piece: Evidence, user: User) -> dict[str, Any]:
    """What the record page shows: versions with files, the steps of the newest, what it proves, its custody."""
    on = today(piece.unit)
    versions = versions_of(piece)
    newest = versions[0]
    links = list(EvidenceLink.objects.of(piece))
    custody = custody_of(piece, versions) if user.kind == User.Kind.INSIDE else Custody([])
    return {
        **story_of(piece, actor=user, timeline=custody.entries),
        "evidence": piece,
        "newest": newest,
        "standing": standing(newest, on=on),
        "versions": [
            (one, standing(one, on=on), [(file, scan_standing(file)) for file in one.files.all()]) for one in versions
        ],
        "moves": moves_of(newest, actor=user, on=on),
        "proofs": proofs_of(links, user),
        "twins": custody.twins,
        "may_add": permits(user, UPLOAD_EVIDENCE),
        "today": on,
    }
