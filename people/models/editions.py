"""What a course holds: editions with their pages and their pool of questions. Source: M-19."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.directory.models import Person, Unit
from foundation.models import StoredFile
from foundation.rows import Row
from people.models.training import Course
from people.querysets.player import EditionQuerySet, OfEditionQuerySet, PageFileQuerySet, PoolQuerySet


class Edition(Row):
    """One version of what a course teaches and asks. Only a draft changes; learners finish the one they began."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        SUPERSEDED = "superseded", _("Superseded")

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="editions", verbose_name=_("course"))
    number = models.PositiveSmallIntegerField(_("version"), editable=False)
    asked = models.PositiveSmallIntegerField(
        _("questions asked"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(50)],
        help_text=_("So many are drawn from the pool for each attempt."),
    )
    published_on = models.DateField(_("published on"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT, editable=False)

    objects = EditionQuerySet.as_manager()

    NAMED_THROUGH = ("course",)

    class Meta:
        ordering = ["course", "-number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "published", "superseded"]), name="edition_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(asked__gte=1),
                name="an_edition_asks_something",
                violation_error_message=_("At least one question is asked."),
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(published_on__isnull=False), name="published_on_a_day"
            ),
            models.UniqueConstraint(fields=["course", "number"], name="edition_of_a_course_once"),
            models.UniqueConstraint(
                fields=["course"],
                condition=models.Q(state="draft"),
                name="one_draft_of_a_course",
                violation_error_message=_("The next version of this course is being written already."),
            ),
            models.UniqueConstraint(
                fields=["course"], condition=models.Q(state="published"), name="one_edition_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course} v{self.number}"

    @property
    def unit(self) -> Unit:
        return self.course.unit

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    def get_absolute_url(self) -> str:
        return reverse("people:edition", args=[self.uuid])


class PageFile(Row, StoredFile):
    """A picture, paper or video of a course; pages of several editions may show it."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="files")

    objects = PageFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    @property
    def unit(self) -> Unit:
        return self.course.unit

    @property
    def is_shown(self) -> bool:
        """Whether the scanner let it through, or there is none."""
        return self.scan in (self.Scan.CLEAN, self.Scan.NOT_SCANNED)


class CoursePage(Row):
    """One page of an edition. The text stands below the picture, paper or video, and is all there is of a text page."""

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        IMAGE = "image", _("Picture")
        PDF = "pdf", _("Paper (PDF)")
        VIDEO = "video", _("Video (MP4)")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="pages")
    position = models.PositiveSmallIntegerField(editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.TEXT)
    title = models.CharField(_("title"), max_length=150)
    body = models.TextField(
        _("text"),
        max_length=8000,
        blank=True,
        help_text=_("An empty line begins a paragraph, “- ” a point of a list; **strong**, *emphasised*."),
    )
    file = models.ForeignKey(
        PageFile, on_delete=models.PROTECT, null=True, blank=True, related_name="pages", editable=False
    )
    spoken = models.CharField(
        _("described in words"),
        max_length=300,
        blank=True,
        help_text=_("What a picture or video shows, for whoever does not see it."),
    )

    objects = OfEditionQuerySet.as_manager()

    class Meta:
        ordering = ["edition", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["text", "image", "pdf", "video"]), name="course_page_kind_known"
            ),
            models.CheckConstraint(
                condition=models.Q(models.Q(kind="text", file=None) | (~models.Q(kind="text") & ~models.Q(file=None))),
                name="course_page_has_its_file",
                violation_error_message=_("A picture, paper or video needs its file; a page of text has none."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="text") | ~models.Q(body=""),
                name="course_page_of_text_says_something",
                violation_error_message=_("Write the text of the page."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind__in=["image", "video"]) | ~models.Q(spoken=""),
                name="course_page_is_described",
                violation_error_message=_("Say in words what the picture or video shows."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CourseQuestion(Row):
    """One question of the pool. Of `several`, all right choices and no other are the right answer."""

    class Kind(models.TextChoices):
        SINGLE = "single", _("One answer is right")
        SEVERAL = "several", _("Several may be right")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="questions")
    position = models.PositiveSmallIntegerField(editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.SINGLE)
    text = models.CharField(_("question"), max_length=400)
    page = models.ForeignKey(
        CoursePage,
        on_delete=models.SET_NULL,  # a question outlives the page where its answer stood
        null=True,
        blank=True,
        related_name="questions",
        verbose_name=_("where to look"),
    )

    objects = PoolQuerySet.as_manager()

    class Meta:
        ordering = ["edition", "position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["single", "several"]), name="course_question_kind_known"
            )
        ]

    def __str__(self) -> str:
        return self.text


class Choice(Row):
    """One answer that is offered."""

    question = models.ForeignKey(
        CourseQuestion, on_delete=models.CASCADE, related_name="choices"
    )  # a part of the question
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("answer"), max_length=300)
    is_right = models.BooleanField(_("right"), default=False)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.text
