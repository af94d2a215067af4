"""The access table of training, signing and recognition."""

from foundation.access import Role, allow, bound
from foundation.directory.models import Person, User


def manages(user: User, person: Person) -> bool:
    return user.person_id is not None and person.manager_id == user.person_id


LINE = (Role.ADM, Role.LA, Role.AU, Role.PO, Role.EMP, Role.PM, Role.CHOST, Role.LEG)
VIEW_OWN_PAGE = allow("people.view_own_page", Role.MGR, Role.CO, Role.HR, Role.DPO, *LINE)
VIEW_TEAM = allow("people.view_team", Role.MGR, Role.CO, Role.HR, *LINE)
VIEW_MATRIX = allow("people.view_training_matrix", Role.MGR, Role.CO, Role.HR)
REMIND = allow("people.remind", Role.MGR, Role.CO, Role.HR, *(bound(role, manages) for role in LINE))
