"""Notices what a person would not see at once: failed scripts, a touched policy, requests that leave the host."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

# A violation is an event of the page; said aloud, it arrives where every other complaint does.
SAY_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`Content Security Policy: ${event.violatedDirective} stopped ${event.blockedURI}`);
});
"""

EXPECTED = (403, 404, 409, 422)  # refusals and what does not exist: journeys go there on purpose
BY_PEOPLE = ("document", "xhr", "fetch")


class Watch:
    """Collects complaints about every page of a browser context."""

    def __init__(self, context: BrowserContext, host: str) -> None:
        self.host = host
        self.complaints: list[str] = []
        context.add_init_script(SAY_VIOLATIONS)
        context.on("console", self._said)
        context.on("weberror", lambda error: self._complain(f"a script failed: {error.error}"))
        context.on("request", self._asked)
        context.on("requestfailed", self._failed)
        context.on("response", self._answered)

    def take(self) -> list[str]:
        """The complaints so far; from now on there are none."""
        taken, self.complaints = self.complaints, []
        return taken

    def _complain(self, sentence: str) -> None:
        self.complaints.append(sentence)

    def _said(self, message: ConsoleMessage) -> None:
        answered = message.text.startswith("Failed to load resource: the server responded with")  # see _answered()
        if message.type in ("error", "warning") and not answered:
            self._complain(f"the console says: {message.text}")

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme not in ("data", "blob") and address.netloc != self.host:
            self._complain(f"a request left the host: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # a page that is left, or a download
            self._complain(f"{request.method} {request.url} failed: {request.failure}")

    def _answered(self, response: Response) -> None:
        refused = response.status in EXPECTED and response.request.resource_type in BY_PEOPLE
        if response.status >= 400 and not refused:
            self._complain(f"{response.request.method} {response.url} was answered with {response.status}")


__all__ = ["Watch"]
