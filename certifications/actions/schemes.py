"""Bodies and the schemes they certify against; what differs between schemes is data."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from certifications.models import CertificationBody, Scheme
from certifications.permissions import MANAGE_SCHEMES
from foundation.access import require
from foundation.directory.models import User
from foundation.trail import record
from foundation.verbs import verb


@verb("certifications.add_scheme")
def add_scheme(*, actor: User, **facts: Any) -> Scheme:
    """Registers a scheme with the time rules of its certificates."""
    require(actor, MANAGE_SCHEMES)
    scheme = Scheme(**facts)
    scheme.full_clean()
    scheme.save()
    record(actor=actor, kind="scheme.added", subject=scheme, summary=_("registered the scheme"))
    return scheme


@verb("certifications.change_scheme")
def change_scheme(*, actor: User, scheme: Scheme, **facts: Any) -> Scheme:
    """Changes the rules of a scheme for what comes; days that are recorded already stand."""
    require(actor, MANAGE_SCHEMES)
    locked = Scheme.objects.select_for_update(of=("self",)).get(pk=scheme.pk)
    changed = _changed(locked, facts)
    record(actor=actor, kind="scheme.changed", subject=locked, summary=_("changed the scheme"), details=changed)
    return locked


@verb("certifications.add_body")
def add_body(*, actor: User, schemes: Iterable[Scheme] = (), **facts: Any) -> CertificationBody:
    """Registers a body with what it is accredited for."""
    require(actor, MANAGE_SCHEMES)
    body = CertificationBody(**facts)
    body.full_clean()
    body.save()
    body.schemes.set(schemes)
    record(actor=actor, kind="body.added", subject=body, summary=_("registered the body"))
    return body


@verb("certifications.change_body")
def change_body(
    *, actor: User, body: CertificationBody, schemes: Iterable[Scheme] | None = None, **facts: Any
) -> CertificationBody:
    """Changes the facts of a body; `schemes` are all it is accredited for from now on."""
    require(actor, MANAGE_SCHEMES)
    locked = CertificationBody.objects.select_for_update().get(pk=body.pk)
    changed = _changed(locked, facts)
    if schemes is not None:
        before, after = set(locked.schemes.all()), set(schemes)
        locked.schemes.set(after)
        changed |= {"schemes": [_names(before), _names(after)]} if before != after else {}
    record(actor=actor, kind="body.changed", subject=locked, summary=_("changed the body"), details=changed)
    return locked


def _changed(row: models.Model, facts: dict[str, Any]) -> dict[str, Any]:
    """Writes the facts; returns what changed, each with how it was and is."""
    before = {name: getattr(row, name) for name in facts}
    for name, value in facts.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    return {name: [old, facts[name]] for name, old in before.items() if old != facts[name]}


def _names(rows: Iterable[Scheme]) -> list[str]:
    return sorted(row.code for row in rows)
