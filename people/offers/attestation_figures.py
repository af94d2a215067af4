"""K-10 in the register of all figures."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy

from foundation.figures import Kept, Measured, Metric, offer_metrics
from foundation.snapshots import by_unit
from people.figures.attestation import signatures, under
from people.models import Attestation
from people.permissions import TEAM_ROLES
from people.policies import SIGNING_LIGHTS
from people.querysets.attestation import part


def rate(user: Any, on: date) -> Measured:
    """K-10: who has signed the version that counts; a refusal counts against."""
    rows = Attestation.objects.all() if user is None else under(user, Attestation.objects.all())
    return Measured(signatures(rows, on=on).figure)


def kept(on: date) -> list[Kept]:
    answered = Attestation.objects.counted(on).exclude(part("waiting", on))
    return by_unit(answered, part("signed", on), unit="person__unit")


offer_metrics(
    Metric(
        "K-10",
        gettext_lazy("Signatures"),
        rate,
        counts=gettext_lazy("those who signed the version that counts"),
        of=gettext_lazy("people at work who are asked to sign, without those still in time; a refusal counts against"),
        dated=False,
        kept=kept,
        roles=TEAM_ROLES,
        lights=(SIGNING_LIGHTS, "signing"),
    )
)
