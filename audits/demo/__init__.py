"""The chapter of audits in the demonstration set: audits, checklists, findings with their way to closure, evidence."""

from datetime import date

from assurance.demo import load_evidence
from audits.demo.auditors import load_auditors
from audits.demo.audits import load_audits
from audits.demo.checklists import load_checklists
from audits.demo.departures import ask_for_time, load_departures
from audits.demo.findings import load_drafts, load_findings
from audits.demo.papers import load_papers
from audits.demo.plan import load_sessions
from audits.demo.programme import load_programme
from audits.demo.programme_year import load_programmes
from audits.demo.proofs import targets
from audits.demo.reports import load_reports
from audits.demo.talk import ask_second_persons, load_comments
from audits.demo.templates import load_templates
from audits.shipped import load_shipped_questions
from foundation.demonstration import Story


def load(*, today: date) -> None:
    """Writes the year's audits and everything that came of them."""
    story = Story(today)
    load_shipped_questions(actor=story.robot)
    load_auditors(story)
    load_audits(story)
    load_sessions(story)
    load_checklists(story)
    load_papers(story)
    load_findings(story)
    load_departures(story)
    load_drafts(story)
    load_evidence(story, targets())
    load_reports(story)
    load_comments(story)
    load_templates(story)
    load_programme(story)
    load_programmes(story)
    ask_second_persons(story)
    ask_for_time(story)


__all__ = ["load"]
