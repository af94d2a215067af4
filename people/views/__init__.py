"""The pages of the app."""

from people.views.hr_import import (
    hr_import,
    hr_import_add,
    hr_import_take,
    hr_import_wrong,
    hr_imports,
    hr_template,
)
from people.views.my_data import my_data
from people.views.nomination import (
    awards,
    my_nominations,
    nomination,
    nomination_add,
    nomination_edit,
    nomination_hold,
    nominations,
    wall,
)

__all__ = [
    "awards",
    "hr_import",
    "hr_import_add",
    "hr_import_take",
    "hr_import_wrong",
    "hr_imports",
    "hr_template",
    "my_data",
    "my_nominations",
    "nomination",
    "nomination_add",
    "nomination_edit",
    "nomination_hold",
    "nominations",
    "wall",
]
