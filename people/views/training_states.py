"""How training stands: the matrix, and the rows behind every number."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from foundation.access import require
from foundation.clock import today
from foundation.web import show
from people.lists.matrix_file import matrix_file
from people.lists.standing import standing_list
from people.permissions import VIEW_MATRIX, VIEW_TEAM
from people.records.training_matrix import TrainingMatrix


@require_safe
def training_matrix(request: HttpRequest) -> HttpResponseBase:
    """Who has learned what, by job, region, unit, employer or kind of person; the same as a file with `?export=`."""
    require(request.user, VIEW_MATRIX)
    matrix = TrainingMatrix(request, on=today())
    return matrix_file(request, matrix) or show(
        request, "people/training_matrix.html", {"matrix": matrix, "today": today()}
    )


@require_safe
def training_people(request: HttpRequest) -> HttpResponseBase:
    """Every course that is asked of somebody the reader may see; what numbers of training lead to."""
    require(request.user, VIEW_TEAM)
    table = standing_list(request, today())
    return table.export_response() or show(
        request, "people/training_people.html", {"list": table, "today": today()}, fragments={"list": "ui/_table.html"}
    )
