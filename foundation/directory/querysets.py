"""Everything that reads the directory: units below a unit, people active on a day, grants live on a day."""

from datetime import date
from typing import Any

from django.contrib.auth.base_user import BaseUserManager
from django.db import models
from django.db.models import Exists, F, OuterRef, Q


def covers(on: date, first: str = "from_on", last: str = "to_on") -> Q:
    """Rows whose span of days includes `on`; an empty last day has no end."""
    return Q(**{f"{first}__lte": on}) & (Q(**{last: None}) | Q(**{f"{last}__gte": on}))


class UnitQuerySet(models.QuerySet):
    def below(self, unit: models.Model) -> "UnitQuerySet":
        """The unit itself and everything below it."""
        return self.filter(path__startswith=unit.path)

    def above(self, unit: models.Model) -> "UnitQuerySet":
        """The unit itself and everything above it, the root first."""
        return self.annotate(_inner=models.Value(unit.path)).filter(_inner__startswith=F("path")).order_by("path")

    def active(self, on: date) -> "UnitQuerySet":
        return self.filter(Q(active_from=None) | Q(active_from__lte=on), Q(active_to=None) | Q(active_to__gte=on))


class PersonQuerySet(models.QuerySet):
    def active(self, on: date) -> "PersonQuerySet":
        """People who have started, have not left, and whose contract has not ended. On leave counts as active."""
        return self.filter(covers(on, "start_on", "left_on")).filter(Q(contract_end=None) | Q(contract_end__gte=on))

    def with_leave(self, on: date) -> "PersonQuerySet":
        """Adds `is_on_leave`."""
        leaves = self.model._meta.get_field("leaves").related_model.objects.filter(covers(on), person=OuterRef("pk"))
        return self.annotate(is_on_leave=Exists(leaves))


class SpellQuerySet(models.QuerySet):
    def touching(self, first: date, last: date) -> "SpellQuerySet":
        """Spells with at least one day in [first, last]."""
        return self.filter(Q(to_on=None) | Q(to_on__gte=first), from_on__lte=last)


class RoleGrantQuerySet(models.QuerySet):
    def live(self, on: date) -> "RoleGrantQuerySet":
        return self.filter(covers(on))


class UserQuerySet(models.QuerySet):
    def people(self) -> "UserQuerySet":
        """Accounts of people, without the robot."""
        return self.exclude(kind="robot")

    def holding(self, role: str, unit: models.Model, on: date) -> "UserQuerySet":
        """Active accounts that hold `role` on `unit` or above it."""
        grants = (
            self.model._meta.get_field("role_grants")
            .related_model.objects.live(on)
            .filter(role=role, user=OuterRef("pk"))
        )
        reaching = grants.annotate(_inner=models.Value(unit.path)).filter(_inner__startswith=F("unit__path"))
        return self.filter(Exists(reaching), is_active=True)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get_by_natural_key(self, email: str) -> models.Model:
        return self.get(email__iexact=email)

    def create_user(self, *, email: str, name: str, password: str | None = None, **fields: object) -> Any:
        """A new account; without a password nobody can sign in to it by one."""
        user = self.model(email=self.normalize_email(email).lower(), name=name, **fields)
        user.set_password(password) if password else user.set_unusable_password()
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user
