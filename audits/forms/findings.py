"""What is typed when an opportunity is decided on, and what each step of a finding will do."""

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.steps import StepForm, explain, step_form


@step_form("finding.accept")
class AcceptForm(StepForm):
    decision = forms.CharField(
        label=_("What will be done with it"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


explain(
    "finding",
    issue=(_("The finding becomes fixed, its dates start today, and the owner is told."), "flag"),
    note=(_("It is noted. Nothing is due."), "check"),
    discard=(_("Takes back a draft that was logged by mistake. Its question has no result again."), "trash"),
    publish=(_("Shows the good practice to other units."), "share"),
    submit_plan=(_("Cause, correction and corrective actions go to the auditors."), "inbox"),
    return_plan=(_("The owner gets the plan back with what is missing. Its due date runs on."), "arrow-uturn-left"),
    accept_plan=(_("The corrective actions may be carried out."), "hand-thumb-up"),
    correct=(_("Says that the instance is repaired, with evidence of it."), "wrench"),
    add_action=(_("One more action that removes the cause. After a failed check there has to be one."), "plus"),
    implement=(_("Opens the window in which somebody else checks the effect."), "check"),
    name_verifier=(_("Somebody who neither did the work nor reports to who did."), "user-plus"),
    verify=(_("Needs evidence. Closes the finding."), "check-badge"),
    verify_not_effective=(_("Needs evidence and a reason. Reopens the actions with half the periods."), "arrow-path"),
    accept=(_("Takes the opportunity up. It needs no check of its effect."), "hand-thumb-up"),
    decline=(_("Closes the opportunity with a reason."), "hand-thumb-down"),
    settle=(_("Says that the opportunity was put into practice, and closes it."), "check"),
    void=(_("For a wrong record. It leaves every figure and stays readable."), "no-symbol"),
)
explain(
    "audit",
    initiate=(_("The lead takes the audit on and prepares it."), "play"),
    name_lead=(_("Somebody free of ties to what is audited."), "user-plus"),
    set_team=(_("The auditors beside the lead, each free of ties."), "users"),
    except_member=(
        _("For somebody tied who is needed: a reason, what makes up for it, and an officer who agrees."),
        "scale",
    ),
    object_to_team=(_("Say whom you do not want in the team, and why. The programme manager decides."), "hand-raised"),
    decide_objection=(_("Upheld, the person leaves the team; dismissed, they stay."), "scale"),
    build_checklist=(_("Questions for the requirements of the criteria."), "clipboard-document-list"),
    use_template=(_("Questions of a released version, which the audit keeps."), "clipboard-document-list"),
    clone_checklist=(_("The same questions, without results."), "document-duplicate"),
    send_plan=(_("Objectives and scope go to the audited unit, 10 working days before the start."), "paper-airplane"),
    review_documents=(_("Says which documents of the audited unit were read before the visit."), "document-text"),
    prepare=(_("The checklist is built, the documents are read, and the plan was sent in time."), "check"),
    postpone=(_("New dates; the approved ones stay visible."), "calendar"),
    cancel=(_("The audit will not be held."), "no-symbol"),
    open=(_("Records the opening meeting. The fieldwork begins today."), "play"),
    interrupt=(_("Stops the fieldwork for a while."), "pause"),
    resume=(_("The fieldwork goes on."), "play"),
    hold_closing=(_("Records the closing meeting. The report is due 10 working days later."), "flag"),
    write_report=(_("Summary and conclusion. A change sends it back to review."), "pencil"),
    review_report=(_("Somebody else than the lead agrees to the report."), "eye"),
    issue=(_("Fixes the report, issues the findings and starts their dates."), "paper-airplane"),
    close=(_("Every finding is at its end."), "check"),
    reopen=(_("Back into follow-up because of a new fact."), "arrow-uturn-left"),
)
explain("template_version", release=(_("Fixes its questions. Audits are built from it from now on."), "check-badge"))
