"""What every stored row has in common: a public id, its times, and the ways to point at any other row."""

import uuid
from collections.abc import Sequence
from functools import cache
from typing import Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext_lazy as _


class Grading(models.TextChoices):
    PUBLIC = "public", _("Public")
    INTERNAL = "internal", _("Internal")
    CONFIDENTIAL = "confidential", _("Confidential")
    SECRET = "secret", _("Secret")


class Row(models.Model):
    """A row people can be shown: `uuid` goes into addresses, `created_at` and `updated_at` are UTC moments."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True, editable=False)

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: models.Field) -> str | None:  # noqa: N802 - Django's name
        """What `get_…_display()` says. Django hashes every choice and its translation for each value it is asked about."""
        value = getattr(self, field.attname)
        said = _labels(field).get(value, value)
        return None if said is None else str(said)


@cache
def _labels(field: models.Field) -> dict:
    return dict(field.flatchoices)


def pointer(row: models.Model) -> dict:
    """The two columns by which a generic row points at `row`, ready for create() and filter()."""
    return {"subject_type": ContentType.objects.get_for_model(row), "subject_uuid": row.uuid}


class AboutQuerySet(models.QuerySet):
    def about(self, row: models.Model) -> Self:
        return self.filter(**pointer(row))

    def about_any(
        self, model: type[models.Model], uuids: models.QuerySet | models.OuterRef | Sequence[uuid.UUID]
    ) -> Self:
        """Rows about a `model` whose uuid is among `uuids`: a queryset of one column, an OuterRef, or uuids."""
        kind = ContentType.objects.get_for_model(model)
        if isinstance(uuids, models.OuterRef):
            return self.filter(subject_type=kind, subject_uuid=uuids)
        return self.filter(subject_type=kind, subject_uuid__in=uuids)


class About(models.Model):
    """Points at any row by its type and uuid; there is no foreign key, so nothing is ever deleted through it."""

    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+", editable=False)
    subject_uuid = models.UUIDField(editable=False)

    objects = AboutQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def subject(self) -> models.Model | None:
        model = self.subject_type.model_class()
        return None if model is None else model._default_manager.filter(uuid=self.subject_uuid).first()
