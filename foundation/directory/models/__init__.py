from foundation.directory.models.accounts import Role, RoleGrant, User
from foundation.directory.models.people import Clearance, JobRole, JobRoleSpell, Leave, Person
from foundation.directory.models.units import Calendar, Holiday, Site, Unit

__all__ = [
    "Calendar",
    "Clearance",
    "Holiday",
    "JobRole",
    "JobRoleSpell",
    "Leave",
    "Person",
    "Role",
    "RoleGrant",
    "Site",
    "Unit",
    "User",
]
