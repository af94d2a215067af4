"""What belongs to no app alone: units, sites and people, one's inbox, and one's own work."""

from foundation.api.rooms.directory import People, Sites, Units
from foundation.api.rooms.inbox import Approvals, Jobs, Notifications
from foundation.api.rooms.own import Me, MyWork

ROUTES = {
    "units": Units,
    "sites": Sites,
    "people": People,
    "notifications": Notifications,
    "approvals": Approvals,
    "jobs": Jobs,
}
SINGLE = {"me": Me, "my-work": MyWork}
