"""Delivery services: registered beside products, since authorities may inspect them too."""

from typing import Any

from django.utils.translation import gettext as _

from certifications.models import DeliveryService
from certifications.permissions import MANAGE_SERVICES
from foundation.access import require
from foundation.directory.models import Unit, User
from foundation.trail import record
from foundation.verbs import verb


@verb("certifications.add_service")
def add_service(*, actor: User, unit: Unit, **facts: Any) -> DeliveryService:
    """Registers a delivery service. Source: M-29."""
    require(actor, MANAGE_SERVICES, unit)
    service = DeliveryService(unit=unit, **facts)
    service.full_clean()
    service.save()
    record(actor=actor, kind="service.added", subject=service, summary=_("Delivery service added"))
    return service


@verb("certifications.change_service")
def change_service(*, actor: User, service: DeliveryService, **facts: Any) -> DeliveryService:
    """Changes its name, owner and purpose; code and unit stay."""
    locked = DeliveryService.objects.select_for_update().get(pk=service.pk)
    require(actor, MANAGE_SERVICES, locked)
    changed = {name: [getattr(locked, name), value] for name, value in facts.items() if getattr(locked, name) != value}
    for name, value in facts.items():
        setattr(locked, name, value)
    locked.full_clean()
    locked.save()
    record(actor=actor, kind="service.changed", subject=locked, summary=_("Delivery service changed"), details=changed)
    return locked
