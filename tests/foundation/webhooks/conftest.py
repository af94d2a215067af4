"""A receiver on this machine, and a webhook of Adam's that Ines put into operation."""

import ipaddress
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import transaction

from foundation.approvals import decide_approval
from foundation.directory.models import User
from foundation.models.trail import Event
from foundation.models.webhooks import Webhook
from foundation.models.work import Approval
from foundation.trail import record
from foundation.webhooks.actions import NewSecret, add_webhook
from tests.company import TODAY, Company
from tests.foundation.webhooks.receiver import Receiver, listening


@pytest.fixture
def receiver(settings: Any) -> Iterator[Receiver]:
    """Allowed as an installation would allow it: by its network and port."""
    with listening() as found:
        settings.WEBHOOK_NETWORKS = [ipaddress.ip_network("127.0.0.0/8")]
        settings.WEBHOOK_PORTS = [found.port]
        yield found


Propose = Callable[..., NewSecret]


@pytest.fixture
def propose(company: Company, cast: dict[str, User], receiver: Receiver) -> Propose:
    """`propose(kinds=[…])` is a webhook that Adam asked for."""

    def asked(**changes: Any) -> NewSecret:
        facts = {"name": "Tickets", "url": receiver.url, "kinds": ["finding.*"]}
        people = {"unit": company.units["MN"], "owner": cast["ines"]}
        return add_webhook(actor=cast["adam"], on=TODAY, **{**facts, **people, **changes})

    return asked


@pytest.fixture
def approve(cast: dict[str, User]) -> Callable[[NewSecret], Webhook]:
    """Carla agrees to what was proposed."""

    def agreed(new: NewSecret) -> Webhook:
        decide_approval(actor=cast["carla"], approval=Approval.objects.waiting().about(new.webhook).get(), yes=True)
        new.webhook.refresh_from_db()
        return new.webhook

    return agreed


@pytest.fixture
def made(propose: Propose, approve: Callable[[NewSecret], Webhook]) -> NewSecret:
    """In operation, in the name of Ines, for the whole organisation."""
    new = propose()
    approve(new)
    return new


@pytest.fixture
def webhook(made: NewSecret) -> Webhook:
    return made.webhook


@pytest.fixture
def tell(cast: dict[str, User]) -> Callable[..., Event]:
    """`tell(finding)` records that something happened to it, in words that must not leave."""

    def happened(subject: Any, kind: str = "finding.issue") -> Event:
        with transaction.atomic():
            return record(actor=cast["priya"], kind=kind, subject=subject, summary="Two of five have no recording.")

    return happened
