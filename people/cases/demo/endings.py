"""The stages from the decision on: proposed and agreed to, sanctioned, under appeal, final, or closed."""

from datetime import date, timedelta

from foundation.dates import add_months
from people.cases import clocks
from people.cases.demo.told import APPEALED, COUNSEL, DECIDED, DECIDERS, HR, OFFICER, PANEL, PROPOSED, Told
from people.cases.models import Allegation, Appeal, Assent, CaseDue, Decision, Sanction, Seat
from people.cases.policies import MATRIX, REPEATS, RETENTION, SEVERITIES

A = Assent.Capacity
D = CaseDue.Step
F = Allegation.Finding


def propose(told: Told) -> Decision:
    """Two decision makers of different units; the first of them proposes."""
    case, level = told.case, int(told.line["level"] or 0)
    for number in DECIDERS:
        Seat.objects.create(case=case, person=told.person(number), kind=Seat.Kind.DECIDER, from_on=told.day(PROPOSED))
    finding = F.SUBSTANTIATED if level else F.NOT_SUBSTANTIATED
    Allegation.objects.filter(case=case).update(finding=finding)
    decision = Decision(
        case=case,
        outcome=Decision.Outcome.SANCTION if level else Decision.Outcome.NOT_SUBSTANTIATED,
        proposed_on=told.day(PROPOSED),
        **{name: told.line[name] for name in ("reasons", "mitigating", "aggravating")},
    )
    if level:
        decision.level, decision.form = level, told.line["form"]
        decision.matrix_row, decision.matrix_version = _matrix_row(case.severity), 1
    decision.full_clean()
    decision.save()
    _agree(told, decision, DECIDERS[0], A.DECIDER)
    told.tell(PROPOSED, OFFICER, "seat_deciders", "named the decision makers")
    told.tell(PROPOSED, DECIDERS[0], "propose_decision", "proposed a decision")
    return decision


def _matrix_row(severity: str) -> str:
    span = MATRIX[severity]["first"]
    levels = str(span["from"]) if span["from"] == span["to"] else f"{span['from']}–{span['to']}"
    return f"{SEVERITIES[severity]}, {REPEATS['first']}: {levels}"


def _agree(told: Told, decision: Decision, number: str, capacity: str) -> None:
    facts = {"person": told.person(number), "capacity": capacity, "on": told.day(PROPOSED)}
    Assent.objects.create(decision=decision, **facts)


def decide(told: Told, decision: Decision) -> None:
    """Agreed to by whoever has to, made and served."""
    _agree(told, decision, DECIDERS[1], A.DECIDER)
    if (decision.level or 0) >= 3:
        _agree(told, decision, HR, A.HR)
        _agree(told, decision, COUNSEL, A.COUNSEL)
    decided = told.day(DECIDED)
    Decision.objects.filter(pk=decision.pk).update(decided_on=decided, served_on=decided)
    told.tell(PROPOSED, DECIDERS[1], "agree", "agreed to the decision")


def close(told: Told) -> None:
    decided = told.day(DECIDED)
    due_on = clocks.erase_by(decided, RETENTION)
    told.due(D.ERASE, anchor=decided, due_on=due_on, rule="T-60")
    told.tell(DECIDED, DECIDERS[0], "close_unfounded", "decided that nothing is substantiated")


def sanction(told: Told) -> None:
    decided, level = told.day(DECIDED), int(told.line["level"])
    appealed = told.line["state"] == "under_appeal"
    facts = {"level": level, "form": told.line["form"], "start_on": decided, "stayed": appealed and level >= 3}
    Sanction.objects.create(case=told.case, **facts)
    done_on = told.day(APPEALED) if appealed else told.appeal_ends
    told.due(D.APPEAL, anchor=decided, due_on=told.appeal_ends, rule="T-54", done_on=done_on)
    told.tell(DECIDED, DECIDERS[0], "sanction", "decided on a sanction")


def appeal(told: Told) -> None:
    """In time; the panel is named and has not decided yet."""
    grounds = "I said that the bench was broken and was told to go on. The measure does not weigh that."
    Appeal.objects.create(case=told.case, grounds=grounds, lodged_on=told.day(APPEALED))
    facts = {"person": told.person(PANEL), "kind": Seat.Kind.PANEL, "from_on": told.day(APPEALED + 2)}
    Seat.objects.create(case=told.case, **facts)
    told.tell(APPEALED, "", "appeal", "appealed")
    told.tell(APPEALED + 2, OFFICER, "seat_panel", "named the panel")


def end(told: Told) -> dict[str, date]:
    """The days on which a sanction became final and will be spent."""
    final = told.appeal_ends + timedelta(days=1)
    spent = add_months(final, RETENTION[f"level_{told.line['level']}_months"])
    told.due(D.SPEND, anchor=final, due_on=spent, rule="T-60")
    told.tell((final - told.case.reported_on).days, "", "finalise", "noted that the time for an appeal is over")
    return {"final_on": final, "spent_on": spent}
