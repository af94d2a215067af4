"""What the place apart offers to the house: a figure under T-61, its chapter of the demonstration, an entry, and seals."""

from people.cases.offers import demonstration, ledger, menu, sanctions  # noqa: F401  they register on import
