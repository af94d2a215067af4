"""What the app offers to the screens that span all apps."""

from people.offers import demonstration, recognition  # noqa: F401  the chapter, work, entries and figures register
