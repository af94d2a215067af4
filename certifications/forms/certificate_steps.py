"""What is filled in to record what a body decided: the days of its letter, and the letter itself."""

from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from assurance.models import Build, Evidence, EvidenceLink, EvidenceVersion, Framework, Process, ProductVersion
from assurance.querysets import EvidenceVersionQuerySet
from audits.forms.corrective import EvidenceStep
from audits.models import Audit
from certifications.clocks import CYCLE_MONTHS, proposed_expiry, renewal
from certifications.models import Certificate, Suspension
from foundation.directory.models import Site, User
from foundation.forms import day_input, day_of, field_of, text_of, year_can_be
from foundation.rows import pointer
from foundation.steps import Reason, StepForm, explain, step_form

LETTERS = (Evidence.Kind.LETTER, Evidence.Kind.CERTIFICATE)
OFFERED = 5
SCOPE: dict[str, Any] = {
    "sites": Site,
    "processes": Process,
    "product_versions": ProductVersion,
    "builds": Build,
}


def day(label: Any, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=day_input(), validators=[year_can_be], **options)


def letters_for(certificate: Certificate, actor: User) -> EvidenceVersionQuerySet:
    """Accepted letters of the holder that prove nothing yet, or something about this certificate or an audit."""
    accepted = EvidenceVersion.objects.visible_to(actor).accepted().filter(evidence__kind__in=LETTERS)
    near = accepted.filter(evidence__unit__path__startswith=certificate.unit.path)
    links = EvidenceLink.objects.filter(version=OuterRef("pk"))
    own = Q(subject_type=ContentType.objects.get_for_model(Audit)) | Q(**pointer(certificate))
    elsewhere = links.exclude(own)
    return near.filter(~Exists(elsewhere)).for_choice()


