"""Violation cases of the world: Samir reports, they are about Emma; Petra leads them, Leo investigates, two heads decide."""

from datetime import timedelta
from typing import Any

from assurance.actions import receive_files
from foundation.access import Role
from foundation.files import receive
from people.cases import actions
from people.cases.models import Allegation, Case, Category, Decision, Form, Hearing, Side
from tests.company import TODAY, Company, grant

ROLES = (
    ("petra", Role.CASE),
    ("leo", Role.INVEST),
    ("helena", Role.DECIDE),
    ("malik", Role.DECIDE),
    ("adam", Role.PANEL),
    ("carla", Role.DPO),
)
LONG = timedelta(days=14)


def of_the_world(company: Company) -> None:
    """A case that is being investigated, and one that is decided and may be appealed."""
    for name, role in ROLES:
        grant(company.cast[name], (role, company.units["MN"]))
    _investigated(company)
    _decided(company, _investigated(company))


def _investigated(company: Company) -> Case:
    cast, on = company.cast, TODAY - LONG
    said = {"category": Category.CONTROL_BYPASS, "description": "A session ran past the recording."}
    case = actions.report_case(actor=cast["samir"], unit=company.units["HQ"], about="Emma", on=on, **said).case
    actions.identify_subject(actor=cast["petra"], case=case, person=company.person("emma"), on=on)
    actions.acknowledge_case(actor=cast["petra"], case=case, text="Thank you.", on=on)
    actions.open_case(actor=cast["petra"], case=case, investigator=company.person("leo"), plan="Read the logs.", on=on)
    actions.tell_subject(actor=cast["petra"], case=case, on=on)
    actions.add_allegation(actor=cast["leo"], case=case, text="Went round the gateway.", on=on)
    actions.plan_step(actor=cast["leo"], case=case, text="Read the log of the gateway.", on=on)
    heard = {"person": company.person("priya"), "held_on": on, "notes": "Saw the session."}
    row = actions.record_interview(actor=cast["leo"], case=case, on=on, **heard)
    actions.redact_interview(actor=cast["leo"], interview=row, text="█████ the session.", on=on)
    until = {"kind": "kept_apart", "reason": "They share a desk.", "until": TODAY}
    actions.impose_measure(actor=cast["petra"], case=case, on=on, **until)
    _files(company, case)
    return case


def _files(company: Company, case: Case) -> None:
    for title in ("Log of the gateway", "Log, with names covered"):
        kept = receive_files([receive([b"10:04 session 17"], name="gateway of Emma.txt")])
        facts: dict[str, Any] = {"kept": kept, "title": title, "side": Side.AGAINST, "on": TODAY - LONG}
        rows = actions.add_files(actor=company.cast["leo"], case=case, **facts)
    actions.show_file(actor=company.cast["petra"], file=rows[0], shown=True, on=TODAY - LONG)


def _decided(company: Company, case: Case) -> None:
    cast, called, on = company.cast, TODAY - LONG, TODAY
    both = {"speaks_against": "There is no recording.", "speaks_for": "The customer was waiting."}
    actions.finish_investigation(actor=cast["leo"], case=case, on=called, **both)
    actions.call_hearing(actor=cast["petra"], case=case, day=called + LONG / 2, place="Room 4", on=called)
    heard = {"outcome": Hearing.Outcome.HELD, "file_shown": True, "notes": "She was sorry.", "companion": "A friend"}
    actions.record_hearing(actor=cast["petra"], case=case, on=called + LONG / 2, **heard)
    deciders = [company.person("helena"), company.person("malik")]
    actions.seat_deciders(actor=cast["petra"], case=case, deciders=deciders, on=on)
    findings = dict.fromkeys(case.allegations.values_list("uuid", flat=True), Allegation.Finding.SUBSTANTIATED)
    said = {"level": 2, "form": Form.SERIOUS_WARNING, "reasons": "The log is clear.", "mitigating": "First time."}
    sanction: dict[str, Any] = {"outcome": Decision.Outcome.SANCTION, "findings": findings, **said}
    actions.propose_decision(actor=cast["helena"], case=case, on=on, outside_reasons="Weighed.", **sanction)
    actions.agree_to_decision(actor=cast["malik"], case=case, on=on)
    actions.sanction_case(actor=cast["helena"], case=case, start_on=on, on=on)
