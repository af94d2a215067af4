"""The rows of the ledger: its entries and their places, its tiles, what it signed, and the keys it signed with."""

from django.core.validators import MinLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.models.trail import Event
from foundation.rows import Row


class LedgerLeaf(models.Model):
    """The place of one event in the log. Database triggers refuse every change.

    `source` names what offered the event. One of the trail is `event`; of others only the number is known here. No
    constraint of the database leads to the event: what it says outlives it, so that a deleted event is missed.
    """

    index = models.BigIntegerField(primary_key=True)
    source = models.CharField(max_length=20)
    event = models.OneToOneField(Event, on_delete=models.PROTECT, null=True, related_name="leaf", db_constraint=False)
    foreign_id = models.BigIntegerField(null=True)
    leaf_hash = models.BinaryField(max_length=32)
    sealed_at = models.DateTimeField()

    class Meta:
        ordering = ["index"]
        constraints = [
            models.CheckConstraint(
                condition=Q(index__gte=0),
                name="ledger_leaf_from_zero",
                violation_error_message=_("The first entry is number 0."),
            ),
            models.CheckConstraint(
                condition=Q(event__isnull=False, foreign_id=None) | Q(event=None, foreign_id__isnull=False),
                name="ledger_leaf_of_one_event",
                violation_error_message=_("An entry is that of exactly one event."),
            ),
            models.UniqueConstraint(
                fields=["source", "foreign_id"], condition=Q(foreign_id__isnull=False), name="ledger_leaf_once"
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.index}"


class LedgerTile(models.Model):
    """Up to 256 hashes of one level, one behind the other. Triggers let a tile grow at its end, and nothing else."""

    level = models.PositiveSmallIntegerField()
    index = models.BigIntegerField()
    hashes = models.BinaryField(max_length=256 * 32)

    class Meta:
        ordering = ["level", "index"]
        constraints = [
            models.UniqueConstraint(fields=["level", "index"], name="ledger_tile_once"),
            models.CheckConstraint(
                condition=Q(level__lt=8, index__gte=0),
                name="ledger_tile_place",
                violation_error_message=_("A tile has a level from 0 to 7 and a place from 0."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class LedgerCheckpoint(models.Model):
    """What was signed: the size of the log and its root. Database triggers refuse every change.

    `note` is the signed note as it is published, without what witnesses add. Several checkpoints may have one size: one
    is signed every hour, also when nothing happened.
    """

    size = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    signed_at = models.DateTimeField()
    note = models.TextField()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["size"], name="ledger_checkpoint_size")]
        constraints = [
            models.CheckConstraint(
                condition=Q(size__gt=0),
                name="ledger_checkpoint_of_entries",
                violation_error_message=_("An empty log is not signed."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.size}, {self.signed_at:%Y-%m-%d %H:%M}"

    @property
    def origin(self) -> str:
        """The name of the log, with which the note begins."""
        return self.note.partition("\n")[0]


class LedgerKey(Row):
    """A public key of the log, as it is published; its private half is never in the database.

    It signs from `since` until it ends at `until`; the newest one has no end. The origin of the log is its `name`.
    """

    name = models.CharField(max_length=200, editable=False)
    vkey = models.CharField(max_length=400, unique=True, editable=False, validators=[MinLengthValidator(1)])
    since = models.DateTimeField(editable=False)
    until = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")),
                name="ledger_key_ends_after_it_begins",
                violation_error_message=_("A key ends after it began."),
            ),
            models.UniqueConstraint(fields=["name"], condition=Q(until=None), name="ledger_key_newest_once"),
        ]

    def __str__(self) -> str:
        return self.vkey
