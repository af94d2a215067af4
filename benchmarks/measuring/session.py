"""One measuring from beginning to end, over a database with a company in it."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from audits.models import Audit, Finding
from benchmarks.company.cast import CERTIFIER_MAIL, OFFICER_MAIL, PASSWORD
from benchmarks.company.filling import the_night_is_over
from benchmarks.measuring import bare, loads
from benchmarks.measuring.clients import SECRET, Browser, Call, Taken, measured, numbered
from benchmarks.measuring.cluster import Kept
from benchmarks.measuring.inside import cost_of
from benchmarks.measuring.installation import Started, running, seconds_to_migrate
from benchmarks.measuring.pages import Page, of_certifier, of_officer
from foundation.directory.models import RoleGrant, User
from foundation.models import Comment

MANY, UPLOAD = 8, 10 * 1024 * 1024
EVENLY = ("foundation:my_work", "audits:findings", "assurance:evidence_all", "audits:audits", "assurance:suppliers")
serial = numbered()


Asked = dict[str, tuple[User, list[Page]]]


def inside() -> dict[str, Any]:
    """What pages cost, without a web server: of use also while the machine has other work."""
    told = [costs(page, who, user) for who, (user, pages) in asked().items() for page in pages]
    return {"room_mb": room(), "pages": told}


def measure(kept: Kept, pace: Any) -> dict[str, Any]:
    the_night_is_over(datetime.now(UTC).date())
    TOTP.activate(User.objects.get(email=CERTIFIER_MAIL), SECRET)
    result: dict[str, Any] = {"pages": [], "room_mb": room()}
    with running(kept) as there:
        result["memory"] = {"before": there.weight}
        result["start"] = {"up": there.took, "migrate": seconds_to_migrate(kept.address)}
        for who, (user, pages) in asked().items():
            browser = Browser(there.port).sign_in(user.email, PASSWORD)
            browser.get(pages[0].path)
            result["memory"].setdefault("after_one", there.weight)
            result["pages"] += [told_of(page, who, user, browser, pace) for page in pages]
            result["pages"] += writes(browser, pace) if who == "officer" else []
        result["loads"] = crowds(there, pace)
        result["memory"]["after_all"] = there.weight
    if pace.two_by_two:
        with running(kept, web=2, workers=2) as there:
            result["loads"] += crowds(there, pace, words=", 2 web processes and 2 workers")
    return result


def asked() -> Asked:
    officer, certifier = User.objects.get(email=OFFICER_MAIL), User.objects.get(email=CERTIFIER_MAIL)
    return {"officer": (officer, of_officer(officer)), "certifier": (certifier, of_certifier())}


def told_of(page: Page, who: str, user: User, browser: Browser, pace: Any) -> dict[str, Any]:
    told = costs(page, who, user) | timed(page.name, browser, lambda one: one.get(page.path), pace)
    print(f"{who} {page.name}: {told['one']['p50']:.0f} ms", flush=True)
    return told


def costs(page: Page, who: str, user: User) -> dict[str, Any]:
    cost = cost_of(user, page.path)
    alone = bare.seconds(page.rows) if page.rows else cost.bare
    print(f"{who} {page.name}: {cost.python * 1000:.0f} + {cost.server * 1000:.0f} ms of processor", flush=True)
    told = {"python": cost.python * 1000, "server": cost.server * 1000, "bare": alone * 1000}
    return {"who": who, "name": page.name, "bound": page.bound, "queries": cost.queries, "longest": cost.longest} | told


def timed(name: str, browser: Browser, call: Call, pace: Any) -> dict[str, Any]:
    one = measured([browser], call, calls=pace.calls, within=pace.within)
    eight = measured([browser.again() for _number in range(MANY)], call, calls=pace.calls, within=pace.within)
    return {"name": name, "one": summed(one), "eight": summed(eight), "size": one.sent}


def summed(taken: Taken) -> dict[str, float]:
    return {"p50": taken.share(0.5) * 1000, "p95": taken.share(0.95) * 1000, "rps": taken.per_second}


def writes(browser: Browser, pace: Any) -> list[dict[str, Any]]:
    """A comment on a finding, and evidence with a file of 10 MB, each of another content."""
    finding = spoken_of()
    comment, add = address_of(finding), reverse("assurance:evidence_add")
    unit = RoleGrant.objects.filter(user__email=OFFICER_MAIL, role="CO").values_list("unit", flat=True).get()
    fields = {
        "unit": str(unit),
        "as_of": datetime.now(UTC).date().isoformat(),
        "grading": "internal",
        "personal_data": "none",
    }
    acts = {
        "A comment is written": (20, lambda one: one.post(comment, said())),
        "Evidence of 10 MB is added": (0, lambda one: one.post(add, *form_of(fields))),
    }
    return [
        {"who": "officer", "bound": bound, **timed(name, browser, act, pace)}  # type: ignore[arg-type]
        for name, (bound, act) in acts.items()
    ]


def said() -> bytes:
    return urlencode({"text": f"Remark {next(serial)}."}).encode()


def spoken_of() -> Finding:
    """The newest finding that everybody sees who sees its audit."""
    return Finding.objects.filter(audit__state=Audit.State.IN_PROGRESS).exclude(state=Finding.State.DRAFT).latest("pk")


def address_of(finding: Finding) -> str:
    return reverse("foundation:comment", args=["audits.finding", finding.uuid])


def form_of(fields: dict[str, str]) -> tuple[bytes, str]:
    """The form with a file that nobody has sent before, and its type."""
    number, edge = next(serial), "benchmark-of-attest"
    parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()]
    name = f'--{edge}\r\nContent-Disposition: form-data; name="files"; filename="log_{number}.txt"\r\n'
    line = f"{number} a line of a log that was sent as evidence\r\n".encode()
    content = (line * (UPLOAD // len(line) + 1))[:UPLOAD]
    head = ("".join(parts) + name + "Content-Type: text/plain\r\n\r\n").encode()
    return head + content + f"\r\n--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"


def crowds(there: Started, pace: Any, words: str = "") -> list[dict[str, Any]]:
    """Many people with time to think, and more than it can carry without."""
    finding = spoken_of()
    heads = list(User.objects.filter(role_grants__role="MGR", role_grants__unit__kind="department").order_by("pk")[:50])
    officer, paths = User.objects.get(email=OFFICER_MAIL), [reverse(name) for name in EVENLY]
    writers = [let_in(officer, there) for _number in range(loads.WRITERS)]
    for browser in writers:
        browser.get(finding.get_absolute_url())  # brings what a form has to send back
    readers = [let_in(heads[number % len(heads)], there) for number in range(loads.READERS)]
    before = Comment.objects.count()
    thinking = loads.thinking(writers + readers, paths, address_of(finding), seconds=pace.load)
    lost = thinking.written - (Comment.objects.count() - before)
    crowd = [let_in(heads[number % len(heads)], there) for number in range(pace.crowd_size)]
    servers = {server.pid for server in there.servers()}
    pushing = loads.crowding(crowd, paths, seconds=pace.crowd)
    assert there.get("/livez")[0] == 200
    assert {server.pid for server in there.servers()} == servers, "a web process fell"
    return [
        shown(f"50 read and 5 write, 2 s to think{words}", thinking, lost),
        shown(f"{pace.crowd_size} without thinking{words}", pushing, 0),
    ]


def shown(words: str, load: loads.Load, lost: int) -> dict[str, Any]:
    good = [number for status, number in load.statuses.items() if status in (200, 302)]
    other = {str(status): number for status, number in load.statuses.items() if status not in (200, 302, 503)}
    refused = sorted(load.refused)
    told = {
        "words": words,
        "answered": sum(good),
        "p50": load.share(0.5) * 1000,
        "p95": load.share(0.95) * 1000,
        "rps": sum(good) / load.whole,
        "refused": len(refused),
        "refused_p95": refused[int(len(refused) * 0.95)] * 1000 if refused else 0,
        "broken": sum(load.broken.values()) + sum(other.values()),
        "how": dict(load.broken) | other,
        "written": load.written,
        "lost": lost,
    }
    print(told, flush=True)
    return told


def let_in(user: User, there: Started) -> Browser:
    """Somebody who signed in this morning."""
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return Browser(there.port, {name: client.cookies[name].value})


def room() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database()) / 1000000")
        return int(cursor.fetchone()[0])
