"""The same bytes kept twice: which evidence, of what a reader may see, holds the content of some files already."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assurance.models import Evidence, EvidenceFile, EvidenceVersion
from foundation.directory.models import User

MOST_NAMED = 5


def twins_of(hashes: Iterable[str], user: User, *, besides: Evidence | None = None) -> list[Evidence]:
    """Evidence with one of the contents, as far as `user` sees it, the oldest first (one query)."""
    same = EvidenceFile.objects.filter(sha256__in=list(hashes), disposed_at=None)
    rows = Evidence.objects.visible_to(user).filter(pk__in=same.values("version__evidence"))
    return list(rows.exclude(pk=besides.pk if besides else None).order_by("created_at")[:MOST_NAMED])


def twins_by_hash(hashes: Iterable[str], user: User) -> dict[str, list[Evidence]]:
    """The same for each of many contents: evidence with it, as far as `user` sees it, the oldest first (two queries)."""
    same = EvidenceFile.objects.filter(sha256__in=list(hashes), disposed_at=None)
    rows = Evidence.objects.visible_to(user).filter(pk__in=same.values("version__evidence")).order_by("created_at")
    seen = {row.pk: row for row in rows}
    pairs = same.filter(version__evidence__in=seen).values_list("sha256", "version__evidence").distinct()
    order = list(seen)
    found: dict[str, list[Evidence]] = {}
    for sha256, pk in sorted(pairs, key=lambda pair: order.index(pair[1])):
        found.setdefault(sha256, []).append(seen[pk])
    return {sha256: twins[:MOST_NAMED] for sha256, twins in found.items()}


def same_version(hashes: Iterable[str], evidence: Evidence) -> EvidenceVersion | None:
    """The newest version of some evidence that holds all of the contents."""
    wanted = set(hashes)
    for version in evidence.versions.prefetch_related("files").order_by("-number"):
        if wanted and wanted == {file.sha256 for file in version.files.all()}:
            return version
    return None


def notice(twins: list[Evidence]) -> str:
    """Names the twins in a sentence."""
    names = ", ".join(map(str, twins))
    words = ngettext("The same content is kept as %(names)s.", "The same content is kept as: %(names)s.", len(twins))
    return f"{words % {'names': names}} {_('If it is the same piece, use that one.')}"
