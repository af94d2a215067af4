"""Reports that come by themselves: subscriptions, their recipients, and what was sent to whom.

A subscription names a report of the report centre with its parameters and a rhythm. The clock makes the report once per
day of the rhythm for each recipient, as a job of that person's own, so that nobody gets what they may not read.
"""
