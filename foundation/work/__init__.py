"""My work: everything due that a person holds or chases, as one list in one order.

Apps offer branches (foundation/offers.py); here they become one union that the database bounds, filters, counts and
orders. Nothing is counted or sorted in Python.
"""

from foundation.work.late import late_count, unread_count
from foundation.work.lists import WorkList

__all__ = ["WorkList", "late_count", "unread_count"]
