"""What is asked: the pages that people open most, of a list also a deep page, a narrowed one and a search in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from django.test import Client
from django.urls import reverse

from audits.models import Audit, Finding
from benchmarks.company.cast import CERTIFIER_MAIL
from certifications.models import Grant, GrantRule
from foundation.directory.models import User
from foundation.lists import TableList

DEEP = 0.6  # of the rows lie before a deep page
WORDS = "gateway review"  # of titles; one in two thousand has both


@dataclass(frozen=True)
class Page:
    """`rows` names the statement of bare.py that returns the same rows; without one its own statements are compared."""

    name: str
    path: str
    bound: float = 0  # milliseconds for the half of its answers, with one client
    rows: str = ""


LISTS = (
    ("Findings", "audits:findings", "?type=major&open=true", "?audit=A-2025-0004"),
    ("Evidence", "assurance:evidence_all", "?state=submitted", "?title=gateway"),
    ("Audits", "audits:audits", "?state=closed", ""),
    ("Certificates", "certifications:certificates", "?state=active", "?search=gateway"),
    ("People", "directory:people", "?kind=partner", "?search=moreau"),
    ("Suppliers", "assurance:suppliers", "?criticality=critical", "?search=colum"),
)
FIRST, NARROWED, BOARD = 30, 80, 150  # milliseconds


def of_officer(officer: User) -> list[Page]:
    newest = Audit.objects.filter(state=Audit.State.IN_PROGRESS).latest("pk")
    finding = Finding.objects.filter(audit=newest).exclude(state=Finding.State.DRAFT).earliest("pk")
    matrix = reverse("assurance:matrix")
    return [
        Page("Board", reverse("foundation:board"), BOARD),
        Page("My work", reverse("foundation:my_work"), FIRST),
        *(page for told in LISTS for page in _of_list(officer, *told)),
        Page("Search, two words", f"{reverse('foundation:search')}?q={WORDS.replace(' ', '+')}", NARROWED),
        Page("Search, a reference", f"{reverse('foundation:search')}?q={finding.ref}", NARROWED),
        Page("Audit", newest.get_absolute_url()),
        Page("Finding", finding.get_absolute_url()),
        Page("Matrix, overview", f"{matrix}?rows=families&columns=areas"),
        Page("Matrix, 50 × 50", f"{matrix}?rows=requirements&columns=processes"),
    ]


def of_certifier() -> list[Page]:
    """The room of the certifier, who has the lists of nothing else."""
    grant = Grant.objects.get(grantee__email=CERTIFIER_MAIL)
    audit = Audit.objects.get(uuid=grant.rules.get(kind=GrantRule.Kind.AUDIT).subject_uuid)
    finding = audit.findings.order_by("pk").first()
    here = [grant.uuid]
    return [
        Page("Room", reverse("certifications:room", args=here), FIRST),
        Page("Room, audit", reverse("certifications:room_audit", args=[*here, audit.uuid]), FIRST),
        Page("Room, finding", reverse("certifications:room_finding", args=[*here, finding.uuid]), FIRST),  # type: ignore[union-attr]
        Page("Room, questions", reverse("certifications:room_questions", args=here), FIRST),
        Page("Room, its log", reverse("certifications:room_log", args=here), FIRST),
    ]


def _of_list(officer: User, name: str, page: str, narrowed: str, search: str) -> Iterator[Page]:
    address = reverse(page)
    rows = page.rpartition(":")[2]
    yield Page(name, address, FIRST, rows)
    after = _deep(officer, address)
    if after:
        yield Page(f"{name}, deep page", f"{address}{after}", FIRST)
    yield Page(f"{name}, filtered", f"{address}{narrowed}", NARROWED, f"{rows} filtered")
    if search:
        yield Page(f"{name}, searched", f"{address}{search}", NARROWED)


def _deep(officer: User, address: str) -> str:
    """The query of the page that begins after three fifths of the rows; none where all of them are on the first."""
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(officer)
    seen: list[TableList] = []

    def made(self: TableList, *arguments: Any) -> None:
        make(self, *arguments)
        seen.append(self)

    make = TableList.__init__
    with patch.object(TableList, "__init__", made):
        client.get(address)
    (table,) = seen
    keyset = table.keyset
    count = keyset.queryset.count()
    if count <= table.page_size:
        return ""
    return f"?sort={table.sort}&after={keyset.encode(keyset.ordered()[int(count * DEEP)])}"
