"""The evidence pack: everything that a room shows, as a bag that proves itself at home, without us (docs/evidence-packs.md).

A job reads the room as its grantee would (`contents`), streams files into one zip (`bag`), has the list of files sealed in
the ledger (`sealing`) and puts proofs, keys and a program beside it that checks all of it offline (`verifier`).
"""
