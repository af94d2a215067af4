"""What the app offers to the screens that span all apps."""

from people.offers import demonstration, hr_import, own_data  # noqa: F401  they register
