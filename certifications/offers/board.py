"""The tiles of certificates on the board: what ends soon (K-11), and for officers whether access is clean (K-21)."""

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
from audits.offers.tiles import Tile, linked, standing_of
from certifications.figures import AccessFigures, PortfolioFigures, access, access_rows, portfolio, portfolio_rows
from certifications.models import Certificate, Grant
from foundation.access import Role
from foundation.board import count_together, counted
from foundation.directory.models import User
from foundation.offers import Panel, offer_panels


def certificates(**filters: str) -> str:
    """The certificates of the units one manages, narrowed further."""
    return f"{reverse('certifications:certificates')}?{urlencode({'under': 'me', **filters})}"


def ending(found: PortfolioFigures) -> Tile:
    """K-11: how many end within 90 days; sooner ones and those in danger otherwise beside it."""
    parts = [
        (certificates(ends=str(days)), _("%(n)d in %(days)d days") % {"n": len(found.expiring[days]), "days": days})
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
    parts += [(certificates(standing=name), text % {"n": number}) for name, number, text in others if number]
    live = ngettext("of %(n)d live", "of %(n)d live", found.live) % {"n": found.live}
    return Tile(
        label=_("Certificates that end in 90 days"),
        value=str(len(found.expiring[90])),
        of=linked(live, certificates(standing="live")),
        url=certificates(ends="90"),
        definition=format_html_join(", ", '<a href="{}">{}</a>', parts),
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
        **standing_of("off" if faults else "on"),
    )


def rows(user: User, on: date) -> list[QuerySet]:
    """What both tiles count, along with what other apps count on the board."""
    certified = portfolio_rows(under(user, Certificate.objects.all()), on=on)
    return certified + access_rows(Grant.objects.visible_to(user), User.objects.visible_to(user), on=on)


def numbers(request: HttpRequest, on: date) -> dict[str, Any]:
    return {"tiles": [ending(portfolio(counted(request, on), on=on))]}


def clean(request: HttpRequest, on: date) -> dict[str, Any]:
    return {"tiles": [hygiene(access(counted(request, on)))]}


count_together(rows)
offer_panels(
    Panel(
        "certifications.numbers", "certifications/panels/numbers.html", 25, (Role.MGR, Role.CO), numbers, place="tiles"
    ),
    Panel("certifications.access", "certifications/panels/numbers.html", 90, (Role.CO,), clean, place="tiles"),
)
