"""Calls a witness over HTTP in bounded time. No redirect is followed, no proxy asked; what counts of an answer is signed."""

import http.client
import ssl
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.utils.translation import gettext as _

from foundation.ledger.witness.submission import Submission
from foundation.webhooks.client import BoundedSocket, Deadline

CONNECT_SECONDS = 3.0
TOTAL_SECONDS = 8.0
CALL = "/add-checkpoint"


class Unreached(Exception):
    """No answer came; the sentence says how far it got."""


@dataclass(frozen=True)
class Reply:
    status: int
    text: str


def call(url: str, submission: Submission) -> Reply:
    """What the witness at this address answers, whatever it is. Raises Unreached."""
    deadline = Deadline(TOTAL_SECONDS)
    try:
        with closing(_connected(urlsplit(url))) as connection, closing(connection.sock) as sock:
            connection.sock = BoundedSocket(sock, deadline)
            path = urlsplit(url).path.rstrip("/") + CALL
            connection.request("POST", path, body=submission.body, headers={"Content-Type": "text/plain"})
            response = connection.getresponse()
            return Reply(response.status, response.read().decode(errors="replace"))
    except ssl.SSLCertVerificationError as refusal:
        raise Unreached(_("The certificate is not valid: %(why)s") % {"why": refusal.verify_message}) from refusal
    except TimeoutError as late:
        raise Unreached(_("No answer within %(seconds)d seconds.") % {"seconds": TOTAL_SECONDS}) from late
    except http.client.HTTPException as odd:
        raise Unreached(_("What came back is no answer in HTTP.")) from odd
    except OSError as failure:
        why = failure.strerror or type(failure).__name__
        raise Unreached(_("The connection failed: %(why)s") % {"why": why}) from failure


def _connected(address: SplitResult) -> http.client.HTTPConnection:
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    connection = kind(address.hostname or "", address.port, timeout=CONNECT_SECONDS)
    connection.connect()
    return connection
