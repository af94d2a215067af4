"""A witness: a small process of somebody else's that cosigns each checkpoint of a log which grew out of the one before.

It knows nothing of what a log holds. It keeps, for each log it was told of, the largest checkpoint it ever cosigned, and
refuses one that is smaller (roll-back), one of the same size with another root (split view) and one that did not grow out
of it (rewritten history). Whoever holds its public key can tell from a cosignature that everybody was shown one history.

It speaks C2SP tlog-witness, and runs on Python and the package `cryptography` alone: no Django, no settings, no database
but one SQLite file. To read it takes ten minutes: `submission` is what is asked, `judging` what is answered and why, `store`
what is remembered, `folder` where key, logs and memory lie, `server` how it is spoken to, `__main__` how it is started.
"""
