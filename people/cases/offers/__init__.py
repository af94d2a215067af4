"""What the place apart offers to the house: a figure under T-61, and its chapter of the demonstration."""

from people.cases.offers import demonstration, sanctions  # noqa: F401  they register on import
