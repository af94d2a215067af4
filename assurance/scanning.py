"""How the virus scanner stands, and which files it has not judged."""

from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assurance.models import EvidenceFile
from foundation.status import Reading, Standing, check
from foundation.status.machines import ask_scanner, told_by_scanner
from foundation.status.readings import NoAnswer

S = EvidenceFile.Scan


@check("scanner", label=gettext_lazy("Virus scanner"), icon="shield-check", order=55, probe=ask_scanner)
def scanner(now: datetime, found: str | NoAnswer) -> Reading:
    """Version and signatures, and the files by how they were judged (one query)."""
    counted = dict(EvidenceFile.objects.order_by().values_list("scan").annotate(n=Count("pk")))
    facts = [(S(name).label, str(counted[name])) for name in S.values if counted.get(name)]
    if isinstance(found, NoAnswer):
        words = found.said and _("The scanner cannot be reached: %(said)s") % {"said": found.said}
        advice = _("New files wait in quarantine until it answers; they are scanned by themselves then.")
        return Reading(Standing.BAD, words or _("The scanner does not answer in time."), facts, advice)
    if not found:
        return Reading(
            Standing.OFF, unscanned(counted.get(S.NOT_SCANNED, 0)), facts, _("Set CLAMD_URL to have files scanned.")
        )
    about, is_old = told_by_scanner(found, now)
    if is_old:
        advice = _("Let the scanner fetch new signatures (freshclam).")
        return Reading(Standing.WARN, _("Answers, but its signatures are old."), [*about, *facts], advice)
    return Reading(Standing.GOOD, _("Answers."), [*about, *facts])


def unscanned(count: int) -> str:
    words = ngettext(
        "No scanner is set up; %(n)d file was not scanned.",
        "No scanner is set up; %(n)d files were not scanned.",
        count,
    )
    return words % {"n": count}
