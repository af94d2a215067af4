from certifications.views.certificate import certificate, certificate_add, certificate_edit
from certifications.views.grants import grant, grant_add, grant_edit, grant_log, grant_renew, grants, question
from certifications.views.portfolio import certificates
from certifications.views.room import (
    room,
    room_audit,
    room_clause,
    room_evidence,
    room_file,
    room_finding,
    room_log,
    room_rules,
    rooms,
)
from certifications.views.schemes import (
    bodies,
    body,
    body_add,
    body_edit,
    scheme,
    scheme_add,
    scheme_edit,
    schemes,
)
from certifications.views.talk import room_question, room_questions, room_samples

__all__ = [
    "bodies",
    "body",
    "body_add",
    "body_edit",
    "certificate",
    "certificate_add",
    "certificate_edit",
    "certificates",
    "grant",
    "grant_add",
    "grant_edit",
    "grant_log",
    "grant_renew",
    "grants",
    "question",
    "room",
    "room_audit",
    "room_clause",
    "room_evidence",
    "room_file",
    "room_finding",
    "room_log",
    "room_question",
    "room_questions",
    "room_rules",
    "room_samples",
    "rooms",
    "scheme",
    "scheme_add",
    "scheme_edit",
    "schemes",
]
