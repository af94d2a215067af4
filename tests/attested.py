"""Conduct rules that are signed: documents in effect, campaigns in every state, and what each of the cast answered."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from assurance.actions import add_document, approve_document, submit_document, write_version
from assurance.models import Document, DocumentVersion
from foundation.access import robot
from people.actions import (
    ask_no_longer,
    close_campaign,
    open_campaign,
    plan_campaign,
    refuse_to_sign,
    sign,
    supersede_campaign,
)
from people.models import Attestation, Campaign
from people.texts import text_of
from tests.company import TODAY, Company
from tests.kept import kept_text

STATEMENT = "I have read the conduct rules and I will act by them."
RULES = "HR-REG-1"
TOMORROW = TODAY + timedelta(days=1)


def rules(company: Company, number: str = RULES, unit: str = "MN") -> Document:
    """The conduct rules, in effect since today."""
    facts = {"title": "Conduct rules", "kind": "regulation", "owner": company.person("carla")}
    document = add_document(actor=company.cast["ines"], unit=company.units[unit], number=number, **facts)
    in_effect(company, document)
    return document


def in_effect(company: Company, document: Document, on: date = TODAY) -> DocumentVersion:
    """Carla writes the next version, Ines approves it, and it counts from the day on."""
    carla, ines = company.cast["carla"], company.cast["ines"]
    kept = kept_text(f"{document.number}.txt", f"Say what you see. {document.versions.count() + 1}")
    facts = {"kept": kept, "change_note": "Clearer words", "is_major": True}
    version = write_version(actor=carla, document=document, on=on, **facts)
    submit_document(actor=carla, document=version, on=on)
    return approve_document(actor=ines, document=version, on=on, effective_from=on)


def planned(company: Company, *, on: date = TODAY, unit: str = "MN", **facts: Any) -> Campaign:
    """Everybody is to sign the conduct rules."""
    version = facts.pop("version", None)
    if version is None:
        document = Document.objects.filter(number=RULES).first() or rules(company)
        version = document.versions.get(state="effective")
    given = {"title": "Conduct 2026", "statement": STATEMENT, "opens_on": on, "version": version, **facts}
    return plan_campaign(actor=company.cast["ines"], unit=company.units[unit], on=on, **given)


def opened(company: Company, *, on: date = TODAY, **facts: Any) -> Campaign:
    return open_campaign(actor=company.cast["ines"], campaign=planned(company, on=on, **facts), on=on)


def closed(company: Company) -> Campaign:
    return close_campaign(actor=company.cast["ines"], campaign=opened(company), on=TODAY, reason="Done.")


def outdated(company: Company, campaign: Campaign, *, on: date = TODAY) -> Campaign:
    """The same after a new version of its text has taken effect, before the clock has seen it."""
    in_effect(company, campaign.version.document, on)
    return Campaign.objects.for_page().get(pk=campaign.pk)


def superseded(company: Company) -> Campaign:
    return supersede_campaign(actor=robot(), campaign=outdated(company, opened(company), on=TOMORROW), on=TOMORROW)


def asked(company: Company, name: str, campaign: Campaign | None = None) -> Attestation:
    """What one of the cast is asked to sign."""
    campaign = campaign or Campaign.objects.open().first() or opened(company)
    rows = Attestation.objects.for_page().filter(campaign=campaign, person=company.person(name), ended_on=None)
    return rows.exclude(state="cancelled").latest("pk")


def signed(company: Company, name: str, *, on: date = TODAY, row: Attestation | None = None) -> Attestation:
    row = row or asked(company, name)
    text = text_of(row.version)
    assert text is not None
    return sign(actor=company.cast[name], attestation=row, on=on, shown=text.sha256, proved_at=timezone.now())


def refused(company: Company, name: str) -> Attestation:
    row = asked(company, name)
    return refuse_to_sign(actor=company.cast[name], attestation=row, on=TODAY, reason="Rule 4 is not clear.")


def cancelled(company: Company, name: str) -> Attestation:
    row = asked(company, name)
    ask_no_longer(actor=robot(), attestations=[row], on=TODAY)
    return Attestation.objects.for_page().get(pk=row.pk)


__all__ = [
    "STATEMENT",
    "TOMORROW",
    "asked",
    "cancelled",
    "closed",
    "in_effect",
    "opened",
    "outdated",
    "planned",
    "refused",
    "rules",
    "signed",
    "superseded",
]
