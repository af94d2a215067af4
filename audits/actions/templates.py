"""Templates of findings: written, changed and retired by who leads audits."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audits.models import FindingTemplate
from audits.permissions import MANAGE_TEMPLATES
from foundation.access import require
from foundation.directory.models import User
from foundation.refusals import Refused
from foundation.trail import record
from foundation.verbs import verb


@verb("audits.add_finding_template")
def add_finding_template(*, actor: User, **fields: Any) -> FindingTemplate:
    """A text that findings start from. Raises ValidationError for a requirement of another framework or a title in use."""
    require(actor, MANAGE_TEMPLATES)
    template = FindingTemplate(**fields)
    _check(template)
    template.save()
    record(actor=actor, kind="finding_template.added", subject=template, summary=_("Finding template added"))
    return template


@verb("audits.change_finding_template")
def change_finding_template(*, actor: User, template: FindingTemplate, **fields: Any) -> FindingTemplate:
    """Changes the text; findings that were logged with it stay as they are. Refused for a retired one."""
    locked = FindingTemplate.objects.select_for_update().get(pk=template.pk)
    require(actor, MANAGE_TEMPLATES)
    _insist_on_use(locked)
    before = {name: getattr(locked, name) for name in fields}
    for name, value in fields.items():
        setattr(locked, name, value)
    _check(locked)
    locked.save()
    changed = {name: [before[name], value] for name, value in fields.items() if before[name] != value}
    if changed:
        summary = _("Finding template changed")
        record(actor=actor, kind="finding_template.changed", subject=locked, summary=summary, details=changed)
    return locked


@verb("audits.retire_finding_template")
def retire_finding_template(*, actor: User, template: FindingTemplate, on: date) -> FindingTemplate:
    """Offers it no longer. Refused for one that is retired already."""
    locked = FindingTemplate.objects.select_for_update().get(pk=template.pk)
    require(actor, MANAGE_TEMPLATES)
    _insist_on_use(locked)
    locked.retired_on = on
    locked.save(update_fields=["retired_on", "updated_at"])
    record(actor=actor, kind="finding_template.retired", subject=locked, summary=_("Finding template retired"))
    return locked


def _insist_on_use(template: FindingTemplate) -> None:
    if template.retired_on is not None:
        raise Refused("retired", _("This template is retired. Write a new one."))


def _check(template: FindingTemplate) -> None:
    about = template.requirement
    if about is not None and about.framework_id != template.framework_id:
        raise ValidationError({"requirement": _("This requirement belongs to another framework.")})
    template.full_clean()
