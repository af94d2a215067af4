"""The access table of training, signing and recognition."""

from foundation.access import Role, allow

# Import of people from a file of human resources. Source: M-17, domain.md section 5 (persons).
IMPORT_PEOPLE = allow("people.import_people", Role.ADM, Role.HR)
