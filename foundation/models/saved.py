"""Views of lists that people keep: how a list is sorted, filtered and laid out, under a name."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from foundation.directory.models import Role
from foundation.querysets import SavedViewQuerySet
from foundation.rows import Row

ONE_AUDIENCE = (
    models.Q(shared__in=["nobody", "everyone"], role="", unit=None)
    | (models.Q(shared="role", unit=None) & ~models.Q(role=""))
    | models.Q(shared="unit", role="", unit__isnull=False)
)


class SavedView(Row):
    """The address of a list without its rows: whoever opens it sees their own rows, never the owner's."""

    class Shared(models.TextChoices):
        NOBODY = "nobody", _("Only me")
        EVERYONE = "everyone", _("Everyone in the company")
        ROLE = "role", _("Everyone with a role")
        UNIT = "unit", _("A unit and everything below it")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="saved_views")
    list_name = models.CharField(_("list"), max_length=60)
    title = models.CharField(max_length=200)
    place = models.CharField(max_length=300)
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=4000, blank=True)
    is_default = models.BooleanField(_("open the list with it"), default=False)
    shared = models.CharField(_("who sees it"), max_length=10, choices=Shared, default=Shared.NOBODY)
    role = models.CharField(_("role"), max_length=20, blank=True)
    unit = models.ForeignKey(
        "directory.Unit", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("unit")
    )

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        ordering = ["list_name", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "list_name", "name"],
                name="view_named_once",
                violation_error_message=_("You have a view of this list by that name already."),
            ),
            models.UniqueConstraint(
                fields=["owner", "list_name"],
                condition=models.Q(is_default=True),
                name="one_default_view_per_list",
                violation_error_message=_("A list opens with one view."),
            ),
            models.CheckConstraint(
                condition=ONE_AUDIENCE,
                name="view_has_one_audience",
                violation_error_message=_("Name the role or the unit it is shared with, and nothing else."),
            ),
        ]
        indexes = [
            models.Index(fields=["list_name"], condition=~models.Q(shared="nobody"), name="views_shared"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("foundation:saved_view", args=[self.uuid])

    @property
    def role_words(self) -> str:
        """The role it is shared with, in words."""
        return str(dict(Role.choices).get(self.role, self.role))

    @property
    def address(self) -> str:
        """The list as this view shows it."""
        return f"{self.place}?saved={self.uuid}"
