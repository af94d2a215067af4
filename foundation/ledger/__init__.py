"""The ledger: a Merkle log over the trail, in published formats, so that people who do not trust the operator can check it.

The formats know neither Django nor a database. `merkle` makes and checks proofs, `tiles` says how a tree lies in files of
256 hashes, `notes` signs texts with the keys of `note_keys`, `checkpoints` says what a tree looked like at one size,
`cosignatures` what a witness adds, `tlog_proof` carries all of it in one file, `entries` makes the leaf of an event.
`strict` holds what each of them refuses. They follow RFC 6962, 8785 and 9162 and the C2SP texts signed-note,
tlog-checkpoint, tlog-cosignature, tlog-proof and tlog-tiles; nothing here is a format of our own.
"""
