"""What the second person fills in: who checks the effect, and the judgement."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.forms.corrective import EvidenceStep
from audits.forms.people import PersonField, offer
from audits.independence import auditors, barred_verifiers
from audits.models import Finding, Verification
from foundation.directory.models import Role
from foundation.forms import field_of, text_of
from foundation.steps import StepForm, step_form
from foundation.words import day


@step_form("finding.name_verifier")
class NameVerifierForm(StepForm):
    verifier = PersonField(label=gettext_lazy("Who checks the effect"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        finding, bars = self.row, barred_verifiers(self.row)
        if finding.type == Finding.Type.MAJOR and finding.raised_by_id:
            bars.setdefault(finding.raised_by_id, _("raised this major, and a second auditor has to judge it"))
        people = auditors(finding.unit, on=self.on, roles=(Role.CO, Role.LA, Role.AU))
        offer(self, "verifier", people, bars)
        self.initial["verifier"] = finding.verifier and finding.verifier.uuid


class JudgementForm(EvidenceStep):
    """What was looked at, how, and what shows it. Who raised a major says that no second auditor exists."""

    method = field_of(Verification, "method")
    sample = text_of(Verification, "sample")
    no_second_auditor = field_of(Verification, "no_second_auditor")
    needs = gettext_lazy("Attach what shows the effect.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        raised_it = self.actor.person_id is not None and self.row.raised_by_id == self.actor.person_id
        if not raised_it or self.row.type != Finding.Type.MAJOR:
            del self.fields["no_second_auditor"]


@step_form("finding.verify")
class VerifyForm(JudgementForm):
    """Before the window opens it asks why a shorter period proves the effect. Source: T-12."""

    early_reason = text_of(Verification, "early_reason", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = self.row.verify_from
        if first is None or self.on >= first:
            del self.fields["early_reason"]
        else:
            field, words = self.fields["early_reason"], {"day": day(first)}
            missing = _("Not before %(day)s. Earlier needs a typed reason why a shorter period proves it (T-12).")
            hint = _("The window opens on %(day)s. Until then the reason and the evidence have to show enough.")
            field.required, field.help_text = True, hint % words
            field.error_messages["required"] = missing % words


@step_form("finding.verify_not_effective")
class RejectForm(JudgementForm):
    """The judgement that the cause is still there; the reason goes to the owner."""
