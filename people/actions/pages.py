"""The verbs of pages: written, changed, moved and taken out, in a draft only."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from assurance.actions import Kept
from foundation.access import require
from foundation.directory.models import User
from foundation.files import kinds
from foundation.trail import record
from foundation.verbs import verb
from people.actions.editions import draft_of
from people.actions.keeping import facts_of
from people.models import CoursePage, Edition, PageFile
from people.permissions import WRITE_CONTENT

TYPES = {
    CoursePage.Kind.IMAGE: kinds.PICTURES,
    CoursePage.Kind.PDF: {kinds.PDF},
    CoursePage.Kind.VIDEO: {kinds.MP4},
}


@verb("people.add_page")
def add_page(*, actor: User, edition: Edition, kept: Sequence[Kept] = (), **facts: Any) -> CoursePage:
    """Adds a page at the end of a draft. `kept` is the one file of a picture, paper or video, received before."""
    held = draft_of(edition, actor)
    require(actor, WRITE_CONTENT, held)
    last = held.pages.aggregate(last=Max("position"))["last"] or 0
    page = CoursePage(edition=held, position=last + 1, **facts)
    _fill(page, kept, actor)
    page.full_clean()
    page.save()
    summary = _("wrote the page “%(title)s”") % {"title": page.title}
    record(actor=actor, kind="edition.page_added", subject=held, summary=summary, details={"page": page})
    return page


@verb("people.change_page")
def change_page(*, actor: User, page: CoursePage, kept: Sequence[Kept] = (), **facts: Any) -> CoursePage:
    """Changes what a page of a draft shows and says; without a new file the one it has stays."""
    held = draft_of(page.edition, actor)
    require(actor, WRITE_CONTENT, held)
    locked = CoursePage.objects.select_for_update().get(pk=page.pk)
    changed = {name: [getattr(locked, name), value] for name, value in facts.items() if getattr(locked, name) != value}
    for name, value in facts.items():
        setattr(locked, name, value)
    _fill(locked, kept, actor)
    locked.full_clean()
    locked.save()
    summary = _("changed the page “%(title)s”") % {"title": locked.title}
    details = {"page": locked, "changed": changed, "sha256": [one.sha256 for _upload, one in kept]}
    record(actor=actor, kind="edition.page_changed", subject=held, summary=summary, details=details)
    return locked


@verb("people.move_page")
def move_page(*, actor: User, page: CoursePage, up: bool) -> CoursePage:
    """Changes places with the page before or behind; the first and the last stay where they are."""
    held = draft_of(page.edition, actor)
    require(actor, WRITE_CONTENT, held)
    pages = list(held.pages.in_order())  # type: ignore[attr-defined]
    at = next(number for number, one in enumerate(pages) if one.pk == page.pk)
    to = min(max(at - 1 if up else at + 1, 0), len(pages) - 1)
    pages.insert(to, pages.pop(at))
    _number(pages)
    summary = _("moved the page “%(title)s”") % {"title": page.title}
    record(actor=actor, kind="edition.page_moved", subject=held, summary=summary, details={"from": at, "to": to})
    return page


@verb("people.remove_page")
def remove_page(*, actor: User, page: CoursePage) -> Edition:
    """Takes a page out of a draft; questions that pointed at it point nowhere."""
    held = draft_of(page.edition, actor)
    require(actor, WRITE_CONTENT, held)
    title = page.title
    page.delete()  # of a draft, which nobody has read
    _number(list(held.pages.in_order()))  # type: ignore[attr-defined]
    summary = _("took out the page “%(title)s”") % {"title": title}
    record(actor=actor, kind="edition.page_removed", subject=held, summary=summary)
    return held


def _number(pages: Sequence[CoursePage]) -> None:
    for number, page in enumerate(pages, start=1):
        page.position = number
    CoursePage.objects.bulk_update(pages, ["position"])


def _fill(page: CoursePage, kept: Sequence[Kept], actor: User) -> None:
    """Gives the page its file. Raises ValidationError on “files” for one of another kind."""
    if page.kind == CoursePage.Kind.TEXT:
        page.file = None
        return
    allowed = TYPES[CoursePage.Kind(page.kind)]
    for upload, facts in kept:
        if facts.detected_type not in allowed:
            raise ValidationError({"files": _("This file is of another kind than the page.")})
        page.file = PageFile.objects.create(course=page.edition.course, uploaded_by=actor, **facts_of(facts))
        if upload is not None:
            upload.taken()
    if page.file is None or page.file.detected_type not in allowed:
        raise ValidationError({"files": _("Attach the file that the page shows.")})
