"""The plan of an audit on paper, for one reader: what for, who, and each session of each day."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from audits.models import Audit, PlanSession, TeamMember
from audits.paper.sections import TEMPLATE, filled, section
from audits.records.plan import days_of
from foundation import words
from foundation.directory.models import User
from foundation.reports import typeset


def plan_pdf(audit: Audit, *, user: User, at: datetime) -> bytes:
    """The plan as the audited and the team take it along; times are those of the audited unit."""
    with timezone.override(audit.unit.zone):
        moment = timezone.localtime(at)
        made = {"moment": words.moment(moment), "zone": moment.tzname() or "UTC", "person": user.person or user.name}
        sent = audit.plan_sent_on
        told = {
            "title": audit.title,
            "author": str(audit.lead or "Attest"),
            "kicker": _("Audit plan"),
            "heading": str(audit),
            "standing": _("Sent %(on)s") % {"on": words.day(sent)} if sent else _("Not sent yet"),
            "watermark": "" if sent else _("DRAFT"),
            "facts": _facts(audit),
            "sections": filled(list(_sections(audit, user))),
            "head": {"left": audit.ref, "right": str(audit.get_grading_display())},
            "foot": {
                "left": _("Made %(moment)s %(zone)s for %(person)s") % made,
                "pages": _("Page {page} of {pages}"),
                "below": "",
            },
        }
        return typeset(TEMPLATE, told, at=moment.replace(microsecond=0))


def _facts(audit: Audit) -> list[tuple[str, str]]:
    days = {"first": words.day(audit.planned_start), "last": words.day(audit.planned_end)}
    one_day = audit.planned_start == audit.planned_end
    return [
        (_("Audited unit"), str(audit.unit)),
        (_("Held"), days["first"] if one_day else _("%(first)s to %(last)s") % days),
        (_("Method"), str(audit.get_method_display())),
        (_("Criteria"), ", ".join(map(str, audit.frameworks.all()))),
        (_("Processes"), ", ".join(map(str, audit.processes.all()))),
        (_("Auditing organisation"), audit.organisation),
        (_("Times"), _("of %(zone)s") % {"zone": audit.unit.zone}),
    ]


def _sections(audit: Audit, user: User) -> Iterator[dict[str, Any]]:
    yield section(_("Objectives"), body=audit.objectives)
    yield section(_("Scope"), body=audit.scope)
    team = audit.team.select_related("person").order_by("pk")
    seats = [(member.name, TeamMember.Part(member.part).label) for member in team]
    yield section(_("Team"), [_("Name"), _("Part")], seats, widths=[2, 1])
    sessions = PlanSession.objects.visible_to(user).live().filter(audit=audit).for_list()
    head = [_("Time"), _("Topic"), _("Criteria"), _("Auditor"), _("With"), _("Place")]
    for day in days_of(sessions):
        rows = [_row(slot.session) for slot in day.slots]
        yield section(words.day(day.on), head, rows, widths=[4, 5, 3, 4, 4, 4])


def _row(session: PlanSession) -> tuple[Any, ...]:
    when = f"{session.starts:%H:%M}–{session.ends:%H:%M}"
    return when, session.topic, session.criteria, session.auditor, session.contact, session.place
