"""The pages of signing: a campaign with how far it is, one answer, and the text as it is read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assurance.models import DocumentVersion, EvidenceFile
from foundation.access import permits
from foundation.directory.models import User
from foundation.steps import Move, moves_of
from foundation.stories import story_of
from foundation.viewer import Sight, sight_of
from people.actions import open_text
from people.figures.attestation import Signatures, signatures
from people.lists.attestation import COUNTED
from people.models import Attestation, Campaign
from people.permissions import PLAN_CAMPAIGN, REMIND_SIGNER, SIGN
from people.querysets import AttestationQuerySet, people_caught
from people.texts import keep_opened, opened, text_of

AT_ONCE = 30  # pages of a text below each other
MOST_PAGE = 9999
BARS = (
    ("signed", gettext_lazy("Signed"), "mark-valid"),
    ("waiting", gettext_lazy("In time"), "mark-other"),
    ("late", gettext_lazy("Late"), "mark-minor"),
    ("refused", gettext_lazy("Refused"), "mark-major"),
)


@dataclass(frozen=True)
class Part:
    """A part of the bar of a campaign: from `start` so wide, in per cent of all who are asked."""

    label: str
    mark: str
    number: int
    url: str
    start: float
    width: float


def answers(campaign: Campaign, *standings: str) -> str:
    """The list of those of a campaign that stand so, of people at work."""
    query = {"campaign": str(campaign.uuid), "at_work": "true", "standing": standings}
    return f"{reverse('people:attestations')}?{urlencode(query, doseq=True)}"


class CampaignRecord:
    """Everything the page of one campaign shows; built on a row of `Campaign.objects.for_page()`."""

    def __init__(self, campaign: Campaign, *, user: User, on: date) -> None:
        self.campaign, self.user, self.on = campaign, user, on
        self.story: Mapping[str, Any] = story_of(campaign, actor=user)

    @cached_property
    def moves(self) -> list[Move]:
        return moves_of(self.campaign, actor=self.user, on=self.on)

    @property
    def first_move(self) -> Move | None:
        return next((one for one in self.moves if one.step.name == "open" and one.refusal is None), None)

    @cached_property
    def found(self) -> Signatures:
        """How the answers that the reader sees stand."""
        return signatures(self.rows, on=self.on)

    @property
    def rows(self) -> AttestationQuerySet:
        return Attestation.objects.visible_to(self.user).filter(campaign=self.campaign)

    @property
    def parts(self) -> list[Part]:
        """The bar of those who are asked, each part a link to its people."""
        parts, start = [], 0.0
        for name, label, mark in BARS:
            number = getattr(self.found, name)
            width = 100 * number / self.found.asked if self.found.asked else 0
            parts.append(Part(str(label), mark, number, answers(self.campaign, name), start, width))
            start += width
        return parts

    @property
    def counted_url(self) -> str:
        return answers(self.campaign, *COUNTED)

    @property
    def everybody_url(self) -> str:
        return f"{reverse('people:attestations')}?{urlencode({'campaign': str(self.campaign.uuid)})}"

    @cached_property
    def caught(self) -> int:
        """How many people the audience of a draft catches today."""
        return people_caught(self.campaign.audience, self.on, within=self.campaign.unit).count()

    @property
    def may_change(self) -> bool:
        is_new = self.campaign.state == Campaign.State.DRAFT
        return is_new and permits(self.user, PLAN_CAMPAIGN, self.campaign)

    @property
    def may_remind(self) -> bool:
        is_open = self.campaign.state == Campaign.State.OPEN and self.found.late > 0
        return is_open and permits(self.user, REMIND_SIGNER)

    @cached_property
    def shows_text(self) -> bool:
        """Whether the reader may open the document itself."""
        return DocumentVersion.objects.visible_to(self.user).filter(pk=self.campaign.version_id).exists()


class AttestationRecord:
    """Everything the page of one answer shows; built on a row of `Attestation.objects.for_page()`."""

    def __init__(self, row: Attestation, *, user: User, on: date) -> None:
        self.row, self.user, self.on = row, user, on

    @property
    def story(self) -> Mapping[str, Any]:
        return story_of(self.row, actor=self.user)

    @cached_property
    def moves(self) -> list[Move]:
        """Without the signature: it is given below the text alone."""
        return [one for one in moves_of(self.row, actor=self.user, on=self.on) if one.step.name != "sign"]

    @property
    def is_own(self) -> bool:
        return permits(self.user, SIGN, self.row)

    @property
    def is_to_sign(self) -> bool:
        is_open = self.row.state == Attestation.State.OPEN and self.row.campaign.state == Campaign.State.OPEN
        return is_open and self.is_own

    @cached_property
    def is_unchanged(self) -> bool:
        """Whether the text in the store is still the one that was signed."""
        text = text_of(self.row.version)
        return text is not None and text.sha256 == self.row.sha256


@dataclass(frozen=True)
class Reading:
    """The text as it stands on the page: pages from `first` on, or lines; without a text, why there is nothing to see."""

    text: EvidenceFile | None
    sight: Sight

    @property
    def numbers(self) -> range:
        """The pages that are shown below each other."""
        return range(self.sight.page, min(self.sight.page + AT_ONCE, self.sight.pages + 1))

    @property
    def before(self) -> int | None:
        step = AT_ONCE if self.sight.form == "page" else 1
        return max(self.sight.page - step, 1) if self.sight.page > 1 else None

    @property
    def after(self) -> int | None:
        last = self.numbers[-1] if self.sight.form == "page" and self.numbers else self.sight.page
        return last + 1 if last < self.sight.pages else None

    @property
    def is_shown(self) -> bool:
        return self.sight.form in ("page", "text")


def reading(request: HttpRequest, row: Attestation, user: User) -> Reading:
    """The text for whoever is asked to sign it; the session remembers what was shown, the trail that it was."""
    text = text_of(row.version)
    if text is None:
        return Reading(None, Sight("nothing", sentence=_("The text cannot be shown at the moment. Ask your officer.")))
    found = Reading(text, sight_of(text, page=_page(request), person=user.pk))
    if found.is_shown and request.method != "HEAD" and opened(request, row) != text.sha256:
        open_text(actor=user, attestation=row)
        keep_opened(request, row, text)
    return found


def _page(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    known = asked.isascii() and asked.isdigit() and len(asked) <= len(str(MOST_PAGE))
    return max(int(asked), 1) if known else 1


def own_papers(user: User, *, on: date) -> dict[str, list[Attestation]]:
    """What one is asked to sign, has refused, and has signed, the newest first."""
    rows = Attestation.objects.of(user).for_list(on).order_by("due_on", "pk")
    waiting = [row for row in rows if row.state == "open" and row.campaign.state == "open"]
    refused = [row for row in rows if row.state == "refused" and row.campaign.state == "open"]
    done = [row for row in rows if row.state == "signed"]
    return {"waiting": waiting, "refused": refused, "signed": sorted(done, key=_when, reverse=True)}


def _when(row: Attestation) -> Any:
    return row.signed_at