class LetterStep(EvidenceStep):
    """A step on the body's letter: accepted letters that lie on file are offered, a new one is dropped."""

    needs = _("Choose the body's letter, or drop it here.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = list(letters_for(self.row, self.actor).order_by("-as_of", "-pk")[:OFFERED])
        self.fields["files"].label = _("The body's letter")
        self.fields["files"].help_text = _("It counts once somebody else has accepted it as evidence.")
        self.initial.update(dict.fromkeys(self.days, self.on))

    @property
    def days(self) -> list[str]:
        """The days that are today, unless the letter says otherwise."""
        return [name for name, field in self.fields.items() if isinstance(field, forms.DateField) and field.required]


@step_form("certificate.apply")
class ApplyForm(LetterStep):
    applied_on = day_of(Certificate, "applied_on", required=True)


@step_form("certificate.record_stage1")
class Stage1Form(LetterStep):
    ended_on = day(_("Last day of stage 1"))
    concerns = text_of(
        Certificate, "stage1_concerns", required=False, help_text=_("In the words of the report; empty: none.")
    )
    stage2_by = day(_("Stage 2 until"), required=False, help_text=_("As long as stage 1 holds; the body says it."))


@step_form("certificate.record_stage2")
@step_form("certificate.record_major")
class Stage2Form(LetterStep):
    ended_on = day(_("Last day of stage 2"))


@step_form("certificate.verify_majors")
class VerifiedForm(LetterStep):
    verified_on = day(_("Verified by the body on"))


class PrintedForm(LetterStep):
    """The days as they are printed on the certificate; what the scheme proposes stands there first."""

    number = field_of(Certificate, "number", required=True)
    decision_on = day(_("Decided on"))
    effective_from = day(_("Valid from"))
    expires_on = day(_("Valid until"), help_text=_("As printed on the certificate."))


@step_form("certificate.grant")
class GrantedForm(PrintedForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        months = self.row.scheme.validity_months
        self.initial["expires_on"] = proposed_expiry(self.on, months=months) if months else None


@step_form("certificate.refuse")
class RefusedForm(LetterStep):
    decision_on = day(_("Decided on"))
    reason = Reason()


@step_form("certificate.recertify")
@step_form("certificate.restore")
class FollowingForm(PrintedForm):
    edition = forms.ModelChoiceField(Framework.objects.none(), to_field_name="uuid", label=_("Edition"))
    field_order = ("edition", "number", "decision_on", "effective_from", "expires_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        old, scheme = self.row, self.row.scheme
        self.editions = Framework.objects.filter(title=scheme.family, active=True).order_by("edition")
        self.fields["edition"].queryset = self.editions  # type: ignore[attr-defined]
        self.initial.update(edition=old.edition.uuid, number=old.number)
        if old.expires_on is not None:
            months = scheme.validity_months or CYCLE_MONTHS
            new = renewal(old.expires_on, self.on, months=months, restore_months=scheme.restore_months)
            self.initial.update(effective_from=new.effective_from, expires_on=new.expires_on)


@step_form("certificate.record_transition")
class MovingForm(FollowingForm):
    """Within the cycle: from today, until the day that is printed already, in the edition that follows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        following = self.editions.filter(predecessor=self.row.edition).values_list("uuid", flat=True).first()
        self.initial.update(edition=following, effective_from=self.on, expires_on=self.row.expires_on)


@step_form("certificate.suspend")
class SuspendForm(LetterStep):
    since = day_of(Suspension, "since")
    decided_on = day_of(Suspension, "decided_on")
    limit_on = day_of(
        Suspension, "limit_on", required=False, help_text=_("Left empty, the limit is that of the scheme.")
    )
    reason = Reason()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scheme = self.row.scheme
        if scheme.suspension_months:
            words = ngettext("%(n)d month after it began", "%(n)d months after it began", scheme.suspension_months)
            self._say_usual(words % {"n": scheme.suspension_months})
        elif scheme.suspension_days:
            words = ngettext("%(n)d day after the decision", "%(n)d days after the decision", scheme.suspension_days)
            self._say_usual(words % {"n": scheme.suspension_days})

    def _say_usual(self, words: str) -> None:
        self.fields["limit_on"].help_text = gettext("Left empty, it is that of the scheme: %(words)s.") % {
            "words": words
        }


@step_form("certificate.prolong")
class ProlongForm(LetterStep):
    decided_on = day_of(Suspension, "decided_on")
    limit_on = day_of(Suspension, "limit_on", required=True)


@step_form("certificate.lift")
class LiftForm(LetterStep):
    lifted_on = day(_("Valid again from"))


@step_form("certificate.tell_purchasers")
class ToldForm(StepForm):
    told_on = day(_("Told on"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["told_on"] = self.on


def taken_out(model: Any, label: Any) -> forms.ModelMultipleChoiceField:
    widget = forms.CheckboxSelectMultiple
    return forms.ModelMultipleChoiceField(
        model._default_manager.none(), to_field_name="uuid", label=label, widget=widget, required=False
    )


@step_form("certificate.reduce_scope")
class ReduceForm(LetterStep):
    from_on = day(_("Out from"))
    sites = taken_out(Site, _("Sites that are out"))
    processes = taken_out(Process, _("Processes that are out"))
    product_versions = taken_out(ProductVersion, _("Product versions that are out"))
    builds = taken_out(Build, _("Builds that are out"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        near = {"product_versions": ("product",), "builds": ("version__product",)}
        for name in SCOPE:
            rows = getattr(self.row, name).select_related(*near.get(name, ()))
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
            if not rows.exists():
                self.fields[name].widget = forms.MultipleHiddenInput()


@step_form("certificate.withdraw")
class WithdrawForm(LetterStep):
    withdrawn_on = day_of(Certificate, "withdrawn_on", required=True)
    reason = Reason()


explain(
    "certificate",
    apply=(_("Needs the agreement with the body, and a body that is accredited for the scheme."), "paper-airplane"),
    record_stage1=(_("Needs the body's report. Areas of concern stay beside the certificate."), "clipboard-document"),
    record_stage2=(_("Needs the body's report. The decision comes next."), "clipboard-document-check"),
    record_major=(_("Needs the body's report. Six months to close the majors, or stage 2 is held again."), "flag"),
    verify_majors=(_("Needs the body's letter, and no major of stage 2 that is still open here."), "check-badge"),
    grant=(_("Needs the certificate. The days printed on it count."), "check-badge"),
    refuse=(_("Needs the body's letter."), "no-symbol"),
    recertify=(
        _("The new certificate follows this one without a day between; this one runs until then."),
        "arrow-path",
    ),
    record_transition=(_("The certificate of another edition takes the place of this one."), "arrows-right-left"),
    suspend=(_("Claims that rest on it have to be looked at; open rooms stay open."), "pause-circle"),
    lift=(_("Needs the body's letter."), "play"),
    prolong=(_("A new limit, as far as the scheme allows in total."), "clock"),
    tell_purchasers=(_("The certificate stays valid while it is suspended; purchasers have to know."), "megaphone"),
    reduce_scope=(_("What is ticked is no longer covered, from a day on."), "scissors"),
    withdraw=(_("Ends the certificate for good. Only the body does this."), "no-symbol"),
    restore=(_("A new certificate; the days between stay without one."), "arrow-uturn-left"),
)
