from certifications.views.conformity import conformities, conformity, conformity_add, conformity_edit
from certifications.views.grants import grant, grant_add, grant_edit, grant_log, grant_renew, grants, question
from certifications.views.inspections import inspection, inspection_add, inspections
from certifications.views.inspectors import authorisation, authorisation_add, authorisation_edit, authorisations
from certifications.views.room import (
    room,
    room_audit,
    room_clause,
    room_evidence,
    room_file,
    room_finding,
    room_inspection,
    room_log,
    room_rules,
    rooms,
)
from certifications.views.services import service, service_add, service_edit, services
from certifications.views.talk import room_question, room_questions, room_samples

__all__ = [
    "authorisation",
    "authorisation_add",
    "authorisation_edit",
    "authorisations",
    "conformities",
    "conformity",
    "conformity_add",
    "conformity_edit",
    "grant",
    "grant_add",
    "grant_edit",
    "grant_log",
    "grant_renew",
    "grants",
    "inspection",
    "inspection_add",
    "inspections",
    "question",
    "room",
    "room_audit",
    "room_clause",
    "room_evidence",
    "room_file",
    "room_finding",
    "room_inspection",
    "room_log",
    "room_question",
    "room_questions",
    "room_rules",
    "room_samples",
    "rooms",
    "service",
    "service_add",
    "service_edit",
    "services",
]
