"""Remarks on any record."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from foundation.comments import add_comment
from foundation.forms import CommentForm
from foundation.stories import story_of, subject_or_404
from foundation.web import show, submit


@require_POST
def comment(request: HttpRequest, label: str, uuid: UUID) -> HttpResponse:
    """Leaves a remark on any record one can see; htmx gets the timeline, others their page again."""
    subject = subject_or_404(request.user, label, uuid)
    form = CommentForm(request.POST)
    said = submit(form, add_comment, actor=request.user, subject=subject)
    if said and not request.htmx:
        return redirect(subject.get_absolute_url())
    context = {"subject": subject, **story_of(subject, actor=request.user, form=None if said else form)}
    return show(request, "foundation/comment.html", context, fragments=TIMELINE, status=200 if said else 422)


TIMELINE = {"timeline": "ui/_timeline.html"}
