"""The life cycle of what a course holds: written, published, superseded by the next. Source: M-19."""

from datetime import date

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from foundation.directory.models import User
from foundation.refusals import Given, Refusal
from foundation.workflow import Step, Workflow
from people import permissions as may
from people.models import Edition, PageFile

S = Edition.State
SHOWN = (PageFile.Scan.CLEAN, PageFile.Scan.NOT_SCANNED)


def is_not_whole(row: Edition, *, actor: User, on: date, given: Given) -> Refusal | None:
    """It needs a page, enough questions in the pool, a right answer to each, and files that the scanner passed."""
    pages, questions = row.pages.all(), row.questions.all()
    if not pages.exists():
        return Refusal("content", _now("There is no page yet. Write at least one."))
    if pages.exclude(file=None).exclude(file__scan__in=SHOWN).exists():
        return Refusal("scan", _now("A file waits for the scanner, or did not pass it. Wait, or replace it."))
    count = questions.count()
    if count < row.asked:
        told = {"asked": row.asked, "count": count}
        return Refusal("pool", _now("%(asked)d questions are asked, but the pool holds %(count)d.") % told)
    odd = questions.unanswerable().first()  # type: ignore[attr-defined]
    if odd is not None:
        return Refusal("pool", _now("“%(question)s” needs two answers, and a right one.") % {"question": odd})
    return None


EDITION = Workflow(
    "edition",
    Edition,
    S.DRAFT,
    Step(
        "change",
        _("Change how many are asked"),
        (S.DRAFT,),
        None,
        may.WRITE_CONTENT,
        verb="people.change_edition",
        told=_("changed how many questions are asked"),
    ),
    Step(
        "publish",
        _("Publish"),
        (S.DRAFT,),
        S.PUBLISHED,
        may.WRITE_CONTENT,
        blocked_by=is_not_whole,
        verb="people.publish_edition",
        told=_("published it"),
    ),
    Step(
        "supersede",
        _("Supersede"),
        (S.PUBLISHED,),
        S.SUPERSEDED,
        may.KEEP_CONTENT,
        verb="people.supersede_edition",
        told=_("was superseded by the next version"),
    ),
)
