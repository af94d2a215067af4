"""What people wrote to each other, and what they have asked a second person for."""

from collections.abc import Mapping

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from audits.demo.audits import CONTENT
from audits.models import Audit, Finding
from foundation.approvals import decide_approval, take_step
from foundation.comments import mentioned
from foundation.demonstration import Story, lines_of
from foundation.directory.actions import propose_role
from foundation.directory.models import Role, User
from foundation.models.trail import Comment
from foundation.models.work import Approval
from foundation.rows import pointer

Line = Mapping[str, str]


def load_comments(story: Story) -> None:
    """Writes the remarks; whoever is named with @ finds it in the bell."""
    audits = {audit.ref: audit for audit in Audit.objects.select_related("unit")}
    subjects = audits | {finding.ref: finding for finding in Finding.objects.select_related("unit")}
    for line in [*lines_of(CONTENT / "comments.csv"), *_outlooks()]:
        subject, author = subjects[line["subject"]], story.accounts[line["author"]]
        at = story.moment(line["offset"], line["at"], unit=subject.unit)
        text, named = _with_addresses(story, line["text"])
        comment = Comment(author=author, text=text, **pointer(subject))
        comment.full_clean(exclude=["subject_type", "subject_uuid"])
        comment.save()
        story.backdate(at, comment)
        summary = _("Comment: %(text)s") % {"text": Truncator(text).chars(120)}
        details = {"comment": comment.uuid}
        story.tell(
            at=at, actor=author, kind="comment.added", subject=subject, summary=summary, details=details, notify=named
        )


def _outlooks() -> list[Line]:
    """What will show the effect of an action, as the lead wrote it down when it was implemented."""
    leads = {line["ref"]: line["lead"] for line in lines_of(CONTENT / "audits.csv")}
    return [
        {
            "subject": line["ref"],
            "author": leads[line["audit"]],
            "offset": str(int(line["implemented"]) + 1),
            "at": "09:40",
            "text": _("What will show the effect: %(plan)s") % {"plan": line["verification_plan"]},
        }
        for line in lines_of(CONTENT / "findings.csv")
        if line["verification_plan"]
    ]


def _with_addresses(story: Story, text: str) -> tuple[str, list[User]]:
    """The text with people named as the comment field does it, by the first part of their address."""
    for person in story.people.values():
        text = text.replace(f"@{person.name}", f"@{person.email.partition('@')[0]}")
    names = mentioned(text)
    return text, [user for user in story.accounts.values() if user.email.partition("@")[0] in names]


def ask_second_persons(story: Story) -> None:
    """Three acts that wait for a lead auditor, for management and for a compliance officer, and one that was decided."""
    take_step(
        actor=story.accounts["P-0014"],
        subject=Finding.objects.get(ref="F-029"),
        step="void",
        on=story.on,
        reason=_(
            "The operator has had a form with card numbers since spring; the quoted mails were of another project."
        ),
    )
    take_step(
        actor=story.accounts["P-0021"],
        subject=Audit.objects.get(ref="A-2026-19"),
        step="cancel",
        on=story.on,
        reason=_("The supplier moves its development site; the audit belongs to the admission of the new one."),
    )
    reason = _("New head of the European R&D centres")
    decided = _propose(story, role=Role.EMP, reason=reason)
    decide_approval(actor=story.accounts["P-0014"], approval=decided, yes=True, note=_("Welcome on board."))
    _propose(
        story, role=Role.PO, reason=_("%(reason)s, takes over the processes of the radio line.") % {"reason": reason}
    )


def _propose(story: Story, *, role: str, reason: str) -> Approval:
    return propose_role(
        actor=story.accounts["P-0020"],
        user=story.accounts["P-0012"],
        role=role,
        unit=story.units["EUR-RD"],
        from_on=story.on,
        reason=reason,
    )
