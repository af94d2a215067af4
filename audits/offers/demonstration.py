"""The chapter of audits in the demonstration set."""

from audits import demo
from foundation.offers import Chapter, offer_demonstration

offer_demonstration(Chapter("audits", 20, demo.load))
