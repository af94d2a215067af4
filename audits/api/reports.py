"""Reports of audits. They are written, reviewed and issued by the steps of their audit."""

from typing import Any

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from audits.models import Report
from foundation.api.doors import Collection
from foundation.api.names import PersonNameSerializer, RecordNameSerializer
from foundation.lists import Column, TableList


class ReportSerializer(serializers.ModelSerializer):
    """The report of an audit; issued, it is fixed, and `sha256` is the hash of what it says."""

    audit = RecordNameSerializer()
    reviewer = PersonNameSerializer(allow_null=True)

    class Meta:
        model = Report
        fields = [
            "uuid", "audit", "summary", "conclusion", "recommendation", "limitations", "distribution", "reviewer",
            "reviewed_on", "issued_on", "sha256",
        ]  # fmt: skip


class ReportFilters(filters.FilterSet):
    audit = filters.UUIDFilter(field_name="audit__uuid", label=_("Audit"))

    class Meta:
        model = Report
        fields: list[str] = []


class ReportList(TableList):
    name = "reports"
    title = _("Reports")
    columns = (Column("issued", _("Issued"), value="issued_on", sort="issued_on"),)
    default_sort = "-issued"
    filterset = ReportFilters


class Reports(Collection):
    """Issued reports of the audits one sees, and drafts for who works on them."""

    noun = tag = "report"
    model, shows, table = Report, ReportSerializer, ReportList

    def listed(self) -> QuerySet[Any]:
        return Report.objects.visible_to(self.person).select_related("audit", "reviewer")
