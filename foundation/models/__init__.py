from foundation.models.figures import Snapshot
from foundation.models.files import StoredFile
from foundation.models.imports import FileImport, ImportLine
from foundation.models.ledger import LedgerCheckpoint, LedgerKey, LedgerLeaf, LedgerTile
from foundation.models.marks import Nudge, Snooze
from foundation.models.programs import ApiToken, IdempotencyKey
from foundation.models.rooms import GrantedObject, RoomNetwork
from foundation.models.saved import SavedView
from foundation.models.search import SearchRow
from foundation.models.seen import LedgerSeen
from foundation.models.signin import Invitation, Session, SpentCode
from foundation.models.subscriptions import Sending, Subscription
from foundation.models.trail import Comment, Event, EventContent, Notification
from foundation.models.uploads import Upload
from foundation.models.webhooks import Delivery, Webhook, WebhookSecret
from foundation.models.witnesses import LedgerCosignature, LedgerWitness
from foundation.models.work import Approval, Counter, Due, DueNotice, Job, Policy, Pulse, SweepRun

__all__ = [
    "ApiToken",
    "Approval",
    "Comment",
    "Counter",
    "Delivery",
    "Due",
    "DueNotice",
    "Event",
    "EventContent",
    "FileImport",
    "GrantedObject",
    "IdempotencyKey",
    "ImportLine",
    "Invitation",
    "Job",
    "LedgerCheckpoint",
    "LedgerCosignature",
    "LedgerKey",
    "LedgerLeaf",
    "LedgerSeen",
    "LedgerTile",
    "LedgerWitness",
    "Notification",
    "Nudge",
    "Policy",
    "Pulse",
    "RoomNetwork",
    "SavedView",
    "SearchRow",
    "Sending",
    "Session",
    "Snapshot",
    "Snooze",
    "SpentCode",
    "StoredFile",
    "Subscription",
    "SweepRun",
    "Upload",
    "Webhook",
    "WebhookSecret",
]
