from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from foundation import offers
from foundation.clock import today
from foundation.web import show
from foundation.work import WorkList


@require_safe
def my_work(request: HttpRequest) -> HttpResponseBase:
    """Everything due that one holds or chases, in one order; the same as a file with `?export=`."""
    on = today()
    work = WorkList(request, on=on)
    shown = {"work": work, "own_page": offers.home_page(), "today": on}
    fragments = {"list": "foundation/_my_work.html"}
    return work.export_response() or show(request, "foundation/my_work.html", shown, fragments=fragments)
