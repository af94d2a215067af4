"""`manage.py load certificates FILE`: what was kept in a spreadsheet before."""

from typing import Any

from audits.loaded import read_lines
from audits.offers.loading import arguments
from certifications.actions import load_certificates
from foundation.access import robot
from foundation.clock import today
from foundation.loading import Loading, Say, offer_loading

NEEDED = ("ref", "scheme", "edition", "subject", "body", "status", "decision", "effective_from", "expires")


def load(name: str, content: bytes, say: Say, *, dry_run: bool, **options: Any) -> dict[str, int]:
    rows = read_lines(content, needed=NEEDED)
    return load_certificates(actor=robot(), rows=rows, today=options["today"] or today(), source=name, dry_run=dry_run)


offer_loading(Loading("certificates", "certificates with their days and states (CSV)", load, arguments))
