"""K-10 in the register of all figures."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy

from foundation.figures import Measured, Metric, offer_metrics
from people.figures.attestation import signatures, under
from people.models import Attestation


def rate(user: Any, on: date) -> Measured:
    """K-10: who has signed the version that counts; a refusal counts against."""
    rows = Attestation.objects.all() if user is None else under(user, Attestation.objects.all())
    return Measured(signatures(rows, on=on).figure)


offer_metrics(Metric("K-10", gettext_lazy("Signatures"), rate))
