"""The demonstration set: a fictional vendor whose dates all hang on one reference day.

Nouns: story (the reference day, the people by their numbers, how the past is told), papers (small real files).
The organisation comes first; every app adds its chapter through offers.offer_demonstration(). Rows arrive in their
states as imports do, and each has the history that led there.
"""

from foundation.demonstration.loading import NotOurs, load
from foundation.demonstration.organisation import headquarters
from foundation.demonstration.papers import pdf, png
from foundation.demonstration.story import Story, lines_of

__all__ = ["NotOurs", "Story", "headquarters", "lines_of", "load", "pdf", "png"]
