"""What belongs to no app alone: the directory, one's inbox and own work, webhooks, and the administration."""

from foundation.api.doors import Door
from foundation.api.rooms.access import Accounts, Clearances, Roles
from foundation.api.rooms.directory import Calendars, Sites, Units
from foundation.api.rooms.inbox import Approvals, Jobs, Notifications
from foundation.api.rooms.metrics import Metrics
from foundation.api.rooms.operation import AllJobs, Exports, Mails, Status, Trail
from foundation.api.rooms.own import Me, MyWork
from foundation.api.rooms.people import People
from foundation.api.rooms.policies import Policies
from foundation.api.rooms.reports import MadeReports, Reports, Subscriptions
from foundation.api.rooms.webhooks import Deliveries, Webhooks

ROUTES = {
    "units": Units,
    "sites": Sites,
    "calendars": Calendars,
    "people": People,
    "accounts": Accounts,
    "roles": Roles,
    "clearances": Clearances,
    "notifications": Notifications,
    "approvals": Approvals,
    "jobs": Jobs,
    "subscriptions": Subscriptions,
    "webhooks": Webhooks,
    "deliveries": Deliveries,
}
SINGLE = {"me": Me, "my-work": MyWork, "metrics": Metrics, "reports": Reports, "administration/status": Status}
WITHIN: dict[str, type[Door]] = {  # what only some roles find at all, or what lies below rows of another collection
    "administration/policies": Policies,
    "administration/jobs": AllJobs,
    "administration/mails": Mails,
    "administration/exports": Exports,
    "administration/trail": Trail,
    "reports/made": MadeReports,
}
