"""The JSON door: read, then act through the verbs of the pages. How to use it: docs/api.md; why so: docs/adr/0070-api.md.

An app's room `api` declares its collections and names them in ROUTES; config/api.py gives them their addresses:

    @with_steps(FINDING)
    class Findings(Collection):
        noun, model, shows, table = "finding", Finding, FindingSerializer, FindingList

Nothing is imported here: REST framework reads its settings, and with them modules of this package, while it is loaded.
"""
