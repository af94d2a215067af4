"""Where files of evidence come in by pieces."""

from assurance.permissions import UPLOAD_EVIDENCE
from foundation.api import uploads


class EvidenceUploads(uploads.Uploads):
    """Files on their way in; whole ones are named in `uploads` of new evidence or of a version, within two days."""

    may_send = UPLOAD_EVIDENCE
