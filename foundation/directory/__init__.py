"""Who and where: units with their calendars, sites, persons with their job roles, accounts and role grants."""
