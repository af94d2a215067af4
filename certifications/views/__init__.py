from certifications.views.files import room_file, room_page, room_view
from certifications.views.grants import grant, grant_add, grant_edit, grant_log, grant_renew, grants, question
from certifications.views.room import (
    room,
    room_audit,
    room_certificate,
    room_clause,
    room_earlier,
    room_evidence,
    room_finding,
    room_log,
    room_rules,
    rooms,
)
from certifications.views.talk import room_population, room_question, room_questions, room_samples

__all__ = [
    "grant",
    "grant_add",
    "grant_edit",
    "grant_log",
    "grant_renew",
    "grants",
    "question",
    "room",
    "room_audit",
    "room_certificate",
    "room_clause",
    "room_earlier",
    "room_evidence",
    "room_file",
    "room_finding",
    "room_log",
    "room_page",
    "room_population",
    "room_question",
    "room_questions",
    "room_rules",
    "room_samples",
    "room_view",
    "rooms",
]
