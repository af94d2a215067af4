"""A list of requirements out of a file: read first, looked at, taken over by a job, or dropped."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assurance.actions.frameworks import load_framework
from assurance.differences import difference
from assurance.models import Framework, FrameworkImport
from assurance.permissions import LOAD_FRAMEWORK
from assurance.reading import Listing
from assurance.workflows import FRAMEWORK_IMPORT
from foundation import jobs
from foundation.access import require
from foundation.clock import today
from foundation.directory.models import User
from foundation.jobs import Result
from foundation.models.work import Job
from foundation.refusals import Refused
from foundation.trail import record
from foundation.verbs import verb

TAKE = "assurance.take_framework_import"
STAGES = 2  # looked at again, written
NAMING = ("title", "edition", "issuer", "licence_note")


@verb("assurance.read_import")
def read_import(*, actor: User, code: str, listing: Listing, facts: Mapping[str, str] | None = None) -> FrameworkImport:
    """Keeps what a file says, with the difference to the framework of this code; nothing of the framework changes.

    A new framework needs `facts`: title, edition and issuer. Raises ValidationError by field.
    """
    require(actor, LOAD_FRAMEWORK)
    framework = Framework.objects.filter(code=code).first()
    named = {key: value for key, value in (facts or {}).items() if key in NAMING and value}
    if framework is None:
        Framework(code=code, **named).full_clean()
    row = FrameworkImport(
        code=code,
        framework=framework,
        facts=named,
        file_name=listing.name,
        file_sha256=listing.sha256,
        version=listing.version[:50],
        lines=listing.lines,
        difference=difference(framework, listing.lines),
        read_by=actor,
    )
    row.full_clean(exclude=["lines", "difference"])
    row.save()
    counts = row.difference["counts"]
    summary = _("Read %(file)s: %(added)d new, %(changed)d changed") % {"file": row.file_name, **counts}
    details = {"file": row.file_name, "sha256": row.file_sha256, **counts}
    record(actor=actor, kind="framework.read", subject=framework or row, summary=summary, details=details)
    return row


@verb("assurance.ask_to_take_import")
def ask_to_take_import(*, actor: User, framework_import: FrameworkImport) -> Job:
    """Starts the job that takes a read list over; one that is under way already is returned."""
    require(actor, LOAD_FRAMEWORK)
    locked = FrameworkImport.objects.select_for_update(of=("self",)).select_related("job").get(pk=framework_import.pk)
    if locked.state != FrameworkImport.State.READ:
        raise Refused("state", _("This list was taken over or dropped already."))
    if locked.job is not None and locked.job.state in jobs.OPEN:
        return locked.job
    locked.job = jobs.start(actor=actor, kind=TAKE, parameters={"framework_import": locked})
    locked.save(update_fields=["job", "updated_at"])
    return locked.job


@verb("assurance.take_import")
def take_import(*, actor: User, framework_import: FrameworkImport, on: date) -> FrameworkImport:
    """Takes the lines over. Refused when they would no longer change just what was shown."""
    locked = FrameworkImport.objects.select_for_update().get(pk=framework_import.pk)
    if locked.state == FrameworkImport.State.READ and not is_current(locked):
        raise Refused("changed", _("The framework has changed since you looked. Read the file again."))
    facts = {key: value for key, value in locked.facts.items() if key in NAMING}
    counts = load_framework(actor=actor, code=locked.code, facts=facts, rows=locked.lines, version=locked.version)
    framework = Framework.objects.get(code=locked.code)
    FRAMEWORK_IMPORT.move(locked, "take", actor=actor, on=on, changes={"framework": framework}, details=counts)
    return locked


def is_current(row: FrameworkImport) -> bool:
    """Whether the list would still change just what was shown."""
    framework = Framework.objects.filter(code=row.code).first()
    return difference(framework, row.lines) == row.difference


@verb("assurance.renew_import")
def renew_import(*, actor: User, framework_import: FrameworkImport) -> FrameworkImport:
    """Works the difference out anew, after the framework changed beside it."""
    require(actor, LOAD_FRAMEWORK)
    framework = Framework.objects.filter(code=framework_import.code).first()
    framework_import.difference = difference(framework, framework_import.lines)
    framework_import.framework = framework
    framework_import.save(update_fields=["difference", "framework", "updated_at"])
    record(actor=actor, kind="framework.read", subject=framework_import, summary=_("Compared anew"), details={})
    return framework_import


@jobs.job(TAKE, label=gettext_lazy("Take a list of requirements over"), permission=LOAD_FRAMEWORK)
def carry_out(job: Job, *, actor: User, framework_import: FrameworkImport) -> Result:
    """The job: looks again, then writes; run a second time it finds its work done."""
    if framework_import.state == FrameworkImport.State.TAKEN:
        return Result(_("This list is taken over."))
    jobs.progress(job, 0, STAGES)
    if not is_current(framework_import):
        renew_import(actor=actor, framework_import=framework_import)
        raise ValidationError(
            _("The framework has changed since you looked. The difference is shown anew; look again.")
        )
    jobs.progress(job, 1, STAGES)
    counts = framework_import.difference["counts"]
    take_import(actor=actor, framework_import=framework_import, on=today())
    jobs.progress(job, STAGES, STAGES)
    return Result(_("%(added)d added, %(changed)d changed, %(unchanged)d unchanged.") % counts)
