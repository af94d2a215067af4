"""What people outside ask in their room, and the thread of answers."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from certifications.models.grants import Grant
from certifications.querysets import QuestionQuerySet
from foundation.directory.models import Unit
from foundation.rows import About, Row


class Question(Row, About):
    """Asked about a row that the grant shows, or about the grant itself."""

    class State(models.TextChoices):
        OPEN = "open", _("Waits for an answer")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", _("Closed")

    NAMED_THROUGH = ("grant",)  # what foundation.notices loads with it

    ref = models.CharField(_("reference"), max_length=20, unique=True, editable=False)
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="questions")
    title = models.CharField(_("question"), max_length=200)
    about = models.CharField(max_length=200, editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    due_on = models.DateField(_("answer due"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.OPEN, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["due_on"], condition=models.Q(state="open"), name="question_to_answer")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["open", "answered", "closed"]), name="question_state_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}"

    @property
    def unit(self) -> Unit:
        return self.grant.unit

    def get_absolute_url(self) -> str:
        return reverse("certifications:question", args=[self.uuid])


class Message(Row):
    """One word in the thread of a question."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("text"), max_length=5000)

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return self.text[:80]
