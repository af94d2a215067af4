"""The JSON door of training, signing and recognition; cases have none."""

from foundation.api.doors import Collection, Door
from people.api.nomination import NominationHolds, Nominations

ROUTES: dict[str, type[Collection]] = {
    "nominations": Nominations,
    "nomination-holds": NominationHolds,
}
WITHIN: dict[str, type[Door]] = {}
SINGLE: dict[str, type[Door]] = {}
