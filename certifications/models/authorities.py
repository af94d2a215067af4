"""Authorities that send inspectors and agree on centres; whom one speaks to is checked by calling back."""

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from certifications.querysets import AuthorityQuerySet
from foundation.directory.models import Person, Unit
from foundation.rows import Row


class AuthorisingAuthority(Row):
    """An authority and its contact; the contact counts once somebody has called back under a number found elsewhere."""

    name = models.CharField(_("name"), max_length=150)
    country = models.CharField(
        _("country"), max_length=2, validators=[RegexValidator(r"^[A-Z]{2}$", _("Two capital letters (ISO 3166-1)."))]
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="authorities", verbose_name=_("unit that keeps the contact")
    )
    contact = models.CharField(
        _("contact"), max_length=200, help_text=_("An office and how it is reached; no private numbers.")
    )
    called_on = models.DateField(_("called back on"), null=True, blank=True, editable=False)
    called_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    number_from = models.CharField(_("where the number was found"), max_length=200, blank=True, editable=False)

    objects = AuthorityQuerySet.as_manager()

    class Meta:
        ordering = ["name", "country"]
        verbose_name_plural = _("authorising authorities")
        constraints = [
            models.UniqueConstraint(
                fields=["name", "country"],
                name="authority_once",
                violation_error_message=_("This authority is registered already."),
            ),
            models.CheckConstraint(
                condition=models.Q(called_on=None, called_by=None, number_from="")
                | (models.Q(called_on__isnull=False, called_by__isnull=False) & ~models.Q(number_from="")),
                name="a_call_back_says_who_when_and_where",
                violation_error_message=_("A call-back says who called, when, and where the number was found."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_verified(self) -> bool:
        """Whether somebody has called back since the contact was last changed."""
        return self.called_on is not None

    def get_absolute_url(self) -> str:
        return reverse("certifications:authority", args=[self.uuid])
