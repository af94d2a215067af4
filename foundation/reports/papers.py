"""The papers that apps offer: what each is called, what it is about, who may have it, and the job that makes it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from foundation import files, jobs
from foundation.directory.models import User
from foundation.jobs import Result
from foundation.models.work import Job
from foundation.verbs import pack

STAGES = 3  # read, written, kept
Told = Callable[[int, int], None]  # done, total


@dataclass(frozen=True)
class Made:
    """A finished paper: the name of the file, its bytes, and a sentence for whoever asked.

    Bytes that need not be held at once come in pieces, which are written as they are kept.
    """

    name: str
    content: bytes | Iterator[bytes]
    message: str | Promise = ""

    @property
    def pieces(self) -> Iterable[bytes]:
        return [self.content] if isinstance(self.content, bytes) else self.content


@dataclass(frozen=True)
class Paper:
    """A report an app offers. `find(user, uuid)` gives the row it is about, or None to who may not have the paper.

    `make(row, user=…, at=…)` writes it with that person's rights; `at` is the moment it speaks of. A paper that can be
    narrowed has `reads`, which takes what was sent with the wish and gives it as plain values: `make` gets them as
    further arguments, and `progress(done, total)` to call on its way. `place` is the name of the page it belongs to,
    with what it is called, where that is not the page of the row. A `confirmed` paper is asked for and taken only by who
    has just proved who they are, so never by a program; `lasts` is for how long its file can be taken.
    """

    name: str
    label: str | Promise
    find: Callable[[User, UUID], models.Model | None]
    make: Callable[..., Made]
    reads: Callable[[Mapping[str, Any]], dict[str, Any]] | None = None
    place: tuple[str, str | Promise] | None = None
    confirmed: bool = False
    lasts: timedelta | None = None

    def given(self, sent: Mapping[str, Any]) -> dict[str, Any]:
        """What narrows it, out of what was sent with the wish."""
        return self.reads(sent) if self.reads else {}


_papers: dict[str, Paper] = {}


def offer_papers(*papers: Paper) -> None:
    for paper in papers:
        _papers[paper.name] = paper
        jobs.job(kind_of(paper), label=paper.label)(partial(_carry_out, paper))


def kind_of(paper: Paper) -> str:
    return f"report.{paper.name}"


def paper_of(name: str) -> Paper | None:
    return _papers.get(name)


def paper_made_by(job: Job) -> Paper | None:
    return paper_of(job.kind.removeprefix("report.")) if job.kind.startswith("report.") else None


def find(actor: User, paper: Paper, uuid: UUID) -> models.Model | None:
    """The row, or None for whoever may not have the paper; papers are for people inside."""
    return paper.find(actor, uuid) if actor.is_active and actor.kind == User.Kind.INSIDE else None


def subject_of(job: Job, *, actor: User) -> models.Model | None:
    """What the paper of a job is about, if `actor` may have the paper now."""
    paper, about = paper_made_by(job), job.parameters.get("subject")
    return find(actor, paper, UUID(about["uuid"])) if paper and about else None


def ask(*, actor: User, paper: Paper, subject: models.Model, given: Mapping[str, Any] | None = None) -> Job:
    """Starts the job that makes the paper, or gives the one that is at the same already for this person.

    `given` is what narrows it, from paper.given().
    """
    under_way = Job.objects.visible_to(actor).filter(
        kind=kind_of(paper), state__in=(Job.State.WAITING, Job.State.RUNNING)
    )
    wanted = pack({"subject": subject, **(given or {})})
    for found in under_way:
        if found.parameters == wanted:
            return found
    return jobs.start(actor=actor, kind=kind_of(paper), parameters={"subject": subject, **(given or {})})


def _carry_out(
    paper: Paper, job: Job, *, actor: User, subject: models.Model, at: datetime | None = None, **given: Any
) -> Result:
    """Makes the paper with the rights its owner has now, and keeps it in the file store."""
    row = find(actor, paper, subject.uuid)  # type: ignore[attr-defined]
    if row is None:
        raise PermissionDenied(_("You may no longer see what this report is about."))
    jobs.progress(job, 1, STAGES)
    if paper.reads:
        given["progress"] = partial(jobs.progress, job)
    made = paper.make(row, user=actor, at=at or timezone.now(), **given)
    jobs.progress(job, 2, STAGES)
    received = files.receive(made.pieces, name=made.name)
    facts = files.accept(received)
    files.keep(received, facts)
    jobs.progress(job, STAGES, STAGES)
    return Result(made.message, made.name, facts.sha256, facts.size)
