"""The paper of a management review, for who may read the review."""

from datetime import datetime
from uuid import UUID

from django.utils.text import slugify
from django.utils.translation import gettext_lazy

from assurance.models import ManagementReview
from assurance.paper.review import review_pdf
from foundation.directory.models import User
from foundation.reports import Made, Paper, offer_papers


def review_for(user: User, uuid: UUID) -> ManagementReview | None:
    """The review, for who may see it."""
    rows = ManagementReview.objects.visible_to(user).select_related("unit", "chair", "prepared_by")
    return rows.filter(uuid=uuid).first()


def make_review(review: ManagementReview, *, user: User, at: datetime) -> Made:
    draft = "" if review.signed_on else "-draft"
    name = f"{slugify(review.ref)}-management-review{draft}.pdf"
    return Made(name, review_pdf(review, user=user, at=at), str(review))


offer_papers(Paper("review", gettext_lazy("Management review (PDF)"), review_for, make_review))
