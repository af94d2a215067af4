"""What the people's part gives to the report centre: training, signatures and recognition; nothing of cases."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from foundation.access import permits
from foundation.clock import today
from foundation.directory.models import User
from foundation.reports import Made, offer_papers
from foundation.reports.centre import Report, ReportForm, offer_reports, own_paper
from foundation.reports.lists import Listed, asking, offer_list, written
from people.lists.attestation import AttestationList, CampaignList
from people.lists.matrix_file import MatrixFile
from people.lists.nomination import NominationList
from people.lists.standing import StandingList
from people.models import Assignment, Attestation, Campaign, Nomination
from people.permissions import VIEW_CAMPAIGNS, VIEW_MATRIX, VIEW_NOMINATIONS, VIEW_TEAM
from people.records.training_matrix import ROWS, TrainingMatrix

MATRIX = "training-matrix"


class MatrixForm(ReportForm):
    """By what the rows of the matrix stand."""

    rows = forms.ChoiceField(label=_("Rows"), choices=list(ROWS.items()), required=False, initial="role")

    def narrowed(self) -> dict[str, Any]:
        return {"query": self.query}


def sees_matrix(user: User) -> bool:
    return permits(user, VIEW_MATRIX)


def make_matrix(reader: User, *, user: User, at: datetime, query: str, progress: Any) -> Made:
    request = asking(user, query)
    kind = QueryDict(query).get("format", "")
    return written(MatrixFile(request, TrainingMatrix(request, on=today())), kind, at=at)


def standing(user: User, on: date) -> Any:
    return Assignment.objects.visible_to(user).active().for_list(on)


offer_papers(own_paper(MATRIX, _("Training matrix"), sees_matrix, make_matrix))
offer_reports(
    Report(
        MATRIX,
        _("Training matrix"),
        _("Who holds what is asked of them, by job, region, unit, employer or kind of person."),
        "people",
        {"xlsx": MATRIX, "csv": MATRIX},
        sees_matrix,
        MatrixForm,
        10,
    )
)
offer_list(
    "training-standing",
    _("Training by person"),
    _("Every course that is asked of somebody: valid, due, late or expired."),
    "people",
    Listed(StandingList, standing),
    lambda user: permits(user, VIEW_TEAM),
    order=11,
)
offer_list(
    "campaigns-list",
    _("Campaigns of signatures"),
    _("What is to be signed by whom, and how far each campaign is."),
    "people",
    Listed(CampaignList, lambda user, on: Campaign.objects.visible_to(user).for_list(user, on)),
    lambda user: permits(user, VIEW_CAMPAIGNS),
    order=20,
)
offer_list(
    "attestations-list",
    _("Signatures"),
    _("Who has signed, refused or still has to, document by document."),
    "people",
    Listed(AttestationList, lambda user, on: Attestation.objects.visible_to(user).for_list(on)),
    lambda user: permits(user, VIEW_CAMPAIGNS),
    order=21,
)
offer_list(
    "nominations-list",
    _("Recognition"),
    _("Who was put forward for what, and what was decided."),
    "people",
    Listed(NominationList, lambda user, on: Nomination.objects.told_to(user).for_list()),
    lambda user: permits(user, VIEW_NOMINATIONS),
    order=30,
)
