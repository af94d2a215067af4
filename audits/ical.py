"""Audits as iCalendar (RFC 5545): an event per session, and the first and last day where no meeting is planned yet.

Times are UTC moments, which need no description of a zone; a time of the clock becomes the moment it is on its day.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from audits.models import Audit, PlanSession
from audits.sessions import span
from foundation.addresses import address_of

if TYPE_CHECKING:
    from icalendar import Event

MADE_BY = "-//Attest//Audits//EN"


def calendar_of(audits: Iterable[Audit], *, name: str) -> bytes:
    """The calendar of audits that bring `known_sessions`, those the reader may see; cancelled ones say so."""
    from icalendar import Calendar  # only here and below: a process that writes no calendar keeps its memory

    made = Calendar()
    made.add("prodid", MADE_BY)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("x-wr-calname", name)
    for audit in audits:
        for event in _events(audit):
            made.add_component(event)
    return made.to_ical()


def _events(audit: Audit) -> "Iterable[Event]":
    sessions: list[PlanSession] = audit.known_sessions  # type: ignore[attr-defined]  # prefetched
    yield from (_session(audit, one) for one in sessions)
    kinds = {one.kind for one in sessions if one.cancelled_on is None}
    for kind, day in ((PlanSession.Kind.OPENING, audit.planned_start), (PlanSession.Kind.CLOSING, audit.planned_end)):
        if kind not in kinds:
            event = _event(audit, f"{audit.uuid}-{kind}", f"{kind.label}: {audit}", audit.updated_at)
            event.add("dtstart", day)
            event.add("dtend", day + timedelta(days=1))
            event.add("sequence", audit.postponed_count + _off(audit))
            event.add("status", "CANCELLED" if _off(audit) else "CONFIRMED")
            event.add("transp", "TRANSPARENT")
            yield event


def _session(audit: Audit, session: PlanSession) -> "Event":
    off = bool(_off(audit)) or session.cancelled_on is not None
    event = _event(audit, str(session.uuid), f"{session.topic}: {audit}", session.updated_at)
    first, last = span(session)
    event.add("dtstart", first)
    event.add("dtend", last)
    event.add("sequence", session.sequence + _off(audit))
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    if session.place:
        event.add("location", session.place)
    told = ((_("Auditor"), session.auditor), (_("With"), session.contact), (_("Criteria"), session.criteria))
    event.add("description", "\n".join(f"{label}: {value}" for label, value in told if value))
    return event


def _event(audit: Audit, key: str, summary: str, changed: datetime) -> "Event":
    from icalendar import Event  # only here

    event = Event()
    event.add("uid", f"{key}@attest")
    event.add("summary", summary)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("url", address_of(audit))
    event.add("class", "PRIVATE")
    return event


def _off(audit: Audit) -> int:
    """1 for a cancelled audit: one more change of each of its invitations."""
    return int(audit.state == Audit.State.CANCELLED)
