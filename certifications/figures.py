"""The figures of certificates and of access from outside, counted in SQL within a scope. Source: K-11, K-21."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from certifications.clocks import breaches, demands
from certifications.models import Certificate, Cycle, CycleAudit, EarlierAudit, Grant
from certifications.querysets.portfolio import HORIZONS, expiring, live, restorable
from foundation.directory.models import Person, User
from foundation.models.rooms import GrantedObject
from foundation.models.signin import Session
from foundation.models.trail import Event

OPENED = ("live", "expired", "revoked")
