"""What people fill in."""

from people.forms.nomination import NewNominationForm, NominationForm, ReviewForm

__all__ = ["NewNominationForm", "NominationForm", "ReviewForm"]
