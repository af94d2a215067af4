"""Which guides somebody has put aside."""

from django.conf import settings
from django.db import models


class GuideRead(models.Model):
    """`name` is that of a guide (foundation/help.py). A guide that is no longer offered leaves its rows."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="guides_read")
    name = models.CharField(max_length=40)
    read_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="a_guide_is_read_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="a_read_guide_has_a_name"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.name}"
