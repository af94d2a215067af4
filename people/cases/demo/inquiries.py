"""The stages before a decision: opened, investigated, heard."""

from foundation import files
from foundation.dates import add_months, add_working_days
from foundation.demonstration.papers import pdf
from people.cases.demo.told import ACKNOWLEDGED, CALLED, FINISHED, HEARD, INVESTIGATOR, OFFICER, OPENED, TOLD, Told
from people.cases.models import (
    Allegation,
    CaseDue,
    CaseFile,
    Hearing,
    InterimMeasure,
    Investigation,
    InvestigationStep,
    Message,
    Seat,
    Side,
)

D = CaseDue.Step
THANKS = "Thank you. We have your report and look into it. You hear from us within three months."


def begin(told: Told) -> None:
    """The clocks of a report; one that is days old waits for its acknowledgement."""
    case = told.case
    acknowledged = case.acknowledged_on
    due_on = told.day(7)
    told.due(D.ACKNOWLEDGE, anchor=case.reported_on, due_on=due_on, rule="T-54", done_on=acknowledged)
    anchor = acknowledged or case.reported_on
    feedback = add_months(acknowledged or due_on, 3)
    told.due(D.FEEDBACK, anchor=anchor, due_on=feedback, rule="T-54", done_on=case.fed_back_on)
    told.tell(0, "", "reported", "Reported")
    if acknowledged is not None:
        author = told.story.account(OFFICER)
        Message.objects.create(case=case, from_reporter=False, author=author, text=THANKS)
        told.tell(ACKNOWLEDGED, OFFICER, "acknowledge", "acknowledged the report")


def investigate(told: Told) -> None:
    """Opened under an investigator, the person told, files and steps on the way."""
    case, line = told.case, told.line
    opened = told.day(OPENED)
    Investigation.objects.create(case=case, plan=line["plan"], opened_on=opened)
    for kind, number in ((Seat.Kind.INTAKE, OFFICER), (Seat.Kind.INVESTIGATOR, INVESTIGATOR)):
        Seat.objects.create(case=case, person=told.person(number), kind=kind, from_on=opened)
    Allegation.objects.create(case=case, text=line["allegation"])
    due_on = add_working_days(opened, 10, told.calendar)
    told.due(D.TELL_SUBJECT, anchor=opened, due_on=due_on, rule="2.20", done_on=told.day(TOLD))
    told.tell(OPENED, OFFICER, "open", "opened the investigation")
    told.tell(TOLD, OFFICER, "tell_subject", "told the person")
    for text in line["plan"].rstrip(".").split(", "):
        InvestigationStep.objects.create(case=case, text=text[0].upper() + text[1:])
    _file(told)
    if line["state"] == "investigating":
        _measure(told)


def _measure(told: Told) -> None:
    facts = {"kind": InterimMeasure.Kind.ACCESS_PAUSED, "reason": "So that the history of the file stays whole."}
    first = told.day(OPENED)
    InterimMeasure.objects.create(case=told.case, from_on=first, until=told.day(OPENED + 29), **facts)
    told.tell(OPENED, OFFICER, "impose_measure", "set an interim measure, which says nothing about guilt")


def _file(told: Told) -> None:
    """One page of a log, received, judged and kept as an upload would be."""
    content = pdf("Extract of a log", [told.line["description"]], foot="Meridane Networks · confidential")
    received = files.receive([content], name="file-1.pdf", content_type="application/pdf")
    facts = files.accept(received)
    files.keep(received, facts)
    CaseFile.objects.create(
        case=told.case,
        title="Extract of a log",
        side=Side.AGAINST,
        shown_to_subject=True,
        uploaded_by=told.story.account(INVESTIGATOR),
        scan=CaseFile.Scan.NOT_SCANNED,
        **vars(facts),
    )
    told.tell(OPENED + 3, INVESTIGATOR, "files_added", "added files", sha256=[facts.sha256])


def finish(told: Told) -> None:
    """The report of the investigation, with both sides."""
    said = {"speaks_against": told.line["against"], "speaks_for": told.line["for"]}
    Investigation.objects.filter(case=told.case).update(reported_on=told.day(FINISHED), **said)
    InvestigationStep.objects.filter(case=told.case).update(done_on=told.day(FINISHED), result="Done.")
    told.tell(FINISHED, INVESTIGATOR, "finish_investigation", "handed in the report of the investigation")


def hear(told: Told) -> None:
    """Called with more than the working days of notice, and held."""
    Hearing.objects.create(
        case=told.case,
        called_on=told.day(CALLED),
        day=told.day(HEARD),
        place="Conference room of the unit",
        companion="A member of the works council",
        outcome=Hearing.Outcome.HELD,
        outcome_on=told.day(HEARD),
        file_shown=True,
        notes=told.line["for"],
    )
    told.tell(CALLED, OFFICER, "call_hearing", "called the hearing", day=told.day(HEARD))
    told.tell(HEARD, OFFICER, "record_hearing", "recorded the hearing", outcome="held")
