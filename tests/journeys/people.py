"""People at their browsers: each in a context of their own, signed in as people sign in."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.core.cache import cache
from playwright.sync_api import Browser, BrowserContext, Page, expect

from foundation.directory.models import User
from tests.journeys.clock import Clock
from tests.journeys.soundness import LARGE
from tests.journeys.watch import Watch

PASSWORD = "a long sentence nobody guesses"
PATIENCE_MS = 15_000  # two busy cores

SignIn = Callable[[Page, str], None]


def give_passwords(users: Iterable[User]) -> None:
    for user in users:
        user.set_password(PASSWORD)
        user.save()


def by_password(page: Page, name: str) -> None:
    """With the e-mail address and the password."""
    page.get_by_label("E-mail").fill(f"{name}@meridane.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def by_card(page: Page, name: str) -> None:
    """With a click on a card of the demonstration."""
    page.locator(".persona", has_text=name).first.evaluate("card => card.closest('details')?.setAttribute('open', '')")
    page.locator(".persona", has_text=name).first.click()


class People:
    """Called with a name it gives a page on which that person is signed in. Who has slept a night signs in again."""

    def __init__(self, browser: Browser, address: str, clock: Clock, sign_in: SignIn) -> None:
        self.browser, self.address, self.clock, self.sign_in = browser, address, clock, sign_in
        self.seats: dict[tuple[str, bool], _Seat] = {}

    def __call__(self, name: str, *, scripts: bool = True) -> Page:
        seat = self.seats.get((name, scripts))
        if seat is None:
            seat = self.seats[name, scripts] = _Seat(self._context(scripts), self.address)
        if seat.since != self.clock.on:
            self._enter(seat, name)
        seat.is_fresh = False
        return seat.page

    def settle(self) -> None:
        """Ends a test: nothing may have gone wrong in any browser, and nothing stays in one but who is signed in."""
        complaints = [f"{name}: {one}" for (name, _), seat in self.seats.items() for one in seat.watch.take()]
        for seat in self.seats.values():
            if not seat.is_fresh:
                seat.start_afresh()
        assert complaints == []

    def leave(self) -> None:
        for seat in self.seats.values():
            seat.context.close()
        self.seats = {}

    def nobody(self) -> Page:
        """A page on which nobody is signed in."""
        seat = self.seats.get(("nobody", True))
        if seat is None:
            seat = self.seats["nobody", True] = _Seat(self._context(scripts=True), self.address)
        seat.context.clear_cookies()
        seat.is_fresh = False
        return seat.page

    def _context(self, scripts: bool, **more: Any) -> BrowserContext:
        context = self.browser.new_context(
            base_url=self.address, java_script_enabled=scripts, viewport=LARGE, accept_downloads=True, **more
        )
        context.set_default_timeout(PATIENCE_MS)
        return context

    def _enter(self, seat: "_Seat", name: str) -> None:
        cache.clear()  # the counters of tried sign-ins
        seat.context.clear_cookies()
        seat.page.goto("/accounts/login/")
        self.sign_in(seat.page, name)
        expect(seat.page).not_to_have_url(f"{self.address}/accounts/login/")
        seat.since = self.clock.on


class _Seat:
    def __init__(self, context: BrowserContext, address: str) -> None:
        self.context = context
        self.watch = Watch(context, urlsplit(address).netloc)
        self.page = context.new_page()
        self.since: date | None = None
        self.is_fresh = True  # nobody has been at its page yet

    def start_afresh(self) -> None:
        """Another page in the same browser; what the last one kept in it is gone."""
        if self.page.url.startswith("http"):
            self.page.evaluate("localStorage.clear()")
        self.page.close()
        self.page = self.context.new_page()
        self.is_fresh = True
        self.watch.take()


expect.set_options(timeout=PATIENCE_MS)

__all__ = ["PASSWORD", "People", "by_card", "by_password", "give_passwords"]
