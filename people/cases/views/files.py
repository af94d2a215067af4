"""Files and letters of a case leave as attachments, under names that tell nothing."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from foundation.directory.models import User
from foundation.files import exists, kinds, serve, serve_copy
from people.cases.models import Case, CaseFile
from people.cases.paper import letter_pdf
from people.cases.views.apart import about, handled, reads

UNSAFE = (CaseFile.Scan.INFECTED, CaseFile.Scan.PENDING)


@reads
def case_file(request: HttpRequest, uuid: UUID, file: UUID) -> HttpResponseBase:
    """A file, for who works on the case."""
    case = handled(request.user, uuid)
    return _stream(request, case.files.kept().filter(uuid=file).first())


@reads
def own_file(request: HttpRequest, uuid: UUID, file: UUID) -> HttpResponseBase:
    """A file that is open to the person the case is about."""
    case = about(request.user, uuid)
    return _stream(request, CaseFile.objects.for_subject(request.user).filter(case=case, uuid=file).first())


def _stream(request: HttpRequest, file: CaseFile | None) -> HttpResponseBase:
    if file is None or file.scan in UNSAFE or not exists(file.sha256):
        raise Http404
    facts = {"size": file.size, "content_type": file.declared_type, "detected_type": file.detected_type}
    return serve(request, sha256=file.sha256, name=file.name, **facts)


@reads
def case_letter(request: HttpRequest, uuid: UUID, kind: str) -> HttpResponseBase:
    """A letter of the case without the name of whom it is for."""
    return _letter(request, handled(request.user, uuid), kind)


@reads
def own_letter(request: HttpRequest, uuid: UUID, kind: str) -> HttpResponseBase:
    """A letter to oneself."""
    return _letter(request, about(request.user, uuid), kind, request.user)


def _letter(request: HttpRequest, case: Case, kind: str, reader: User | None = None) -> HttpResponseBase:
    decision = getattr(case, "decision", None)
    there = {"hearing": hasattr(case, "hearing"), "decision": bool(decision and decision.served_on)}
    if not there.get(kind):
        raise Http404
    content = letter_pdf(case, kind, at=timezone.now(), to=reader.person if reader else None)
    return serve_copy(request, content, name="letter.pdf", detected_type=kinds.PDF)
