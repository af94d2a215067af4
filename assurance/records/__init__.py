"""What the record pages of evidence and of requests show, gathered in few queries; nothing here writes."""

from datetime import date
from typing import Any

from assurance.asking import row_for
from assurance.custody import Custody, custody_of, proofs_of, versions_of
from assurance.duplicates import twins_of
from assurance.freshness import counts_until, freshness
from assurance.models import Evidence, EvidenceLink, EvidenceRequest, EvidenceVersion
from assurance.permissions import CLEAR_EVIDENCE, HOLD_EVIDENCE, LIFT_HOLD, UPLOAD_EVIDENCE
from assurance.standing import file_standing, piece, standing
from foundation.access import permits
from foundation.clock import today
from foundation.directory.models import User
from foundation.steps import moves_of
from foundation.stories import story_of

S = EvidenceVersion.State


def record_of(piece: Evidence, user: User) -> dict[str, Any]:
    """What the record page shows: versions with files, the steps of the newest, what it proves, its custody.

    `piece` comes from Evidence.objects.….for_list().with_twin().
    """
    on = today(piece.unit)
    versions = versions_of(piece)
    links = list(EvidenceLink.objects.of(piece))
    custody = custody_of(piece, versions) if user.kind == User.Kind.INSIDE else Custody([])
    files = [file for one in versions for file in one.files.all() if file.disposed_at is None]
    return {
        **story_of(piece, actor=user, timeline=custody.entries),
        **_versions(versions, user=user, on=on),
        **_holds(piece, user),
        "evidence": piece,
        "proofs": proofs_of(links, user),
        "twins": _twins(piece, [file.sha256 for file in files], user),
        "damaged": [file for file in files if file.suspect_since],
        "may_clear": permits(user, CLEAR_EVIDENCE, piece),
        "counts_until": counts_until(piece),
        "freshness": freshness(counts_until(piece), on=on),
        "today": on,
    }


def _twins(piece: Evidence, hashes: list[str], user: User) -> list[str]:
    """The references of other evidence with one of the contents, as far as the reader sees it."""
    return [twin.ref for twin in twins_of(hashes, user, besides=piece)] if vars(piece)["has_twin"] else []


def _versions(versions: list[EvidenceVersion], *, user: User, on: date) -> dict[str, Any]:
    newest = versions[0]
    is_gone = newest.state == S.DISPOSED
    return {
        "newest": newest,
        "standing": standing(newest, on=on),
        "versions": [
            (one, standing(one, on=on), [(file, file_standing(file)) for file in one.files.all()]) for one in versions
        ],
        "moves": moves_of(newest, actor=user, on=on),
        "is_gone": is_gone,
        "may_add": permits(user, UPLOAD_EVIDENCE) and not is_gone,
    }


def _holds(piece: Evidence, user: User) -> dict[str, Any]:
    """The holds that last; for which matter, and why, only officers and counsel read."""
    lasting = piece.holds.live().select_related("placed_by")
    return {
        "holds": list(lasting) if vars(piece)["is_held"] else [],
        "may_hold": permits(user, HOLD_EVIDENCE, piece),
        "may_lift": permits(user, LIFT_HOLD, piece),
    }


def request_record_of(row: EvidenceRequest, user: User) -> dict[str, Any]:
    """What is asked for and about what, as far as the reader sees it; the answer, the steps and the story."""
    on = today(row.unit)
    answers = EvidenceVersion.objects.visible_to(user).filter(pk=row.answer_id).for_choice()
    return {
        **story_of(row, actor=user),
        "request_row": row,
        "subject": row_for(user, row.about, row.subject_uuid),
        "answers": [piece(one, on=on) for one in answers] if row.answer_id else [],
        "is_mine": user.person_id is not None and user.person_id == row.asked_of_id,
        "moves": moves_of(row, actor=user, on=on),
        "today": on,
    }
