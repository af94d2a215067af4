"""What this place gives to the screens of the house: an entry for those who hold a role in it, and nothing else."""

from people.cases.offers import menu  # noqa: F401  the entry registers
