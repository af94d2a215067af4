"""The processes of one installation as one tree: broker, worker with beat, web server.

`spawn.py` says how each is started, `tree.py` starts, watches, restarts and stops them, `kinship.py` makes none of
them outlive its parent.
"""
