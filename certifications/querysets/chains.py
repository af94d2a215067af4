"""Reads of the chain of certificates that one ends, and of the end of their editions."""

from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Min, OuterRef, Subquery

HOPS = 6  # how far back one query looks along the chain


class ChainQuerySet(models.QuerySet):
    """What certificates follow each other, and when the editions they are of end."""

    def with_edition_end(self) -> Self:
        """Adds `edition_ends_on`: after this day no certificate of its edition counts. Source: T-24."""
        moves = apps.get_model("assurance", "EditionTransition").objects.filter(old=OuterRef("edition"))
        ends = moves.order_by().values("old").annotate(first=Min("ends_on"))
        return self.annotate(edition_ends_on=Subquery(ends.values("first")))

    def chain_of(self, certificate: Any) -> Self:
        """The granted ones among the certificate and those before it, with what their coverage follows from."""
        rows = self.filter(pk__in=self._before(certificate), effective_from__isnull=False, expires_on__isnull=False)
        rows = rows.with_edition_end().select_related("edition", "scheme")
        return rows.prefetch_related("suspensions").order_by("effective_from", "pk")

    def _before(self, certificate: Any) -> set[int]:
        """The keys of the certificate and of those before it (a query for every six of them)."""
        paths = ["predecessor" + "__predecessor" * hop for hop in range(HOPS)]
        found, last = {certificate.pk}, certificate.predecessor_id and certificate.pk
        while last is not None:
            known = self.model._default_manager.filter(pk=last).values_list(*paths).first() or ()
            before = [key for key in known if key is not None and key not in found]
            found.update(before)
            last = before[-1] if len(before) == HOPS else None
        return found

    def covering(self, first: date, last: date) -> Self:
        """Granted ones that began by the last day and were to end after the first."""
        return self.filter(effective_from__lte=last, expires_on__gte=first)
