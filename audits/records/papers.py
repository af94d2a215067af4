"""What the page of a working paper shows, and what a page lists of them; nothing here writes."""

from datetime import date
from typing import Any

from assurance.models import EvidenceLink, EvidenceRequest
from assurance.standing import pieces
from audits.actions.papers import AT_WORK
from audits.models import Audit, Sample, WorkingPaper
from audits.permissions import CHANGE_PAPER, SEE_PAPERS, TAKE_BACK_SIGN_OFF, WORK_ON_AUDIT
from audits.querysets import AFTER_ISSUE
from foundation.access import permits
from foundation.directory.models import User
from foundation.stories import story_of


class PaperRecord:
    """One working paper to one reader; built on a row of `WorkingPaper.objects.for_list()`."""

    def __init__(self, paper: WorkingPaper, *, user: User, on: date) -> None:
        self.paper, self.user = paper, user
        self.story = story_of(paper, actor=user)
        links = list(EvidenceLink.objects.about(paper).for_list())
        self.pieces = pieces(links, on=on, removable=self.may_change)

    @property
    def is_open(self) -> bool:
        return self.paper.audit.state in AT_WORK

    @property
    def is_fixed(self) -> bool:
        """Whether the report is issued, so that nothing changes any more."""
        return self.paper.audit.state in AFTER_ISSUE

    @property
    def is_own(self) -> bool:
        return self.user.person_id == self.paper.author_id

    @property
    def may_change(self) -> bool:
        waits = self.is_open and self.paper.reviewed_by_id is None
        return waits and permits(self.user, CHANGE_PAPER, self.paper)

    @property
    def may_sign_off(self) -> bool:
        waits = self.is_open and self.paper.reviewed_by_id is None and not self.is_own
        return waits and permits(self.user, WORK_ON_AUDIT, self.paper.audit)

    @property
    def may_take_back(self) -> bool:
        signed = self.is_open and self.paper.reviewed_by_id is not None
        return signed and permits(self.user, TAKE_BACK_SIGN_OFF, self.paper)


def may_see_papers(audit: Audit, user: User) -> bool:
    """Whether `user`, who sees the audit, sees its papers: the team, and officers once the report is issued."""
    if audit.state not in (*AT_WORK, *AFTER_ISSUE):
        return False
    return permits(user, SEE_PAPERS if audit.state in AFTER_ISSUE else WORK_ON_AUDIT, audit)


class PaperShelf:
    """The working papers, samples and requests for documents of an audit that its reader sees (three queries)."""

    def __init__(self, audit: Audit, *, user: User) -> None:
        self.papers = list(WorkingPaper.objects.visible_to(user).filter(audit=audit).for_list())
        self.samples = list(Sample.objects.visible_to(user).filter(audit=audit).for_list())
        requests = EvidenceRequest.objects.visible_to(user).about(audit).for_list()
        self.requests = list(requests.order_by("due_on", "pk"))
        self.may_write = audit.state in AT_WORK and permits(user, WORK_ON_AUDIT, audit)
        self.may_ask = self.may_write and not audit.is_kept_quiet

    @property
    def signed_count(self) -> int:
        return len([paper for paper in self.papers if paper.reviewed_by_id is not None])


def papers_of_item(item: Any, user: User) -> list[WorkingPaper]:
    """The working papers of a question (one query)."""
    return list(WorkingPaper.objects.visible_to(user).filter(item=item).for_list())
