"""What belongs to no app alone: the directory, one's inbox and own work, webhooks, and the administration."""

from foundation.api.doors import Door
from foundation.api.rooms.access import Accounts, Clearances, Roles
from foundation.api.rooms.directory import Calendars, Sites, Units
from foundation.api.rooms.inbox import Approvals, Jobs, Notifications
from foundation.api.rooms.ledger import Consistency, Ledger, LedgerCheck, LedgerEntries, LedgerIntegrity
from foundation.api.rooms.lines import WorkLines
from foundation.api.rooms.metrics import Metrics
from foundation.api.rooms.operation import AllJobs, Exports, Mails, Status, Trail
from foundation.api.rooms.own import Me, MyWork
from foundation.api.rooms.people import People
from foundation.api.rooms.policies import Policies
from foundation.api.rooms.reports import MadeReports, Reports, Subscriptions
from foundation.api.rooms.saved import SavedViews
from foundation.api.rooms.search import Search
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
    "saved-views": SavedViews,
    "webhooks": Webhooks,
    "deliveries": Deliveries,
    "subscriptions": Subscriptions,
}

SINGLE = {
    "me": Me,
    "my-work": MyWork,
    "search": Search,
    "metrics": Metrics,
    "administration/status": Status,
    "administration/ledger": LedgerIntegrity,
    "ledger": Ledger,
    "ledger/consistency": Consistency,
    "reports": Reports,
}

WITHIN: dict[str, type[Door]] = {
    "my-work/lines": WorkLines,
    "administration/policies": Policies,
    "administration/jobs": AllJobs,
    "administration/mails": Mails,
    "administration/exports": Exports,
    "administration/trail": Trail,
    "administration/ledger": LedgerCheck,
    "ledger/entries": LedgerEntries,
    "reports/made": MadeReports,
}
