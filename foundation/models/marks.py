"""What people put on lines of My work: a reminder to whoever holds one, and a line of one's own put off for a while.

A line is a task and the row of the branch that offers it; the row is named by its uuid, as an event names its subject.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.directory.models import Person
from foundation.querysets import NudgeQuerySet, SnoozeQuerySet
from foundation.rows import Row


class Mark(Row):
    """Something on a line of My work: the task and the uuid of its row."""

    task = models.CharField(max_length=50, editable=False)
    line_uuid = models.UUIDField(editable=False)
    on = models.DateField(editable=False)

    class Meta:
        abstract = True


class Nudge(Mark):
    """Somebody reminded `person` of a line on a day; kept, so that nobody is reminded too often."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="nudges", editable=False)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="sent_nudges", editable=False)
    words = models.TextField(_("words"), max_length=500, blank=True)

    objects = NudgeQuerySet.as_manager()

    class Meta:
        ordering = ["-on", "-pk"]
        indexes = [
            models.Index(fields=["line_uuid", "task", "-on"], name="nudges_of_a_line"),
            models.Index(fields=["sent_by", "on"], name="nudges_sent"),
            models.Index(fields=["person", "on"], name="nudges_received"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(person=models.F("sent_by")),
                name="nobody_nudges_themselves",
                violation_error_message=_("Nobody reminds themselves."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.on}"


class Snooze(Mark):
    """A line that its holder does not want to see before `until`; nobody else's list changes."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="snoozes", editable=False)
    until = models.DateField(_("until"))
    reason = models.TextField(_("reason"), max_length=500)
    woken_on = models.DateField(null=True, editable=False)

    objects = SnoozeQuerySet.as_manager()

    class Meta:
        ordering = ["until", "pk"]
        indexes = [models.Index(fields=["person", "until"], name="snoozes_of_a_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["line_uuid", "task", "person"],
                condition=models.Q(woken_on=None),
                name="snoozed_once",
                violation_error_message=_("This is snoozed already."),
            ),
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("on")),
                name="snoozed_to_a_later_day",
                violation_error_message=_("Choose a day that is still to come."),
            ),
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="a_snooze_has_a_reason",
                violation_error_message=_("Say why it can wait."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.until}"
