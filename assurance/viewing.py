"""What the viewer shows of a version: one of its files by pages or lines, its facts, and what it is to prove beside it."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from assurance.custody import Proof, proofs_of
from assurance.models import EvidenceFile, EvidenceLink, EvidenceVersion
from assurance.querysets import proven
from assurance.standing import Standing, file_standing, standing
from foundation.clock import today
from foundation.directory.models import User
from foundation.lists.bulk import parsed_uuid
from foundation.viewer import NARROW, ORDINARY, WIDE, Sight
from foundation.viewer.pages import LAST_PAGE
from foundation.web import Request

MOST_FIGURES = len(str(LAST_PAGE))  # of the number of a page


@dataclass(frozen=True)
class Beside:
    """The row that the evidence is to prove something about, and its texts with their labels."""

    proof: Proof
    words: list[tuple[str | Promise, str]]


def versions_to_view(user: User) -> QuerySet[EvidenceVersion, Any]:
    """Versions with their files, as far as `user` sees them."""
    rows: QuerySet[EvidenceVersion, Any] = EvidenceVersion.objects.visible_to(user).select_related("evidence__unit")
    return rows.prefetch_related("files")


def file_asked_for(request: Request, version: EvidenceVersion) -> EvidenceFile | None:
    """The file of the version that the address names, its first one where it names none; None where it has no such."""
    files = list(version.files.all())
    asked = request.GET.get("file")
    wanted = [file for file in files if file.uuid == parsed_uuid(asked)] if asked else files
    found = wanted[0] if wanted else None
    if found is not None:
        found.version = version
    return found


def page_asked_for(request: Request) -> int:
    """The number of the page in the address; the first one where it makes no sense."""
    asked = request.GET.get("page", "")
    return max(int(asked), 1) if asked.isascii() and asked.isdigit() and len(asked) <= MOST_FIGURES else 1


class Viewing:
    """One look at a file. `sight` is what is to be seen of it; who may see it has been asked."""

    def __init__(self, request: Request, file: EvidenceFile, sight: Sight) -> None:
        self.file, self.sight, self.asked = file, sight, request.GET
        self.version, self.evidence = file.version, file.version.evidence
        self.beside = beside(_link_of(self.version, self.asked.get("link")), request.user)
        on = today(self.evidence.unit)
        self.standing: Standing = standing(self.version, on=on)
        self.scan: Standing = file_standing(file)

    @property
    def files(self) -> list[tuple[EvidenceFile, str]]:
        """The files of the version, each with where it is looked at."""
        return [(one, self._url(file=str(one.uuid), page=None)) for one in self.version.files.all()]

    @property
    def is_wide(self) -> bool:
        """Whether a page is shown in its full size, not made to fit."""
        return self.asked.get("zoom") == "full"

    @property
    def links(self) -> dict[str, str]:
        """Where the pages beside this one are, its two sizes, and where one came from."""
        before, after = self.sight.before, self.sight.after
        return {
            "before": self._url(page=str(before)) if before else "",
            "after": self._url(page=str(after)) if after else "",
            "fit": self._url(zoom=None),
            "full": self._url(zoom="full"),
            "close": self.beside.proof.url if self.beside else self.evidence.get_absolute_url(),
        }

    @property
    def is_over_a_sheet(self) -> bool:
        """Whether it was opened from a sheet, to which closing leads back."""
        return self.beside is not None and self.asked.get("back") == "sheet"

    @property
    def pictures(self) -> dict[str, str]:
        """The addresses of the picture of the page by its width."""
        address = reverse("assurance:evidence_page", args=[self.file.uuid, self.sight.page])
        widths = {"narrow": NARROW, "ordinary": ORDINARY, "wide": WIDE}
        return {name: f"{address}?{urlencode({'width': width})}" for name, width in widths.items()}

    def _url(self, **changes: str | None) -> str:
        """This look with some parameters changed; others than its own are dropped."""
        kept = {name: self.asked.get(name) for name in ("link", "back", "file", "zoom", "page")} | changes
        told = urlencode({name: value for name, value in kept.items() if value})
        address = reverse("assurance:evidence_view", args=[self.version.uuid])
        return f"{address}?{told}" if told else address


def _link_of(version: EvidenceVersion, asked: str | None) -> EvidenceLink | None:
    """The link that the address names, if it is one of this version."""
    uuid = parsed_uuid(asked) if asked else None
    return version.links.filter(uuid=uuid).select_related("version").first() if uuid else None


def beside(link: EvidenceLink | None, user: User) -> Beside | None:
    """What the link says is proven, with its texts; None where `user` does not see that row (three queries)."""
    proofs = proofs_of([link], user) if link else []
    if link is None or not proofs:
        return None
    return Beside(proofs[0], _words(link.subject_type, link.subject_uuid))


def _words(kind: ContentType, uuid: UUID) -> list[tuple[str | Promise, str]]:
    """The texts of a row that its app says belong beside evidence; empty ones are left out."""
    found = next((each for each in proven() if ContentType.objects.get_for_model(each.model()) == kind), None)
    if found is None or not found.beside:
        return []
    paths = [path for _label, path in found.beside]
    values = found.model()._default_manager.filter(uuid=uuid).values_list(*paths).first() or ()
    return [(label, value) for (label, _path), value in zip(found.beside, values, strict=False) if value]
