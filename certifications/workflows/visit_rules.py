"""What stands in the way of the steps of a visit. Source: M-27."""

from datetime import date
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from certifications.models import Booking, Centre, Device, Visit
from foundation.directory.gates import ENTER_CENTRE, untrained
from foundation.directory.models import User
from foundation.refusals import Given, Refusal


def not_to_be_admitted(row: Visit, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The centre is operational, the day has come, the host is trained, and the rules have been acknowledged."""
    if row.centre.state != Centre.State.OPERATIONAL:
        return Refusal("M-26", _("The centre is not operational, so nobody is admitted."))
    zone = ZoneInfo(row.unit.zone)
    if not row.from_at.astimezone(zone).date() <= on <= row.until_at.astimezone(zone).date():
        return Refusal("M-27", _("The visit is booked for another day. Cancel it and book anew."))
    unfit = untrained(row.host, ENTER_CENTRE, on=on, lacks=getattr(row, "host_lacks", None))
    if unfit is not None:
        return unfit
    if given.get("acknowledged") is False:
        return Refusal("M-27", _("Every visitor acknowledges the rules first."), "acknowledged")
    return None


def visit_holds_it(row: Booking, *, actor: User, on: date, given: Given) -> Refusal | None:
    """The room of a visit is released with the visit."""
    visit = Visit.objects.all().current().filter(booking=row).first()
    if visit is None:
        return None
    return Refusal("M-27", str(_("%(ref)s holds the room. Cancel or end the visit.")) % {"ref": visit.ref})


def not_its_device(row: Visit, *, actor: User, on: date, given: Given) -> Refusal | None:
    """A device that is inside still."""
    inside = row.devices.all().inside()
    if not inside.exists():
        return Refusal("M-27", _("No device is inside."))
    device = given.get("device")
    if isinstance(device, Device) and not inside.filter(pk=device.pk).exists():
        return Refusal("M-27", _("Choose a device of this visit that is inside."), "device")
    return None


def devices_are_inside(row: Visit, *, actor: User, on: date, given: Given) -> Refusal | None:
    """A visit ends once every device has left the house."""
    inside = [str(device) for device in row.devices.all().inside().order_by("pk")]
    if not inside:
        return None
    sentence = _("Not taken out yet: %(devices)s. Note each on its way out first.")
    return Refusal("M-27", str(sentence) % {"devices": "; ".join(inside)})
