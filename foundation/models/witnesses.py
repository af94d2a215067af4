"""What witnesses of the ledger said: how each stands to us, and the cosignatures under our checkpoints."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from foundation.models.ledger import LedgerCheckpoint


class LedgerWitness(models.Model):
    """A witness of one log, as far as we know: `size` is the largest checkpoint of ours that it has cosigned.

    `refusal` stands while the witness says that our history is not the one it saw.
    """

    class Refusal(models.TextChoices):
        NONE = "", _("None")
        SMALLER = "smaller", _("It saw a longer history")
        SPLIT = "split", _("It saw another history of the same length")
        REWRITTEN = "rewritten", _("What it saw is not how our history begins")

    origin = models.CharField(max_length=200)
    vkey = models.CharField(max_length=400)
    size = models.BigIntegerField(default=0)
    refusal = models.CharField(max_length=10, choices=Refusal, default=Refusal.NONE, blank=True)
    asked_at = models.DateTimeField(null=True)
    cosigned_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["origin", "vkey"], name="ledger_witness_once"),
            models.CheckConstraint(
                condition=Q(size__gte=0),
                name="ledger_witness_size",
                violation_error_message=_("A log has no fewer than no entries."),
            ),
            models.CheckConstraint(
                condition=Q(refusal__in=["", "smaller", "split", "rewritten"]),
                name="ledger_witness_refusal_known",
                violation_error_message=_("A witness agrees, or says in which of three ways it does not."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.vkey.partition("+")[0]


class LedgerCosignature(models.Model):
    """A witness says of a checkpoint that the log had only grown until then. Database triggers refuse every change.

    `line` is the signature line as it stands under the note; `at` the moment that is signed with it.
    """

    checkpoint = models.ForeignKey(LedgerCheckpoint, on_delete=models.PROTECT, related_name="cosignatures")
    witness = models.ForeignKey(LedgerWitness, on_delete=models.PROTECT, related_name="cosignatures")
    line = models.CharField(max_length=500)
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["checkpoint", "witness"], name="ledger_cosigned_once"),
            models.CheckConstraint(
                condition=Q(line__startswith="— "),
                name="ledger_cosignature_line",
                violation_error_message=_("A cosignature is a signature line of a note."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.witness}: {self.checkpoint}"
