"""Certificates on the board: those at risk (K-22), their months, what ends soon (K-11), and for officers K-21."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.figures import under
from certifications.figures import AccessFigures, PortfolioFigures, access, access_rows, portfolio, portfolio_rows
from certifications.gathering import course_rows
from certifications.models import Certificate, Grant
from certifications.policies import LIGHTS
from certifications.records import Picture
from foundation.access import Role
from foundation.as_of import in_address
from foundation.board import count_together, counted, policy_of
from foundation.directory.models import User
from foundation.figures import light_of
from foundation.offers import Panel, offer_panels
from foundation.tiles import Tile, linked, not_kept, number_of, standing_of


def certificates(on: date, /, **filters: str) -> str:
    """The certificates of the units one manages, as they stood on a day, narrowed further."""
    return f"{reverse('certifications:certificates')}?{urlencode({'under': 'me', **in_address(on), **filters})}"


def danger(found: PortfolioFigures, thresholds: dict[str, int], on: date) -> Tile:
    """K-22: how many of those that are live or may be restored are at risk within 180 days."""
    everything = _("of %(n)d") % {"n": found.watched}
    return Tile(
        label=_("Certificates at risk, 180 days"),
        of=linked(everything, certificates(on, standing="watched")),
        url=certificates(on, standing="at_risk"),
        metric="K-22",
        **number_of(found.at_risk, light_of(found.at_risk, thresholds)),  # type: ignore[arg-type]
    )


def ending(found: PortfolioFigures, on: date) -> Tile:
    """K-11: how many end within 90 days; sooner ones and those in danger otherwise beside it."""
    parts = [
        (certificates(on, ends=str(days)), _("%(n)d in %(days)d days") % {"n": len(found.expiring[days]), "days": days})
        for days in (30, 60)
    ]
    others = [
        ("suspended", found.suspended, ngettext("%(n)d suspended", "%(n)d suspended", found.suspended)),
        ("restorable", found.restorable, ngettext("%(n)d can be restored", "%(n)d can be restored", found.restorable)),
        (
            "breach",
            found.breaches,
            ngettext("%(n)d without surveillance", "%(n)d without surveillance", found.breaches),
        ),
    ]
    parts += [(certificates(on, standing=name), text % {"n": number}) for name, number, text in others if number]
    live = ngettext("of %(n)d live", "of %(n)d live", found.live) % {"n": found.live}
    return Tile(
        label=_("Certificates that end in 90 days"),
        value=str(len(found.expiring[90])),
        of=linked(live, certificates(on, standing="live")),
        url=certificates(on, ends="90"),
        definition=format_html_join(", ", '<a href="{}">{}</a>', parts),
        metric="K-11",
    )


def hygiene(found: AccessFigures) -> Tile:
    """K-21: nobody from outside is signed in past the end of their room, and no account outlives its person."""
    past_end, left = f"{reverse('certifications:grants')}?access=past_end", f"{reverse('directory:accounts')}?left=true"
    sessions = ngettext("%(n)d session past its room", "%(n)d sessions past their room", found.past_end)
    leavers = ngettext("%(n)d account of a leaver", "%(n)d accounts of leavers", found.leavers)
    rooms = ngettext("%(n)d room used", "%(n)d rooms used", found.used)
    parts = [
        (past_end, sessions % {"n": found.past_end}),
        (left, leavers % {"n": found.leavers}),
        (f"{reverse('certifications:grants')}?access=used", rooms % {"n": found.used}),
    ]
    faults = found.past_end + found.leavers
    return Tile(
        label=_("Access to be ended"),
        value=str(faults),
        url=left if found.leavers and not found.past_end else past_end,
        target=_("Target 0"),
        definition=format_html_join(", ", '<a href="{}">{}</a>', parts),
        metric="K-21",
        **standing_of("off" if faults else "on"),
    )


def rows(user: User, on: date) -> list[QuerySet]:
    """What the tiles count, along with what other apps count on the board; who was signed in once nobody knows."""
    mine = under(user, Certificate.objects.all())
    certified = portfolio_rows(mine, on=on) + course_rows(mine)
    if in_address(on):
        return certified
    return certified + access_rows(Grant.objects.visible_to(user), User.objects.visible_to(user), on=on)


def at_stake(request: HttpRequest, on: date) -> dict[str, Any]:
    thresholds = policy_of(request, LIGHTS, on)["at_risk"]
    return {"tile": danger(portfolio(counted(request, on), on=on), thresholds, on)}


def numbers(request: HttpRequest, on: date) -> dict[str, Any]:
    return {"tiles": [ending(portfolio(counted(request, on), on=on), on)]}


def clean(request: HttpRequest, on: date) -> dict[str, Any]:
    if in_address(on):
        return {"tiles": [not_kept(_("Access to be ended"), "K-21")]}
    return {"tiles": [hygiene(access(counted(request, on)))]}


def course(request: HttpRequest, on: date) -> dict[str, Any]:
    """The timeline of the certificates, as far as they had been decided on by the day."""
    seen = under(request.user, Certificate.objects.all()).filter(decision_on__lte=on)
    return {"portfolio": Picture(seen, counted(request, on), on=on)}


READERS = (Role.MGR, Role.CO)
count_together(rows)
offer_panels(
    Panel("certifications.risk", "foundation/panels/headline.html", 3, READERS, at_stake, place="headline"),
    Panel("certifications.course", "certifications/panels/course.html", 30, READERS, course),
    Panel("certifications.numbers", "foundation/panels/tiles.html", 25, READERS, numbers, place="tiles"),
    Panel("certifications.access", "foundation/panels/tiles.html", 90, (Role.CO,), clean, place="tiles"),
)
