"""What is filled in about cases; the forms of steps register on import."""

from people.cases.forms import appeals, decisions, steps  # noqa: F401  forms of steps register
from people.cases.forms.adding import Adding, adding, within
from people.cases.forms.reports import AnswerForm, CompanionForm, ReportForm, TakenForm, TokenForm
from people.cases.forms.seals import ReasonForm

__all__ = [
    "Adding",
    "AnswerForm",
    "CompanionForm",
    "ReasonForm",
    "ReportForm",
    "TakenForm",
    "TokenForm",
    "adding",
    "within",
]
