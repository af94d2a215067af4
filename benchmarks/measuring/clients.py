"""Browsers without a screen: a connection that stays open, a session, and how long each answer took."""

import base64
import hashlib
import hmac
import http.client
import re
import struct
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

SECRET = base64.b32encode(b"twenty bytes of test").decode()
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PATIENCE = 60  # seconds
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Answer:
    status: int
    seconds: float
    sent: int  # bytes of the body as they came, compressed where a browser asks for it
    body: bytes
    location: str = ""


@dataclass
class Browser:
    """One connection; it is opened again when the server has closed it."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    link: http.client.HTTPConnection | None = None

    def get(self, path: str, *, compressed: bool = True) -> Answer:
        return self.ask("GET", path, headers={"Accept-Encoding": "gzip"} if compressed else {})

    def post(self, path: str, body: bytes, kind: str = FORM) -> Answer:
        token = self.cookies.get("csrf", "")
        return self.ask("POST", path, body, {"Content-Type": kind, "X-CSRFToken": token, "Accept-Encoding": "gzip"})

    def ask(self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> Answer:
        if self.link is None:
            self.link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        begun = time.perf_counter()
        try:
            self.link.request(method, path, body, {"Cookie": cookie, **(headers or {})})
            answer = self.link.getresponse()
            told = answer.read()
        except BaseException:
            self.link = None
            raise
        taken = time.perf_counter() - begun
        for value in answer.headers.get_all("Set-Cookie") or []:
            name, _equals, rest = value.partition("=")
            self.cookies[name] = rest.partition(";")[0]
        return Answer(answer.status, taken, len(told), told, answer.headers.get("Location", ""))

    def sign_in(self, mail: str, password: str) -> "Browser":
        """Through the door with e-mail and password, and with a code where one is asked for."""
        answer = self._filled("/accounts/login/", login=mail, password=password)
        if answer.location.startswith("/accounts/"):
            answer = self._filled(answer.location, code=code_of(SECRET))
        assert answer.status == 302, (answer.status, answer.body[:2000])
        assert not answer.location.startswith("/accounts/"), answer.location
        return self

    def _filled(self, path: str, **fields: str) -> Answer:
        found = TOKEN.search(self.get(path, compressed=False).body.decode())
        assert found, path
        return self.post(path, urlencode({"csrfmiddlewaretoken": found[1], **fields}).encode())

    def again(self) -> "Browser":
        """The same person in another window."""
        return Browser(self.port, dict(self.cookies))


def code_of(secret: str) -> str:
    """What an app shows now: RFC 6238 with SHA-1, six digits, 30 seconds."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 0x0F
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


@dataclass(frozen=True)
class Taken:
    """What so many clients measured: the seconds of each answer, and of all of them together."""

    seconds: list[float]
    whole: float
    sent: int

    def share(self, part: float) -> float:
        ordered = sorted(self.seconds)
        return ordered[min(int(len(ordered) * part), len(ordered) - 1)]

    @property
    def per_second(self) -> float:
        return len(self.seconds) / self.whole


Call = Callable[[Browser], Answer]


def measured(browsers: list[Browser], call: Call, *, calls: int, within: float) -> Taken:
    """Every browser asks so often, but no longer than that; one call of each comes before and is not counted."""
    answers: list[Answer] = []
    for browser in browsers:
        browser.link = None  # the server closes what was silent for long
        expected(call(browser))
    begun = time.perf_counter()

    def ask(browser: Browser) -> None:
        for _number in range(calls):
            answers.append(expected(call(browser)))
            if time.perf_counter() - begun > within:
                return

    in_threads([lambda browser=browser: ask(browser) for browser in browsers])  # type: ignore[misc]
    return Taken([one.seconds for one in answers], time.perf_counter() - begun, answers[-1].sent)


def expected(answer: Answer) -> Answer:
    assert answer.status in (200, 302), (answer.status, answer.location, answer.body[:500])
    assert "login" not in answer.location, answer.location
    return answer


def in_threads(acts: list[Callable[[], None]]) -> None:
    failures: list[BaseException] = []

    def run(act: Callable[[], None]) -> None:
        try:
            act()
        except BaseException as failure:  # noqa: BLE001 - told below, by whoever waits
            failures.append(failure)

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def numbered() -> Iterator[int]:
    number = int(time.time() * 1000)
    while True:
        number += 1
        yield number
