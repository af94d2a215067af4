"""Controls as they are edited: what they say, who owns them, and how well they work."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from assurance.actions import proof
from assurance.models import Control, Requirement
from assurance.permissions import EDIT_CONTROL
from foundation.access import require
from foundation.directory.gates import OWN_CONTROL, insist_trained
from foundation.directory.models import User
from foundation.refusals import WrongState
from foundation.trail import record
from foundation.verbs import verb

EDITED = ("statement", "kind", "frequency", "evidence_freshness_months", "owner", "design", "operation")


@verb("assurance.edit_control")
def edit_control(
    *,
    actor: User,
    control: Control,
    on: date,
    requirements: Iterable[Requirement] | None = None,
    **fields: Any,
) -> Control:
    """Changes what is given; both owners hear of a new one. Cells follow a new period at once.

    `fields` are some of EDITED. Raises WrongState for a retired control, Refused for an untrained owner (M-19).
    """
    locked = Control.objects.select_for_update().get(pk=control.pk)
    require(actor, EDIT_CONTROL, locked)
    if locked.state == Control.State.RETIRED:
        raise WrongState(_("A retired control is a record and stays as it is."))
    before = {name: getattr(locked, name) for name in fields if name in EDITED}
    if fields.get("owner") != locked.owner:
        insist_trained(fields.get("owner"), OWN_CONTROL, on=on, field="owner")
    for name in before:
        setattr(locked, name, fields[name])
    locked.full_clean()
    locked.save()
    changed = [name for name, value in before.items() if value != getattr(locked, name)]
    changed += _set(locked, "requirements", requirements)
    proof.renew_for_control(locked)
    _tell(actor, locked, before, changed)
    return locked


def _set(control: Control, name: str, rows: Iterable[models.Model] | None) -> list[str]:
    """Puts other rows behind a relation; its name when that changed anything."""
    if rows is None:
        return []
    relation, wanted = getattr(control, name), {row.pk for row in rows}
    if wanted == set(relation.values_list("pk", flat=True)):
        return []
    relation.set(wanted)
    return [name]


def _tell(actor: User, control: Control, before: dict[str, Any], changed: list[str]) -> None:
    labels = [str(control._meta.get_field(name).verbose_name) for name in changed]  # type: ignore[union-attr]
    people = {before.get("owner"), control.owner} - {None} if "owner" in changed else {control.owner} - {None}
    record(
        actor=actor,
        kind="control.edited",
        subject=control,
        summary=_("Changed: %(what)s") % {"what": ", ".join(labels) or _("nothing")},
        details={"changed": changed, "before": {name: before[name] for name in changed if name in before}},
        notify=[user for person in people if person for user in person.accounts.filter(is_active=True)],
    )
