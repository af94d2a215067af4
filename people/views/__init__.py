"""The pages of the app."""

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
    "my_nominations",
    "nomination",
    "nomination_add",
    "nomination_edit",
    "nomination_hold",
    "nominations",
    "wall",
]
