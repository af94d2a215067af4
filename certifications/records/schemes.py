"""What the pages of schemes and bodies show, gathered in few queries; nothing here writes."""

from datetime import date
from typing import Any

from assurance.models import EditionTransition, Framework
from certifications.models import Certificate, CertificationBody, Scheme
from certifications.permissions import MANAGE_SCHEMES
from foundation.access import permits
from foundation.directory.models import User
from foundation.stories import story_of


def scheme_record(scheme: Scheme, user: User) -> dict[str, Any]:
    """The context of a scheme's page."""
    editions = Framework.objects.visible_to(user).filter(title=scheme.family).order_by("edition")
    moves = EditionTransition.objects.filter(old__title=scheme.family).select_related("old", "new")
    return {
        "scheme": scheme,
        "editions": list(editions),
        "transitions": list(moves.order_by("old__edition")),
        "bodies": list(scheme.bodies.order_by("name")),
        "certificates": certificates_of(user).filter(scheme=scheme),
        "may_manage": permits(user, MANAGE_SCHEMES),
        **story_of(scheme, actor=user),
    }


def body_record(body: CertificationBody, user: User, *, on: date) -> dict[str, Any]:
    """The context of a body's page."""
    return {
        "body": body,
        "is_over": body.valid_until is not None and body.valid_until < on,
        "contacts": [line for line in body.contacts.splitlines() if line.strip()],
        "certificates": certificates_of(user).filter(body=body),
        "may_manage": permits(user, MANAGE_SCHEMES),
        "today": on,
        **story_of(body, actor=user),
    }


def certificates_of(user: User) -> Any:
    """Those the reader sees, what runs first."""
    return Certificate.objects.visible_to(user).for_list().order_by("-expires_on", "ref")
