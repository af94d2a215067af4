"""What belongs to no app alone: the directory, one's inbox and own work, webhooks, and the administration."""

from foundation.api.rooms.access import Accounts, Clearances, Roles
from foundation.api.rooms.directory import Sites, Units
from foundation.api.rooms.inbox import Approvals, Jobs, Notifications
from foundation.api.rooms.own import Me, MyWork
from foundation.api.rooms.people import People
from foundation.api.rooms.webhooks import Deliveries, Webhooks

ROUTES = {
    "units": Units,
    "sites": Sites,
    "people": People,
    "accounts": Accounts,
    "roles": Roles,
    "clearances": Clearances,
    "notifications": Notifications,
    "approvals": Approvals,
    "jobs": Jobs,
    "webhooks": Webhooks,
    "deliveries": Deliveries,
}
SINGLE = {"me": Me, "my-work": MyWork}
