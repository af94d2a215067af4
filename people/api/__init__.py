"""The JSON door of training, signing and recognition; cases have none."""

from foundation.api.doors import Collection, Door
from people.api.attestation import Attestations, Campaigns
from people.api.proofs import ProofFiles, Proofs
from people.api.training import Assignments, Completions, Courses

ROUTES: dict[str, type[Collection]] = {}
WITHIN: dict[str, type[Door]] = {}
SINGLE: dict[str, type[Door]] = {}

# Training.
ROUTES |= {"courses": Courses, "assignments": Assignments, "completions": Completions}

# Proofs of training outside.
ROUTES |= {"proofs": Proofs, "proof-files": ProofFiles}
# Signing.
ROUTES |= {"campaigns": Campaigns, "attestations": Attestations}
