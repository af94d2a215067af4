"""The palette: what one can do, where one can go, and which records begin so, for one person and what they typed."""

import operator
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import reduce

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from foundation import offers
from foundation.access import holds, live_grants
from foundation.directory.models import User
from foundation.models.search import SearchRow
from foundation.search.finding import Narrowed, find
from foundation.search.offers import ActOn, acts, acts_on, destinations_of, kinds
from foundation.search.words import Question, words_of

Text = str | Promise

MOST_RECORDS, MOST_ACTS, MOST_PAGES = 6, 6, 7
ROWS_PER_ACT, ACTS_ON_ASKED = 3, 3
LETTERS_FOR_RECORDS = 2


@dataclass(frozen=True)
class Option:
    """One line of the palette."""

    label: str
    url: str
    icon: str
    note: str = ""
    ref: str = ""


@dataclass(frozen=True)
class Section:
    name: str
    label: str
    options: list[Option]


def sections(user: User, text: str, on: date) -> list[Section]:
    """Acts, records and pages for what was typed; with nothing typed the acts and pages that come first."""
    question = Question(text)
    rows = _records(user, question) if sum(map(len, question.words)) >= LETTERS_FOR_RECORDS else []
    parts = [
        Section("acts", _("Do"), [*_acts_on(user, question, rows, on), *_acts(user, question)][:MOST_ACTS]),
        Section("records", _("Records"), [_record(row) for row in rows]),
        Section("pages", _("Go to"), _pages(user, question)[:MOST_PAGES]),
    ]
    return [part for part in parts if part.options]


def _records(user: User, question: Question) -> list[SearchRow]:
    return find(user, question, Narrowed(), size=MOST_RECORDS).rows


def _record(row: SearchRow) -> Option:
    kind = next(kind for kind in kinds() if kind.model is row.subject_type.model_class())
    url = reverse(kind.url_name, args=[row.subject_uuid])
    return Option(row.title, url, kind.icon, note=str(kind.label), ref=row.ref)


def _acts(user: User, question: Question) -> list[Option]:
    return [
        Option(str(act.label), reverse(act.url_name), act.icon)
        for act in acts()
        if not _left(question, act.label, act.also) and act.may(user)
    ]


def _acts_on(user: User, question: Question, rows: list[SearchRow], on: date) -> Iterator[Option]:
    """What one can do with records that are found, or that the other words name."""
    asked = 0
    for act in acts_on():
        term = _term(act, question, rows)
        if term is None or asked == ACTS_ON_ASKED:
            continue
        asked += 1
        chosen = act.rows(user, on).filter(term).order_by("-pk").values_list("uuid", act.row)
        for uuid, row in chosen[:ROWS_PER_ACT]:
            yield Option(str(act.label) % {"row": row}, reverse(act.url_name, args=[uuid]), act.icon)


def _term(act: ActOn, question: Question, rows: list[SearchRow]) -> Q | None:
    """Which of its rows an act is shown for: words that are not its own name the row; without words of its own, those found."""
    left = _left(question, str(act.label) % {"row": ""}, act.also)
    if not question:
        return None
    if len(left) < len(question.words):
        return reduce(operator.and_, (Q(**{f"{act.row}__icontains": word}) for word in left), Q())
    found = [row.subject_uuid for row in rows if _kind_name(row) == act.kind]
    return Q(**{f"{act.record}__in": found}) if found else None


def _kind_name(row: SearchRow) -> str:
    return next((kind.name for kind in kinds() if kind.model is row.subject_type.model_class()), "")


def _left(question: Question, *texts: Text) -> list[str]:
    """The words typed that begin none of the words of some texts."""
    known = words_of(" ".join(map(str, texts)))
    return [word for word in question.words if not any(one.startswith(word) for one in known)]


def _pages(user: User, question: Question) -> list[Option]:
    """Those whose name holds what was typed, then those whose note does; each address once."""
    found: dict[str, Option] = {}
    offered = list(_offered(user, notes=bool(question)))
    for texts in (lambda page: (page.label,), lambda page: (page.label, page.note)):
        for page in offered:
            if not _left(question, *texts(page)):
                found.setdefault(page.url, page)
    return list(found.values())


def _offered(user: User, *, notes: bool) -> Iterable[Option]:
    """The navigation of a person, their own pages, the administration and what apps offer further; `notes` takes all."""
    held = {grant.role for grant in live_grants(user)}
    for entry in offers.navigation():
        if entry.is_for(held):
            yield Option(str(entry.label), reverse(entry.url_name), entry.icon)
    if not notes:
        return
    for page in destinations_of(user):
        yield Option(str(page.label), page.url, page.icon, str(page.note))
    for place in offers.administration():
        if holds(user, *place.roles):
            yield Option(str(place.label), reverse(place.url_name), place.icon, str(place.note))
    for own in offers.own_pages():
        yield Option(str(own.label), reverse(own.url_name), own.icon, str(own.note))
