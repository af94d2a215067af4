"""What the place apart offers to the house: a figure under T-61, its chapter of the demonstration, and an entry."""

from people.cases.offers import demonstration, menu, sanctions  # noqa: F401  they register on import
