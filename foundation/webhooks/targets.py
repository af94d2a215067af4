"""Where a webhook may lead: which addresses are spelled plainly, and which machines may be spoken to at all.

A name is looked up once, every address it has is judged, and the client connects to the judged address itself, so a name
that changes its mind between the look and the call gains nothing. Source: OWASP ASVS 5.0, 1.3.6.
"""

import ipaddress
import queue
import re
import socket
import threading
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

Address = IPv4Address | IPv6Address

MAX_LENGTH = 500
PORTS = {443, 8443}
PLAIN = re.compile(r"[!$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]+")
NAME = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*"
)
LOOKS_LIKE_A_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")

# What Python calls global and is none: ways to wrap an IPv4 address, relays, and what leads to them.
WRAPPED = [
    ipaddress.ip_network(each)
    for each in (
        "::/96",  # IPv4-compatible
        "::ffff:0:0/96",  # IPv4-mapped
        "::ffff:0:0:0/96",  # IPv4-translated
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",
        "2001::/32",  # Teredo
        "2002::/16",  # 6to4
        "192.88.99.0/24",  # 6to4 relays
        "192.0.0.0/24",
        "3fff::/20",  # documentation
        "5f00::/16",  # segment routing
        "fec0::/10",  # site-local
        "100::/64",  # discarded
    )
]


class Blocked(Exception):
    """This leads somewhere one may not go; the sentence says where and why."""


@dataclass(frozen=True)
class Target:
    """An address taken apart: `host` is a name or a number, `path` includes the query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def is_secure(self) -> bool:
        return self.scheme == "https"

    @property
    def host_header(self) -> str:
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return shown if self.port == default_port(self.scheme) else f"{shown}:{self.port}"


def default_port(scheme: str) -> int:
    return 443 if scheme == "https" else 80


def target_of(url: str) -> Target:
    """Takes an address apart. Raises ValidationError with a sentence for anything odd or not allowed."""
    if len(url) > MAX_LENGTH or not PLAIN.fullmatch(url):
        raise ValidationError(_("Write the address in plain letters, without spaces or a part after #."))
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as odd:
        raise ValidationError(_("This is not a valid address.")) from odd
    if parts.scheme not in schemes():
        raise ValidationError(_("The address begins with https://."))
    if "@" in parts.netloc:
        raise ValidationError(_("Leave name and password out of the address; signatures prove who sends."))
    port = default_port(parts.scheme) if port is None else port
    if port not in ports(parts.scheme):
        allowed = ", ".join(str(each) for each in sorted(ports(parts.scheme)))
        sentence = _("Port %(port)s is not allowed here; these are: %(allowed)s.")
        raise ValidationError(sentence % {"port": port, "allowed": allowed})
    return Target(parts.scheme, _host(parts), port, (parts.path or "/") + (f"?{parts.query}" if parts.query else ""))


def schemes() -> set[str]:
    return {"https", "http"} if settings.PLAIN_HTTP else {"https"}


def ports(scheme: str) -> set[int]:
    return PORTS | set(settings.WEBHOOK_PORTS) | ({80} if scheme == "http" else set())


def _host(parts: SplitResult) -> str:
    """The host in small letters; a number only in its one plain spelling, and only where one may go."""
    host = (parts.hostname or "").lower()
    number = number_of(host)
    if number is not None:
        if not is_allowed(number):
            raise ValidationError(_("%(address)s is not a public address.") % {"address": host})
        return host
    if not NAME.fullmatch(host) or LOOKS_LIKE_A_NUMBER.fullmatch(host):
        raise ValidationError(_("“%(host)s” is not the plain name of a host.") % {"host": host})
    return host


def number_of(host: str) -> Address | None:
    """The address that a host spells out as such; None for names and for odd spellings such as 127.1."""
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return None
    return found if "%" not in host else None


def is_allowed(address: Address) -> bool:
    """Whether one may connect there: public addresses, and the networks the installation names."""
    if any(address.version == network.version and address in network for network in settings.WEBHOOK_NETWORKS):
        return True
    if any(address.version == network.version and address in network for network in WRAPPED):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def addresses_of(target: Target, *, within: float) -> list[str]:
    """Every address of the target, each judged. Raises Blocked when one of them is not allowed or there is none.

    One bad address among good ones is refused too: a name that leads both outside and inside is a trick or a mistake.
    """
    found = [target.host] if number_of(target.host) else _look_up(target, within)
    for each in found:
        if not is_allowed(ipaddress.ip_address(each)):
            sentence = _("%(host)s leads to %(address)s, which is not a public address.")
            raise Blocked(sentence % {"host": target.host, "address": each})
    return found


def _look_up(target: Target, within: float) -> list[str]:
    """Asks the system's resolver, which knows no time limit of its own, for at most `within` seconds."""
    answers: queue.Queue[list[str] | OSError] = queue.Queue(1)

    def ask() -> None:
        try:
            found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(entry[4][0]) for entry in found)))
        except (OSError, UnicodeError) as failure:
            answers.put(OSError(str(failure)))

    threading.Thread(target=ask, daemon=True, name="webhook name").start()
    try:
        answer = answers.get(timeout=within)
    except queue.Empty:
        answer = OSError()
    if isinstance(answer, OSError) or not answer:
        raise Blocked(_("The name %(host)s has no address.") % {"host": target.host})
    return answer
