"""Where a learner stands: pages read, the questions drawn for an attempt with the answers so far, the certificate."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.directory.models import Unit
from foundation.models import StoredFile
from foundation.rows import Row
from people.models.editions import CoursePage, CourseQuestion, Edition
from people.models.training import Assignment, Attempt, Completion
from people.querysets.player import DrawnQuerySet, PageReadQuerySet, SittingQuerySet, TrainingCertificateQuerySet


class PageRead(models.Model):
    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, related_name="pages_read"
    )  # a part of the assignment
    page = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = PageReadQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["assignment", "page"], name="page_read_once")]

    def __str__(self) -> str:
        return f"{self.assignment}: {self.page}"


class Sitting(Row):
    """One try at the quiz from the draw to handing in; the attempt that comes of it belongs to the assignment."""

    assignment = models.ForeignKey(
        Assignment, on_delete=models.CASCADE, related_name="sittings"
    )  # a part of the assignment
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="sittings")
    handed_in_at = models.DateTimeField(null=True, editable=False)
    attempt = models.OneToOneField(Attempt, on_delete=models.PROTECT, null=True, related_name="sitting", editable=False)

    objects = SittingQuerySet.as_manager()

    class Meta:
        ordering = ["assignment", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"], condition=models.Q(handed_in_at=None), name="one_open_sitting"
            ),
            models.CheckConstraint(
                condition=models.Q(handed_in_at=None, attempt=None)
                | models.Q(handed_in_at__isnull=False, attempt__isnull=False),
                name="handed_in_as_an_attempt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment}: {self.created_at:%Y-%m-%d}"


class DrawnQuestion(models.Model):
    """A question of a sitting. `order` and `given` are uuids of its choices; `is_right` is known once handed in."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="drawn")  # a part of the sitting
    question = models.ForeignKey(CourseQuestion, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    order = models.JSONField(default=list)
    given = models.JSONField(default=list)
    is_right = models.BooleanField(null=True)

    objects = DrawnQuerySet.as_manager()

    class Meta:
        ordering = ["sitting", "position"]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "position"], name="drawn_at_a_place_once"),
            models.UniqueConstraint(fields=["sitting", "question"], name="question_drawn_once"),
        ]

    def __str__(self) -> str:
        return str(self.question)


class TrainingCertificate(Row, StoredFile):
    """The paper that says somebody passed a course, as it was made; its hash proves that it is unchanged."""

    completion = models.OneToOneField(Completion, on_delete=models.PROTECT, related_name="certificate")
    number = models.CharField(_("certificate number"), max_length=20, unique=True)

    objects = TrainingCertificateQuerySet.as_manager()

    NAMED_THROUGH = ("completion__course", "completion__person")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.number

    @property
    def unit(self) -> Unit:
        return self.completion.unit

    def get_absolute_url(self) -> str:
        return reverse("people:training_certificate", args=[self.uuid])
