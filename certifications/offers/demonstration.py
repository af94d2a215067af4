"""The chapter of rooms in the demonstration set."""

from certifications import demo
from foundation.offers import Chapter, offer_demonstration

offer_demonstration(Chapter("certifications", 30, demo.load))
