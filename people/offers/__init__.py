"""What the app offers to the screens that span all apps."""

from people.offers import (  # noqa: F401  the chapter registers, and what training offers
    demonstration,
    recognition,
    training,
)
