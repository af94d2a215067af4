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
from certifications.views.talk import room_question, room_questions, room_samples

__all__ = [
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
]
