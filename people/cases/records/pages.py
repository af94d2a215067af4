"""Where the parts of a case lie, and the way back to them."""

from datetime import date
from typing import Any

from django.urls import reverse

from foundation.directory.models import User
from people.cases.models import Case
from people.cases.records.case import CasePage, InquiryRecord, LogRecord, MessagesRecord
from people.cases.records.decision import DecisionRecord

_PARTS: dict[str, type[CasePage]] = {
    page.tab: page for page in (InquiryRecord, DecisionRecord, MessagesRecord, LogRecord)
}


def case_page(part: str, case: Case, *, user: User, on: date) -> Any:
    """The record of one part of a case; None for a part that does not exist, or is not for the reader."""
    page = _PARTS.get(part)
    found = page(case, user=user, on=on) if page else None
    return found if found is not None and found.is_open else None


def tab_url(case: Case, tab: str) -> str:
    return reverse("cases:case_part", args=[case.uuid, tab]) if tab else case.get_absolute_url()


def way_back(case: Case, user: User) -> str:
    """Where who took a step goes on: the case, the matter about oneself, or the first page where neither is left."""
    if Case.objects.visible_to(user).filter(pk=case.pk).exists():
        return case.get_absolute_url()
    if Case.objects.as_subject(user).filter(pk=case.pk).exists():
        return reverse("cases:own_case", args=[case.uuid])
    return reverse("cases:home")
