"""The same bytes kept twice: which evidence, of what a reader may see, holds the content of some files already."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assurance.models import Evidence, EvidenceFile, EvidenceVersion
from foundation.directory.models import User


def twins_of(hashes: Iterable[str], user: User, *, besides: Evidence | None = None) -> list[Evidence]:
    """Evidence with one of the contents, as far as `user` sees it, the oldest first (one query)."""
    same = EvidenceFile.objects.filter(sha256__in=list(hashes), disposed_at=None)
    rows = Evidence.objects.visible_to(user).filter(pk__in=same.values("version__evidence"))
    return list(rows.exclude(pk=besides.pk if besides else None).order_by("created_at")[:5])


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
