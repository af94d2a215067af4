"""Who was at an opening or closing meeting."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from audits.models.audits import Meeting
from foundation.directory.models import Person
from foundation.rows import Row


class Attendance(Row):
    """A person or a role that was expected at a meeting, and whether they came."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendance")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=150, blank=True, help_text=_("Where the name is of no matter."))
    was_present = models.BooleanField(_("was present"), default=True)

    class Meta:
        ordering = ["meeting", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person=None) ^ models.Q(role=""),
                name="attendance_of_a_person_or_a_role",
                violation_error_message=_("Name a person or a role, one of the two."),
            ),
            models.UniqueConstraint(
                fields=["meeting", "person"],
                condition=models.Q(person__isnull=False),
                name="attendance_of_a_person_once",
            ),
            models.UniqueConstraint(
                fields=["meeting", "role"], condition=~models.Q(role=""), name="attendance_of_a_role_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return str(self.person) if self.person is not None else self.role
