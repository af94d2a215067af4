"""What the app offers to the screens that span all apps."""

from people.offers import demonstration  # noqa: F401  the chapter registers
