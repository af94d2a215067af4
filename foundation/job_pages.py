"""Kinds of long work that their app shows on a page of its own."""

from collections.abc import Callable

from foundation.models.work import Job

Page = Callable[[Job], str]

_pages: dict[str, Page] = {}


def shown_at(kind: str, page: Page) -> None:
    """Whoever asked for work of this kind follows it at the address that `page` gives; the job comes with its owner."""
    _pages[kind] = page


def page_of(job: Job) -> str | None:
    """The address where the app shows this work; None for the page that all work has."""
    page = _pages.get(job.kind)
    return page(job) if page else None
