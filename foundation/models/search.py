"""What can be found: one row for each record that an app offers to search, in the words one looks for."""

from django.db import models

from foundation.directory.models import Unit
from foundation.rows import About


class SearchRow(About):
    """A record as search knows it; foundation.search keeps it, and nothing is decided or shown to anybody by it alone.

    `ref_key` is the reference without its dashes, `title_words` and `words` are the plain words of reference and title,
    and of everything that is searched, each once. Both databases index them (docs/adr/0160-search.md).
    """

    ref = models.CharField(max_length=100, blank=True)
    ref_key = models.CharField(max_length=100, blank=True, db_index=True)
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    title_words = models.TextField(blank=True)
    words = models.TextField(blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    area = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=30, blank=True)
    day = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject_type", "subject_uuid"], name="found_once")]

    def __str__(self) -> str:
        return f"{self.ref} {self.title}".strip()
