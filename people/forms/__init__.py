"""What people fill in."""

from people.forms.hr_import import HrFileForm, TakeForm, new_form

__all__ = ["HrFileForm", "TakeForm", "new_form"]
