"""Reports as files: an app offers papers about its rows, people ask for them, a job makes them, a page hands them out.

The app gives a function that writes the bytes and one that says who may have them; the second is asked when somebody
asks for the paper, when the job runs, and when the file is taken. Why it is built so: docs/adr/0060-reports.md.
"""

from foundation.reports.papers import Made, Paper, ask, find, kind_of, offer_papers, paper_of
from foundation.reports.results import sight_of, take_result
from foundation.reports.typesetting import typeset

__all__ = ["Made", "Paper", "ask", "find", "kind_of", "offer_papers", "paper_of", "sight_of", "take_result", "typeset"]
