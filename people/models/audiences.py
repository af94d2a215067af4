"""Whom a course or a campaign is for."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import get_text_list
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from foundation.directory.models import JobRole, Person, Unit
from foundation.rows import Row


def known_kinds(value: object) -> None:
    if not isinstance(value, list) or not set(value) <= set(Person.Kind.values):
        raise ValidationError(_("Choose kinds of people that there are."))


class Audience(Row):
    """A rule that catches people by job role, kind and unit; an empty part catches everybody.

    `querysets.people_caught` finds the people.
    """

    roles = models.ManyToManyField(JobRole, blank=True, related_name="+", verbose_name=_("job roles"))
    kinds = models.JSONField(_("kinds of people"), default=list, blank=True, validators=[known_kinds])
    units = models.ManyToManyField(Unit, blank=True, related_name="+", verbose_name=_("units"))

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{_now('Audience')} {self.pk}"

    @property
    def kind_words(self) -> list[str]:
        return [str(Person.Kind(one).label) for one in self.kinds]

    @property
    def words(self) -> str:
        """“Developers and testers · Employees · Research and everything below”."""
        roles, units = [str(one) for one in self.roles.all()], [str(one) for one in self.units.all()]
        parts = (roles, self.kind_words, units)
        return " · ".join(get_text_list(part, _now("or")) for part in parts if part) or _now("Everybody")
