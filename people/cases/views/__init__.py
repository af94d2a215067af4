"""The pages of reporting and of cases."""

from people.cases.views.case import case, case_part, case_step, take_report
from people.cases.views.files import case_file, case_letter, own_file, own_letter
from people.cases.views.home import home, numbers, openings
from people.cases.views.own import own_case, own_report
from people.cases.views.parts import case_add, case_within, interview, seal
from people.cases.views.reporting import follow, report

__all__ = [
    "case",
    "case_add",
    "case_file",
    "case_letter",
    "case_part",
    "case_step",
    "case_within",
    "follow",
    "home",
    "interview",
    "numbers",
    "openings",
    "own_case",
    "own_file",
    "own_letter",
    "own_report",
    "report",
    "seal",
    "take_report",
]
