"""The file a job left is taken: who may take it now, and the line in the log."""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation import files, jobs
from foundation.directory.models import User
from foundation.files import kinds
from foundation.files.names import ending_of
from foundation.models.trail import Event
from foundation.models.work import Job
from foundation.refusals import Refused
from foundation.reports.papers import paper_made_by, subject_of
from foundation.signin.fresh import require_fresh_sign_in
from foundation.trail import record
from foundation.verbs import verb

NOTED_FOR = timedelta(days=1)

TYPES = {
    "pdf": kinds.PDF,
    "xlsx": kinds.XLSX,
    "csv": kinds.CSV,
    "zip": kinds.ZIP,
    "json": kinds.JSON,
}


def require_result(*, actor: User, job: Job) -> models.Model:
    """What the report of a finished job is about, for whoever may take it.

    Raises ObjectDoesNotExist for another's job and for whoever has lost the right since, Refused where the store no
    longer has the bytes: results are kept for two weeks.
    """
    found = Job.objects.visible_to(actor).exclude(result_sha256="").get(pk=job.pk, state=Job.State.DONE)
    subject = subject_of(found, actor=actor)
    if subject is None:
        raise ObjectDoesNotExist
    if not files.exists(found.result_sha256) or _is_over(found):
        raise Refused("gone", _("This file is no longer kept. Ask for the report again."))
    return subject


def _is_over(job: Job) -> bool:
    """Whether the time is over for which the file of this paper can be taken."""
    paper = paper_made_by(job)
    if paper is None or paper.lasts is None or job.finished_at is None:
        return False
    return job.finished_at + paper.lasts < timezone.now()


@verb("foundation.take_result")
def take_result(*, actor: User, job: Job, goes_on: bool = False) -> Job:
    """Notes on what the report is about that `actor` takes it away; the caller then streams the file.

    `goes_on` is a further piece, noted only where no beginning is. Refuses as require_result() does.
    """
    subject = require_result(actor=actor, job=job)
    if not (goes_on and _is_noted(actor, subject, job)):
        record(
            actor=actor,
            kind="report.downloaded",
            subject=subject,
            summary=_("Report taken: %(name)s") % {"name": job.result_name},
            details={"file": job.result_name, "sha256": job.result_sha256, "job": job},
        )
    return job


def take(request: Any, job: Job) -> None:
    """Notes that the file is taken; only asking about it (HEAD) or a later piece of a download leaves no line.

    Raises what asks again who one is, where the paper wants that.
    """
    paper = paper_made_by(job)
    if paper is not None and paper.confirmed:
        require_fresh_sign_in(request)
    if request.method == "HEAD":
        require_result(actor=request.user, job=job)
        return
    goes_on = not request.headers.get("Range", "bytes=0-").startswith("bytes=0-")
    take_result(actor=request.user, job=job, goes_on=goes_on)


def _is_noted(actor: User, subject: models.Model, job: Job) -> bool:
    since = timezone.now() - NOTED_FOR
    taken = Event.objects.about(subject).filter(kind="report.downloaded", at__gte=since)
    return taken.filter(content__actor=actor, content__details__job=str(job.uuid)).exists()


def taken_as(job: Job) -> dict[str, Any]:
    """What files.serve() needs to know of the file."""
    kind = TYPES.get(ending_of(job.result_name), kinds.UNKNOWN)
    return {
        "sha256": job.result_sha256,
        "name": job.result_name,
        "size": job.result_size,
        "content_type": kind,
        "detected_type": kind,
    }


def _home(job: Job, about: models.Model | None) -> tuple[str, str] | None:
    """The address and the name of the page that the paper belongs to."""
    paper = paper_made_by(job)
    if about is None or paper is None:
        return None
    if paper.place is not None:
        return reverse(paper.place[0]), str(paper.place[1])
    return (about.get_absolute_url(), str(about)) if hasattr(about, "get_absolute_url") else None


def sight_of(job: Job, *, actor: User) -> dict[str, Any]:
    """What the page of one's long work shows: what it is called and about, and where its file is, if it left one."""
    about = subject_of(job, actor=actor)
    home = _home(job, about)
    url = reverse("foundation:job_file", args=[job.uuid]) if about is not None and job.result_sha256 else ""
    return {"job": job, "label": jobs.label_of(job), "home": home, "result_url": url}
