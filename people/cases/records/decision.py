"""The page of a decision: the row of the matrix, who agreed, the sanction, the appeal, the referral."""

from functools import cached_property
from typing import Any

from django.urls import reverse

from foundation import policy
from people.cases.matrix import Row, row_for
from people.cases.models import Assent, RetaliationCheck
from people.cases.permissions import is_counsel
from people.cases.policies import MATRIX_POLICY, REPEATS, SEVERITIES
from people.cases.records.case import CasePage


class DecisionRecord(CasePage):
    """What was decided and by which row; the matrix stands beside it, with the row of this case."""

    tab = "decision"

    @property
    def decision(self) -> Any:
        return getattr(self.case, "decision", None)

    @property
    def sanction(self) -> Any:
        return getattr(self.case, "sanction", None)

    @property
    def appeal(self) -> Any:
        return getattr(self.case, "appeal", None)

    @property
    def referral(self) -> Any:
        return getattr(self.case, "referral", None)

    @cached_property
    def is_counsel(self) -> bool:
        return is_counsel(self.user, self.case)

    @property
    def letters(self) -> dict[str, str]:
        served = self.decision is not None and self.decision.served_on
        return {"decision": reverse("cases:case_letter", args=[self.case.uuid, "decision"])} if served else {}

    @cached_property
    def assents(self) -> list[Assent]:
        if self.decision is None:
            return []
        return list(self.decision.assents.standing().select_related("person").order_by("pk"))

    @cached_property
    def checks(self) -> list[RetaliationCheck]:
        return list(RetaliationCheck.objects.visible_to(self.user).filter(case=self.case)) if self.is_counsel else []

    @cached_property
    def matrix(self) -> dict[str, Any]:
        """Severity by repetition, with the cell that holds for this case."""
        here = row_for(self.case, on=self.on)
        spans = policy.current(MATRIX_POLICY, self.on).value
        rows = [
            {"label": label, "cells": [_cell(spans, severity, repeat, here) for repeat in REPEATS]}
            for severity, label in SEVERITIES.items()
        ]
        return {"repeats": list(REPEATS.values()), "rows": rows, "version": here.version}


def _cell(spans: Any, severity: str, repeat: str, here: Row) -> dict[str, Any]:
    span = spans[severity][repeat]
    words = str(span["from"]) if span["from"] == span["to"] else f"{span['from']}–{span['to']}"
    return {"words": words, "here": (severity, repeat) == (here.severity, here.repeat)}
