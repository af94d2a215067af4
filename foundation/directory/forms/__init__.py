"""What people fill in to administer the organisation."""

from foundation.directory.forms.accounts import EmailForm, OutsiderForm, PersonAccountForm, RenameForm
from foundation.directory.forms.calendars import CalendarForm, DaysForm, HolidayForm, ImportForm
from foundation.directory.forms.choices import ReasonForm
from foundation.directory.forms.clearances import ClearanceForm
from foundation.directory.forms.people import (
    EndLeaveForm,
    JobForm,
    LeaveForm,
    LeavingForm,
    PersonForm,
    StarterForm,
)
from foundation.directory.forms.roles import EndRoleForm, ProposeForm
from foundation.directory.forms.units import CloseSiteForm, EndUnitForm, MoveForm, NewUnitForm, SiteForm, UnitForm

__all__ = [
    "CalendarForm",
    "ClearanceForm",
    "CloseSiteForm",
    "DaysForm",
    "EmailForm",
    "EndLeaveForm",
    "EndRoleForm",
    "EndUnitForm",
    "HolidayForm",
    "ImportForm",
    "JobForm",
    "LeaveForm",
    "LeavingForm",
    "MoveForm",
    "NewUnitForm",
    "OutsiderForm",
    "PersonAccountForm",
    "PersonForm",
    "ProposeForm",
    "ReasonForm",
    "RenameForm",
    "SiteForm",
    "StarterForm",
    "UnitForm",
]
