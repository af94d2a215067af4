"""A certificate as its body reads it in a room: what it says, since when, and what was taken out of it."""

from typing import Any

from certifications.models import Certificate
from certifications.rooms import Room


def certificate_of(room: Room, certificate: Certificate) -> dict[str, Any]:
    """Facts, scope, cycles and suspensions; never its letters and papers, nor what is planned."""
    exclusions = certificate.exclusions.select_related("site", "process", "product_version__product", "build__version")
    return {
        "certificate": certificate,
        "sites": list(certificate.sites.order_by("name")),
        "processes": list(certificate.processes.order_by("code")),
        "cycles": list(certificate.cycles.exclude(decision_on=None).order_by("decision_on", "pk")),
        "suspensions": list(certificate.suspensions.all()),
        "exclusions": list(exclusions),
    }
