"""The verb of certificates: the paper of a passed course, kept with its hash."""

from django.utils.translation import gettext as _

from foundation import files
from foundation.access import require
from foundation.directory.models import User
from foundation.models import StoredFile
from foundation.refusals import Refused
from foundation.trail import record
from foundation.verbs import verb
from people.actions.keeping import facts_of
from people.models import Completion, TrainingCertificate
from people.permissions import TAKE_COURSE

FIGURES = 12


def number_of(completion: Completion) -> str:
    """The number on the certificate: nobody guesses another one."""
    figures = completion.uuid.hex[:FIGURES].upper()
    return "-".join(("TC", figures[:4], figures[4:8], figures[8:]))


@verb("people.issue_certificate")
def issue_certificate(*, actor: User, completion: Completion, kept: files.FileFacts) -> TrainingCertificate:
    """Keeps the paper of a completion by the course itself, once; `kept` is the file, which lies in the store already."""
    held = Completion.objects.select_for_update(of=("self",)).select_related("person__unit", "course")
    row = held.get(pk=completion.pk)
    require(actor, TAKE_COURSE, row)
    if row.source != Completion.Source.COURSE:
        raise Refused("source", _("Only who passed the course here gets a certificate of it."))
    before = TrainingCertificate.objects.filter(completion=row).first()
    if before is not None:
        return before
    facts = facts_of(kept) | {"scan": StoredFile.Scan.NOT_SCANNED, "uploaded_by": actor}
    made = TrainingCertificate(completion=row, number=number_of(row), **facts)
    made.full_clean()
    made.save()
    details = {"number": made.number, "sha256": made.sha256}
    summary = _("Certificate %(number)s issued") % {"number": made.number}
    record(actor=actor, kind="training_certificate.made", subject=made, summary=summary, details=details)
    return made
