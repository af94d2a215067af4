"""The two public doors: reporting something, and following it up by code. Source: M-22, 2.20."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from foundation.clock import today
from foundation.web import show, submit
from people.cases.forms import AnswerForm, ReportForm, TokenForm
from people.cases.models import Case
from people.cases.records import Told
from people.cases.sending import answer_by_code, case_of, send_report
from people.cases.views.apart import limited, reads_and_writes, sent


@login_not_required
@reads_and_writes
@limited("report")
def report(request: HttpRequest) -> HttpResponseBase:
    """Tells what is wrong, with a name or without; who gives none sees the code once, in this answer."""
    known = request.user if request.user.is_authenticated else None
    form = ReportForm(*sent(request), signed_in=known is not None, on=today())
    done = submit(form, send_report, actor=known, kept=form.kept) if form.is_valid() else None
    if done is None:
        return show(request, "cases/report.html", {"form": form})
    if done.token is None:
        return redirect("cases:own_report", done.case.uuid)
    told = Told(done.case, on=today(done.case.unit))
    return show(request, "cases/report_code.html", {"code": done.token, "promised": told.promised, "today": told.on})


@login_not_required
@reads_and_writes
@limited("follow")
def follow(request: HttpRequest) -> HttpResponseBase:
    """Reads the answer to a report by its code, and adds to it; the code stays in the body of each request."""
    form = TokenForm(*sent(request))
    case = case_of(form) if form.is_valid() else None
    if case is None:
        return show(request, "cases/follow.html", {"form": form})
    return _followed(request, case)


def _followed(request: HttpRequest, case: Case) -> HttpResponseBase:
    code, on = request.POST["code"], today(case.unit)
    answer = AnswerForm(*(sent(request) if "text" in request.POST else ()))
    kept = answer.kept if answer.is_valid() else []
    done = submit(answer, answer_by_code, code=code, case=case, kept=kept)
    form = AnswerForm() if done else answer
    form.initial["code"] = code
    context = {"form": form, "told": Told(case, on=on), "sent": done, "today": on}
    return show(request, "cases/follow_report.html", context)
