"""Events of cases are sealed like all others: the ledger learns their number, moment and digest, and nothing else."""

from foundation.ledger.sources import Source, offer_entries
from people.cases.models import CaseEvent

offer_entries(Source("case", CaseEvent, says="case"))
