"""The audit questions that come with Attest, for the frameworks that are loaded."""

import csv
from pathlib import Path

from django.utils.translation import gettext as _

from assurance.models import Framework
from audits.actions import load_questions
from foundation.directory.models import User

QUESTIONS = Path(__file__).parent / "content" / "questions.csv"


def load_shipped_questions(*, actor: User) -> str:
    """Loads the questions of every framework that is here; returns a sentence for whoever sets up."""
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    count = 0
    for code in Framework.objects.values_list("code", flat=True).order_by("code"):
        chosen = [row for row in rows if row["framework"] == code]
        count += load_questions(actor=actor, framework=code, rows=chosen) if chosen else 0
    return _("%(count)d audit questions loaded.") % {"count": count}
