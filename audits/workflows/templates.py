"""The life cycle of a version of a checklist template: worked on, then released and fixed. Source: docs/workflows.md."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audits import permissions as may
from audits.models import TemplateVersion
from foundation.directory.models import User
from foundation.refusals import Given, Refusal
from foundation.workflow import Step, Workflow

S = TemplateVersion.State


def without_questions(row: TemplateVersion, *, actor: User, on: date, given: Given) -> Refusal | None:
    if not row.questions.exists():
        return Refusal("questions", _("Put questions on it first."))
    return None


TEMPLATE_VERSION = Workflow(
    "template_version",
    TemplateVersion,
    S.DRAFT,
    Step(
        "release",
        _("Release"),
        (S.DRAFT,),
        S.RELEASED,
        may.MANAGE_TEMPLATES,
        blocked_by=without_questions,
        verb="audits.release_version",
        told=_("released the version"),
    ),
)
