"""What an officer puts on the public page of the centres. Source: M-27."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from certifications.models.centres import Centre
from certifications.querysets import PublicItemQuerySet
from foundation.directory.models import Unit, User
from foundation.rows import Row


class PublicItem(Row):
    """A short text for everybody; what was published can be taken back, and stays on record."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Not published")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Taken back")

    title = models.CharField(_("title"), max_length=150)
    text = models.TextField(_("text"), max_length=2000, help_text=_("Everybody can read it, without signing in."))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="public_items", verbose_name=_("unit"))
    centre = models.ForeignKey(
        Centre, on_delete=models.PROTECT, null=True, blank=True, related_name="public_items", verbose_name=_("centre")
    )
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", editable=False)
    published_on = models.DateField(_("published on"), null=True, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT, editable=False)

    objects = PublicItemQuerySet.as_manager()

    class Meta:
        ordering = ["-published_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["draft", "published", "withdrawn"]), name="public_item_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(published_on__isnull=False),
                name="a_published_item_has_its_day",
                violation_error_message=_("A published item says since when."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("certifications:public_item", args=[self.uuid])
