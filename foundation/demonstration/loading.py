"""Loads the set once, in one transaction: a second time with the same day changes nothing, another day is refused."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation import offers, sweeps
from foundation.demonstration.figures import load_figures
from foundation.demonstration.organisation import load_organisation
from foundation.demonstration.story import Story
from foundation.directory.models import Unit
from foundation.ledger import sequencer
from foundation.models.trail import Event, Notification
from foundation.models.work import SweepRun
from foundation.search import index
from foundation.trail import record

LOADED = "demonstration.loaded"


class NotOurs(Exception):
    """The database holds something else, or the set of another day; the sentence says which."""


def load(on: date) -> bool:
    """Fills an empty database with everything seen from the reference day `on`; False when that was done before.

    Raises NotOurs where the database is not empty, or was filled with another reference day.
    """
    if _is_loaded(on):
        return False
    with transaction.atomic(), index.built_afterwards():
        story = Story(on)
        load_organisation(story)
        for chapter in offers.demonstration():
            chapter.load(today=on)
        load_figures(story)
        _settle(story)
        index.rebuild()
    sequencer.catch_up(timezone.now(), limit=sequencer.BULK, everything=True)
    return True


def _is_loaded(on: date) -> bool:
    if not Unit.objects.exists():
        return False
    mark = Event.objects.filter(kind=LOADED).select_related("content").first()
    if mark is None:
        raise NotOurs(_("This database holds an organisation of its own. The demonstration needs an empty one."))
    day = mark.content.details["today"]
    if day != on.isoformat():
        raise NotOurs(
            _("The demonstration is here already, seen from %(day)s. Another day needs an empty database.")
            % {"day": day}
        )
    return True


def _settle(story: Story) -> None:
    """The clock has done its work up to the reference day, nobody is mailed of the past, and the mark is left."""
    zones = sorted({unit.zone for unit in story.units.values()})
    runs = [SweepRun(rule=rule.name, zone=zone, date=story.on) for rule in sweeps.rules() for zone in zones]
    SweepRun.objects.bulk_create(runs)
    Notification.objects.filter(mailed_at=None).update(mailed_at=timezone.now())
    record(
        actor=story.robot,
        kind=LOADED,
        subject=story.units["MN"],
        summary=_("The demonstration was loaded"),
        details={"today": story.on},
    )
