"""The life cycles of a visit and of the booking of its room. Source: M-27."""

from django.utils.translation import gettext_lazy as _

from certifications import permissions as may
from certifications.models import Booking, Visit
from certifications.workflows.visit_rules import devices_are_inside, not_its_device, not_to_be_admitted, visit_holds_it
from foundation.workflow import Step, Workflow

S = Visit.State

VISIT = Workflow(
    "visit",
    Visit,
    S.BOOKED,
    #    name, label, from, to, who, extras
    Step(
        "admit",
        _("Admit"),
        (S.BOOKED,),
        S.IN_PROGRESS,
        may.KEEP_VISITS,
        blocked_by=not_to_be_admitted,
        verb="certifications.admit_visit",
        told=_("admitted the visitors"),
    ),
    Step(
        "show",
        _("Note what is shown"),
        (S.IN_PROGRESS,),
        None,
        may.KEEP_VISITS,
        verb="certifications.show_material",
        told=_("noted what was shown"),
    ),
    Step(
        "note",
        _("Write into the log"),
        (S.IN_PROGRESS,),
        None,
        may.KEEP_VISITS,
        verb="certifications.note_on_visit",
        told=_("wrote into the log"),
    ),
    Step(
        "bring_in",
        _("A device comes in"),
        (S.IN_PROGRESS,),
        None,
        may.KEEP_VISITS,
        verb="certifications.bring_in",
        told=_("let a device in"),
    ),
    Step(
        "take_out",
        _("A device goes out"),
        (S.IN_PROGRESS,),
        None,
        may.KEEP_VISITS,
        blocked_by=not_its_device,
        verb="certifications.take_out",
        told=_("let a device out"),
    ),
    Step(
        "end",
        _("End the visit"),
        (S.IN_PROGRESS,),
        S.ENDED,
        may.KEEP_VISITS,
        blocked_by=devices_are_inside,
        verb="certifications.end_visit",
        told=_("ended the visit"),
    ),
    Step(
        "cancel",
        _("Cancel"),
        (S.BOOKED,),
        S.CANCELLED,
        may.KEEP_VISITS,
        needs_reason=True,
        verb="certifications.cancel_visit",
        told=_("cancelled the visit"),
    ),
)

BOOKING = Workflow(
    "booking",
    Booking,
    Booking.State.HELD,
    Step(
        "release",
        _("Release the room"),
        (Booking.State.HELD,),
        Booking.State.RELEASED,
        may.KEEP_VISITS,
        blocked_by=visit_holds_it,
        verb="certifications.release_room",
        told=_("released the room"),
    ),
)
