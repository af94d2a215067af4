"""The plan of the audit that is under way, session by session; in one place two sessions want the same auditor."""

from datetime import time

from audits.demo.audits import CONTENT
from audits.models import Audit, PlanSession
from foundation.demonstration import Story, lines_of


def load_sessions(story: Story) -> None:
    """Writes the sessions; two of them clash, as the page says."""
    for line in lines_of(CONTENT / "sessions.csv"):
        row = PlanSession(
            audit=Audit.objects.get(ref=line["audit"]),
            day=story.day(line["day"]),
            starts=time.fromisoformat(line["starts"]),
            ends=time.fromisoformat(line["ends"]),
            auditor=story.people[line["auditor"]],
            **{key: line[key] for key in ("kind", "contact", "place", "topic", "criteria")},
        )
        row.full_clean()
        row.save()
