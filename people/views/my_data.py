"""What Attest holds about oneself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from foundation.directory.models import Person
from foundation.web import show
from people.records.my_data import my_data_record


@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """What the export of one's own data holds, the button that makes it, and the files that can still be taken."""
    person = get_object_or_404(Person, pk=request.user.person_id)
    return show(request, "people/my_data.html", my_data_record(person, request.user))
