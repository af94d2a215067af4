"""The chapter of certification in the demonstration set: certificates, then rooms with what was looked at and asked."""

from datetime import date
from pathlib import Path

from assurance.demo import load_evidence
from certifications.demo.centres import load_centres
from certifications.demo.certificates import load_certificates
from certifications.demo.grants import load_grants
from certifications.demo.inspections import load_inspections
from certifications.demo.soa import load_soas, show_to_certifier
from certifications.demo.talk import load_talk
from foundation.demonstration import Story

CONTENT = Path(__file__).parent.parent / "content" / "demo"


def load(*, today: date) -> None:
    """Writes the certificates and opens the rooms of the demonstration, as their history led there."""
    story = Story(today)
    load_certificates(story)
    load_soas(story)
    load_evidence(story, lambda line: (), content=CONTENT / "agreements.csv")
    load_centres(story)
    load_inspections(story)
    load_talk(story, load_grants(story))
    show_to_certifier(story)


__all__ = ["load"]
