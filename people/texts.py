"""The text of a version as people read it before they sign, and what a session has shown."""

from django.http import HttpRequest

from assurance.models import DocumentVersion, EvidenceFile, EvidenceVersion
from foundation.viewer import DRAWN
from foundation.viewer.reading import READ
from people.models import Attestation

OPENED = "texts_opened"  # in the session: what was shown, by the attestation it was shown for
MOST_OPENED = 50
SHOWN = (EvidenceVersion.State.SUBMITTED, EvidenceVersion.State.ACCEPTED, EvidenceVersion.State.SUPERSEDED)


def text_of(version: DocumentVersion) -> EvidenceFile | None:
    """The file that people read; None where there is none that a page can show (one query for a row)."""
    if "_text" not in vars(version):
        version._text = _text_of(version)  # type: ignore[attr-defined]
    return version._text  # type: ignore[attr-defined]


def _text_of(version: DocumentVersion) -> EvidenceFile | None:
    if version.file is None or version.file.state not in SHOWN:
        return None
    sound = version.file.files.filter(suspect_since=None, disposed_at=None).exclude(scan=EvidenceFile.Scan.INFECTED)
    return sound.filter(detected_type__in=[*DRAWN, *READ]).order_by("pk").first()


def opened(request: HttpRequest, row: Attestation) -> str:
    """The hash of the text that this session has shown for it; empty where it has not."""
    return str(request.session.get(OPENED, {}).get(str(row.uuid), ""))


def keep_opened(request: HttpRequest, row: Attestation, text: EvidenceFile) -> None:
    """Remembers that the text stood on a page of this session; the oldest of many are forgotten."""
    known = {key: value for key, value in request.session.get(OPENED, {}).items() if key != str(row.uuid)}
    request.session[OPENED] = dict([*known.items(), (str(row.uuid), text.sha256)][-MOST_OPENED:])
