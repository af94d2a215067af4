"""What every app stands on: people and units, access, life cycles, the event log, dates, files, lists and the look.

Of the domain the foundation knows only people, units and calendars. Apps declare their rules to it as data
(access tables, workflows, offers) and it never imports them.
"""
