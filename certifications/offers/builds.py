"""What inspections say on the pages of products: whether each build was inspected, and with which result."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from assurance.builds import BuildMark, offer_build_marks
from assurance.models import Build
from certifications.models import Inspection
from foundation.looks import look_of
from foundation.words import day

S = Inspection.State


def inspected(builds: Sequence[Build], user: Any) -> dict[int, list[BuildMark]]:
    """A mark for each build by its key, with the page of the inspection where the reader sees it (one query).

    Whoever sees a build may know whether it was inspected. Source: M-29.
    """
    shown = Exists(Inspection.objects.visible_to(user).filter(pk=OuterRef("pk")))
    rows = Inspection.objects.of_builds(builds).annotate(shown=shown)
    found: dict[int, list[BuildMark]] = {build.pk: [] for build in builds}
    for row in rows:
        found[row.build_id].append(_mark(row))
    none = BuildMark("mute", "minus-circle", _("Not inspected"))
    return {key: marks or [none] for key, marks in found.items()}


def _mark(row: Any) -> BuildMark:
    url = row.get_absolute_url() if row.shown else ""
    if row.state == S.COMPLETED:
        look = look_of("inspection.result", row.result)
        words = {"result": row.get_result_display().lower(), "day": day(row.resulted_on)}
        return BuildMark(look.tone, look.icon, _("Inspected %(day)s: %(result)s") % words, url)
    look = look_of("certifications.inspection", row.state)
    words = {"state": row.get_state_display().lower()}
    return BuildMark(look.tone, look.icon, _("Not inspected yet: %(state)s") % words, url)


offer_build_marks(inspected)
