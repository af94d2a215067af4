"""The access table of the directory: units, people, accounts, roles. Administering gives no right to content."""

from foundation.access import Role, allow

VIEW_UNITS = allow(
    "directory.view_units", Role.ADM, Role.CO, Role.LA, Role.AU, Role.MGR, Role.PO, Role.EMP, Role.PM, Role.HR
)
CHANGE_UNITS = allow("directory.change_units", Role.ADM, Role.CO)
CHANGE_CALENDARS = allow("directory.change_calendars", Role.ADM, Role.CO)
VIEW_PEOPLE = allow("directory.view_people", Role.ADM, Role.CO, Role.HR, Role.MGR)
CHANGE_PEOPLE = allow("directory.change_people", Role.ADM, Role.HR)
VIEW_ACCOUNTS = allow("directory.view_accounts", Role.ADM, Role.CO)
CHANGE_ACCOUNTS = allow("directory.change_accounts", Role.ADM)
PROPOSE_ROLE = allow("directory.propose_role", Role.ADM)
APPROVE_ROLE = allow("directory.approve_role", Role.CO)
END_ROLE = allow("directory.end_role", Role.ADM, Role.CO)
GRANT_CLEARANCE = allow("directory.grant_clearance", Role.CO)
