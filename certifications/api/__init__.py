"""The JSON door of certifications: grants with their rules and log, and the questions and samples of their rooms."""

from certifications.api.grants import Grants
from certifications.api.talk import Questions, Samples
from foundation.api.doors import Collection, Door

ROUTES: dict[str, type[Collection]] = {"grants": Grants, "questions": Questions, "samples": Samples}
SINGLE: dict[str, type[Door]] = {}
