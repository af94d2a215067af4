"""What every page shows around its content: where one can go, what is new, who one is. Fragments never pay for it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise, SimpleLazyObject

from foundation import offers
from foundation.access import Role, live_grants
from foundation.clock import today
from foundation.directory.models import User
from foundation.guides import guide_of
from foundation.search.scope import may_search
from foundation.work import unread_count

# Which of several roles stands under a person's name: the first of these that they hold.
BY_WEIGHT = (Role.CO, Role.MGR, Role.PM, Role.LA, Role.AU, Role.PO, Role.ADM, Role.CERT, Role.INSP, Role.HR, Role.EMP)


@dataclass(frozen=True)
class Shown:
    """An entry of the navigation as a page shows it."""

    label: str | Promise
    url: str
    icon: str
    key: str
    count: int | None
    count_words: str | Promise
    tone: str
    current: bool


def page(request: HttpRequest) -> dict[str, Any]:
    """The context processor; each value is worked out when a template first asks for it."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"navigation": [], "unread_notifications": 0}
    return {
        "navigation": SimpleLazyObject(lambda: navigation(request, user, today())),
        "unread_notifications": SimpleLazyObject(lambda: unread_count(user, today())),
        "guide": SimpleLazyObject(lambda: guide_of(request, user)),
        "account_role": SimpleLazyObject(lambda: role_words(user)),
        "search_url": reverse("foundation:search") if may_search(user) else "",
        "organisation": request.session.get("organisation", ""),
    }


def navigation(request: HttpRequest, user: User, on: date) -> list[Shown]:
    """The entries offered to the user's roles, in order, with the one marked that this page belongs to."""
    held = {grant.role for grant in live_grants(user)}
    entries = [entry for entry in offers.navigation() if entry.is_for(held)]
    urls = [reverse(entry.url_name) for entry in entries]
    here = max((url for url in urls if request.path.startswith(url)), key=len, default=None)
    if here == "/" and request.path != "/":
        here = None
    return [
        Shown(
            label=entry.label,
            url=url,
            icon=entry.icon,
            key=entry.key,
            count=entry.count(user, on) if entry.count else None,
            count_words=entry.count_words,
            tone=entry.tone,
            current=url == here,
        )
        for entry, url in zip(entries, urls, strict=True)
    ]


def role_words(user: User) -> str:
    """The weightiest role of the user in words; “” when they hold none."""
    held = {grant.role for grant in live_grants(user)}
    return next((str(role.label) for role in BY_WEIGHT if role in held), "")
