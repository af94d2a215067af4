"""What an officer publishes for everybody, and takes back. Source: M-27."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from certifications.models import Centre, PublicItem
from certifications.permissions import PUBLISH
from certifications.workflows import PUBLIC_ITEM
from foundation.access import require
from foundation.directory.models import Unit, User
from foundation.trail import record
from foundation.verbs import verb


@verb("certifications.write_item")
def write_item(*, actor: User, unit: Unit, title: str, text: str, centre: Centre | None = None) -> PublicItem:
    """Writes what may be published; nobody outside sees it yet."""
    require(actor, PUBLISH, unit)
    item = PublicItem(unit=unit, title=title, text=text, centre=centre, author=actor)
    item.full_clean()
    item.save()
    record(actor=actor, kind="public_item.written", subject=item, summary=_("wrote it"))
    return item


@verb("certifications.change_item")
def change_item(*, actor: User, public_item: PublicItem, on: date, **fields: Any) -> PublicItem:
    """Changes a text that is not public."""
    before = {name: getattr(public_item, name) for name in fields}
    PUBLIC_ITEM.move(
        public_item, "change", actor=actor, on=on, changes=fields, details={"before": before, "after": fields}
    )
    public_item.full_clean()
    return public_item


@verb("certifications.publish_item")
def publish_item(*, actor: User, public_item: PublicItem, on: date) -> PublicItem:
    """Shows it to everybody from now on."""
    details = {"title": public_item.title, "text": public_item.text}
    return PUBLIC_ITEM.move(public_item, "publish", actor=actor, on=on, changes={"published_on": on}, details=details)
