"""Measures an installation with a company in it, as `make benchmark SIZE=M` does.

`cluster.py` keeps a PostgreSQL with the company, `installation.py` starts the application over it, `pages.py` says what
is asked, `bare.py` what SQL alone returns for it, `inside.py` counts statements, `clients.py` and `loads.py` ask over
HTTP, `tables.py` writes docs/performance.md.
"""
