"""The life cycle of a violation case. Every step is in the log of cases alone. Source: 2.20 (docs/cases.md)."""

from foundation.workflow import Workflow
from people.cases.models import Case, State
from people.cases.trail import record_case
from people.cases.workflows.inquiry import INQUIRY
from people.cases.workflows.outcome import OUTCOME

BEFORE_DECISION = (State.REPORTED, State.INVESTIGATING, State.HEARING, State.DECISION_PENDING)

CASE = Workflow("case", Case, State.REPORTED, *INQUIRY, *OUTCOME, recorder=record_case)
