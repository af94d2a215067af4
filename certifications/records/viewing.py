"""What a room shows of a file: one of its pages or pieces, its hash, and since when it counts."""

from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse

from assurance.models import EvidenceFile
from assurance.standing import Standing, file_standing, standing
from certifications.rooms import Room
from foundation.viewer import NARROW, ORDINARY, WIDE, Sight
from foundation.web import Request


class RoomViewing:
    """One look at a file of the room. `sight` is what is to be seen of it; who may see it has been asked."""

    def __init__(self, request: Request, room: Room, file: EvidenceFile, sight: Sight) -> None:
        self.room, self.file, self.sight, self.asked = room, file, sight, request.GET
        self.version, self.piece = file.version, file.version.evidence
        self.standing: Standing = standing(self.version, on=room.today)
        self.scan: Standing = file_standing(file)

    @property
    def is_wide(self) -> bool:
        """Whether a page is shown in its full size, not made to fit."""
        return self.asked.get("zoom") == "full"

    @cached_property
    def links(self) -> dict[str, str]:
        """Where the pages beside this one are, and its two sizes."""
        before, after, zoom = self.sight.before, self.sight.after, "full" if self.is_wide else ""
        return {
            "before": self._url(page=str(before), zoom=zoom) if before else "",
            "after": self._url(page=str(after), zoom=zoom) if after else "",
            "fit": self._url(page=str(self.sight.page)),
            "full": self._url(page=str(self.sight.page), zoom="full"),
            "close": reverse("certifications:room_evidence", args=[self.room.uuid, self.piece.uuid]),
        }

    @property
    def pictures(self) -> dict[str, str]:
        """The addresses of the picture of the page by its width."""
        address = reverse("certifications:room_page", args=[self.room.uuid, self.file.uuid, self.sight.page])
        widths = {"narrow": NARROW, "ordinary": ORDINARY, "wide": WIDE}
        return {name: f"{address}?{urlencode({'width': width})}" for name, width in widths.items()}

    def _url(self, **told: str) -> str:
        address = reverse("certifications:room_view", args=[self.room.uuid, self.file.uuid])
        return f"{address}?{urlencode({name: value for name, value in told.items() if value})}"
