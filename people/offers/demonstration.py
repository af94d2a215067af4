"""The chapter of people in the demonstration set."""

from foundation.offers import Chapter, offer_demonstration
from people import demo

offer_demonstration(Chapter("people", 35, demo.load))
