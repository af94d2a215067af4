"""Reports of the world: one that comes to Helena and Samir by itself."""

from foundation.models.subscriptions import Subscription
from foundation.subscriptions.actions import subscribe
from tests.company import TODAY, Company


def reports_of_the_world(company: Company) -> Subscription:
    """The register of corrective actions, every Monday."""
    cast = company.cast
    facts = {"report": "corrective-actions", "query": "", "title": "Actions", "rhythm": "week:0"}
    return subscribe(actor=cast["helena"], recipients=[cast["helena"], cast["samir"]], on=TODAY, **facts)
