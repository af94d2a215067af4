"""Companies of any size in PostgreSQL, written by the database itself: the same rows each time they are asked for.

    DATABASE_URL=postgresql://… python -m benchmarks.company M

The database has to be empty; its tables are made first. `sizes.py` says how large the companies are, `draws.py` how a
value is drawn from a number, `rows.py` how rows of a model are written, and one module for each noun which they are.
"""
