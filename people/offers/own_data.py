"""One's own data as a file: a paper about oneself that only oneself takes."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from foundation.directory.models import Person, User
from foundation.offers import OwnPage, offer_own_pages
from foundation.reports import Paper, offer_papers
from people.own_data import KEPT_FOR, own_file


def oneself(user: User, uuid: UUID) -> Person | None:
    """The person behind the account, nobody else's."""
    rows = Person.objects.select_related("unit", "manager", "deputy", "sponsor").filter(pk=user.person_id or 0)
    return rows.filter(uuid=uuid).first()


offer_papers(
    Paper(
        "own-data",
        _("Your own data"),
        oneself,
        own_file,
        place=("people:my_data", _("My data")),
        reads=lambda sent: {},
        confirmed=True,
        lasts=KEPT_FOR,
    )
)
offer_own_pages(
    OwnPage(_("My data"), _("What Attest holds about you, as a file."), "people:my_data", "document-arrow-down", 90)
)
