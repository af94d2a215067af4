"""Ranges of network addresses: written by people as lines, compared by the database as texts of one length."""

import ipaddress
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST = 50
DIGITS = 32  # hexadecimal, of an address of IPv6
MAPPED = 0xFFFF << 32  # where addresses of IPv4 lie among those of IPv6

Range = tuple[str, str]


def ranges_of(lines: str) -> list[Range]:
    """The first and last address of each line that is not empty: an address, or a network such as 198.51.100.0/24.

    Raises ValueError for a line that is neither.
    """
    found = []
    for line in _lines(lines):
        network = ipaddress.ip_network(line, strict=False)
        found.append((_key(network[0]), _key(network[-1])))
    return found


def first_address(lines: str) -> str | None:
    """An address of the first line; None where there is none, or where the line names none."""
    try:
        return next((str(ipaddress.ip_network(line, strict=False)[0]) for line in _lines(lines)), None)
    except ValueError:
        return None


def key_of(address: str | None) -> str | None:
    """An address as the database compares it; None for none and for what is no address."""
    try:
        return _key(ipaddress.ip_address(address or ""))
    except ValueError:
        return None


def network_lines(value: str) -> None:
    """Refuses lines that are no networks, naming the first, and more lines than anybody can look after."""
    lines = list(_lines(value))
    if len(lines) > MOST:
        raise ValidationError(_("At most %(most)d lines. Name larger networks.") % {"most": MOST})
    for line in lines:
        try:
            ipaddress.ip_network(line, strict=False)
        except ValueError as error:
            sentence = _("“%(line)s” is no address and no network. Write one a line, such as 198.51.100.0/24.")
            raise ValidationError(sentence % {"line": line[:60]}) from error


def _lines(text: str) -> Iterator[str]:
    return (line for raw in text.splitlines() if (line := raw.strip()))


def _key(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
    number = int(address) + (MAPPED if address.version == 4 else 0)
    return f"{number:0{DIGITS}x}"
