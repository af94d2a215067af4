"""What is said of evidence beside its files: corrected, for instance out of a file."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assurance.models import Evidence
from assurance.permissions import DESCRIBE_EVIDENCE
from foundation.access import require
from foundation.directory.models import User
from foundation.rows import Grading
from foundation.trail import record
from foundation.verbs import verb

DESCRIBED = ("title", "kind", "grading", "personal_data", "source", "language")


@verb("assurance.describe_evidence")
def describe_evidence(*, actor: User, evidence: Evidence, **fields: Any) -> Evidence:
    """Changes what is given, some of DESCRIBED; the versions and their files stay as they are.

    A grading is only raised: lowering it would show to more people what was kept from them.
    """
    locked = Evidence.objects.select_for_update().get(pk=evidence.pk)
    require(actor, DESCRIBE_EVIDENCE, locked)
    _insist_on_grading(locked, fields.get("grading", locked.grading))
    before = {name: getattr(locked, name) for name in fields if name in DESCRIBED}
    for name in before:
        setattr(locked, name, fields[name])
    locked.full_clean()
    locked.save()
    changed = {name: [value, getattr(locked, name)] for name, value in before.items() if value != getattr(locked, name)}
    if changed:
        labels = ", ".join(str(Evidence._meta.get_field(name).verbose_name) for name in changed)  # type: ignore[union-attr]
        summary = _("Changed: %(what)s") % {"what": labels}
        record(actor=actor, kind="evidence.described", subject=locked, summary=summary, details=changed)
    return locked


def _insist_on_grading(evidence: Evidence, wanted: str) -> None:
    if wanted in Grading.values and Grading.values.index(wanted) < Grading.values.index(evidence.grading):
        raise ValidationError({"grading": _("A grading is only raised. Write the present one, or a higher one.")})
