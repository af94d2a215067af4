"""The verbs of the directory."""

from foundation.directory.actions.accounts import (
    ask_reopening,
    change_email,
    close_account,
    open_account,
    open_account_for,
    propose_email,
    rename_account,
    reopen_account,
)
from foundation.directory.actions.calendars import add_calendar, add_holidays, edit_calendar, remove_holiday
from foundation.directory.actions.clearances import grant_clearance, withdraw_clearance
from foundation.directory.actions.leaving import end_access_of_leaver, record_leaving, record_return
from foundation.directory.actions.people import (
    add_person,
    change_job,
    edit_person,
    end_leave,
    record_leave,
    take_up_job,
)
from foundation.directory.actions.roles import end_role, grant_role, propose_role
from foundation.directory.actions.setup import set_up
from foundation.directory.actions.sites import add_site, close_site, edit_site
from foundation.directory.actions.units import add_unit, edit_unit, end_unit, move_unit, what_stands

__all__ = [
    "add_calendar",
    "add_holidays",
    "add_person",
    "add_site",
    "add_unit",
    "ask_reopening",
    "change_email",
    "change_job",
    "close_account",
    "close_site",
    "edit_calendar",
    "edit_person",
    "edit_site",
    "edit_unit",
    "end_access_of_leaver",
    "end_leave",
    "end_role",
    "end_unit",
    "grant_clearance",
    "grant_role",
    "move_unit",
    "open_account",
    "open_account_for",
    "propose_email",
    "propose_role",
    "record_leave",
    "record_leaving",
    "record_return",
    "remove_holiday",
    "rename_account",
    "reopen_account",
    "set_up",
    "take_up_job",
    "what_stands",
    "withdraw_clearance",
]
