"""The parts of the assurance system as its page lists them; each noun offers its own, nothing else knows them all."""

from dataclasses import dataclass

from django.utils.functional import Promise

from foundation.access import Role


@dataclass(frozen=True)
class Part:
    """A register that the page of the assurance system leads to, for people who hold one of the roles."""

    label: str | Promise
    note: str | Promise
    url_name: str
    icon: str
    order: int
    roles: tuple[Role, ...]


_parts: list[Part] = []


def offer_part(*parts: Part) -> None:
    _parts.extend(parts)


def parts() -> list[Part]:
    """Every offered part, in order."""
    return sorted(_parts, key=lambda part: part.order)
