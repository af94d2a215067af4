"""Search: everything a person may see, found by reference and by words, on a page, in the palette and by the API.

Apps offer kinds of records (offers.py); index.py keeps one row for each; matching.py puts a question to the database,
scope.py the person's `visible_to`, and finding.py both in one statement, before anything is ordered, counted or cut.
"""
