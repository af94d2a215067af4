"""How a version of some evidence stands, in words and tone, for lists, chips and record pages."""

from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assurance.models import EvidenceFile, EvidenceLink, EvidenceVersion
from assurance.querysets import EXPIRING_DAYS
from foundation.files import kinds

S = EvidenceVersion.State
UNSAFE = (EvidenceFile.Scan.INFECTED, EvidenceFile.Scan.UNSCANNABLE)


@dataclass(frozen=True)
class Standing:
    """Tone, icon and words of a status; never colour alone."""

    tone: str
    icon: str
    words: str | Promise


SCANS = {
    EvidenceFile.Scan.PENDING: Standing("warn", "clock", gettext_lazy("Being scanned")),
    EvidenceFile.Scan.CLEAN: Standing("good", "check", gettext_lazy("Scanned, clean")),
    EvidenceFile.Scan.INFECTED: Standing("bad", "shield-exclamation", gettext_lazy("Infected, barred")),
    EvidenceFile.Scan.UNSCANNABLE: Standing("bad", "shield-exclamation", gettext_lazy("Could not be scanned, barred")),
    EvidenceFile.Scan.NOT_SCANNED: Standing("mute", "minus-circle", gettext_lazy("Not scanned")),
}
STATES = {
    S.QUARANTINED: Standing("warn", "clock", gettext_lazy("Being checked")),
    S.SUBMITTED: Standing("info", "inbox", gettext_lazy("To review")),
    S.ACCEPTED: Standing("good", "check", gettext_lazy("Accepted")),
    S.REJECTED: Standing("bad", "x-circle", gettext_lazy("Rejected")),
    S.SUPERSEDED: Standing("mute", "archive-box", gettext_lazy("Superseded")),
    S.DISPOSED: Standing("mute", "trash", gettext_lazy("Disposed of")),
}


DAMAGED = Standing("bad", "shield-exclamation", gettext_lazy("Damaged, kept back"))
GONE = Standing("mute", "trash", gettext_lazy("Disposed of"))


def scan_standing(file: EvidenceFile) -> Standing:
    return SCANS[EvidenceFile.Scan(file.scan)]


def file_standing(file: EvidenceFile) -> Standing:
    """How a stored file stands: gone, damaged, or as the scanner left it."""
    if file.disposed_at is not None:
        return GONE
    return DAMAGED if file.suspect_since is not None else scan_standing(file)


def standing(version: EvidenceVersion, *, on: date) -> Standing:
    """Its review state; once accepted and limited in time, how long it stays valid on a day."""
    if version.state != S.ACCEPTED or version.valid_until is None:
        return STATES[S(version.state)]
    days = (version.valid_until - on).days
    if days < 0:
        return Standing("bad", "exclamation-circle", _("No longer valid"))
    left = ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}
    if days <= EXPIRING_DAYS:
        return Standing("warn", "clock", _("Expiring, %(left)s") % {"left": left})
    return Standing("good", "check", _("Valid, %(left)s") % {"left": left})


def drawing(detected_type: str) -> str:
    """The icon of a kind of file."""
    return "photo" if detected_type in kinds.PICTURES | {kinds.SVG} else "document-text"


@dataclass(frozen=True)
class Piece:
    """One line of an evidence list (ui/_evidence_list.html): a version as it proves something."""

    title: str
    url: str
    ref: str
    as_of: date
    tone: str
    icon: str
    standing: str | Promise
    meta: str | Promise = ""
    kind_icon: str = "document-text"
    current: bool = False
    remove_url: str = ""
    view_url: str = ""


def pieces(links: list[EvidenceLink], *, on: date, removable: bool = False) -> list[Piece]:
    """The lines for links that come from `EvidenceLink.objects.….for_list()`; no query of its own."""
    found = []
    for link in links:
        away = remove_url(link) if removable else ""
        found.append(replace(piece(link.version, on=on), remove_url=away, view_url=view_url(link.version, link)))
    return found


def remove_url(link: EvidenceLink) -> str:
    return reverse("assurance:evidence_unlink", args=[link.uuid])


def view_url(version: EvidenceVersion, link: EvidenceLink | None = None) -> str:
    """Where its files are looked at, beside what the link says it proves; empty once it is disposed of."""
    if version.state == S.DISPOSED:
        return ""
    address = reverse("assurance:evidence_view", args=[version.uuid])
    return f"{address}?link={link.uuid}" if link else address


def worst(files: list[EvidenceFile]) -> Standing:
    """The standing of the file that needs a look first."""
    return file_standing(next((file for file in files if file.suspect_since or file.disposed_at), files[0]))


def piece(version: EvidenceVersion, *, on: date, meta: str | Promise = "") -> Piece:
    files = list(version.files.all())
    now = DAMAGED if any(file.suspect_since for file in files) else standing(version, on=on)
    return Piece(
        title=version.evidence.title,
        url=version.get_absolute_url(),
        ref=f"{version.evidence.ref} v{version.number}",
        as_of=version.as_of,
        tone=now.tone,
        icon=now.icon,
        standing=now.words,
        meta=meta or (worst(files).words if files else ""),
        kind_icon=drawing(files[0].detected_type) if files else "document-text",
        view_url=view_url(version),
    )
