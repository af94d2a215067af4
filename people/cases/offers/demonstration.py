"""The chapter of cases in the demonstration set."""

from foundation.offers import Chapter, offer_demonstration
from people.cases import demo

offer_demonstration(Chapter("cases", 36, demo.load))
