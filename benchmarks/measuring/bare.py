"""What PostgreSQL alone takes for the rows of a list: the columns it shows, in its order, as one would write it by hand."""

from time import perf_counter

from django.contrib.contenttypes.models import ContentType
from django.db import connection

from audits.models import Finding

TIMES, ROWS = 9, 51  # a page and the row that says whether another one follows
FINDINGS = """
SELECT f.id, f.uuid, f.ref, f.title, f.type, f.state, due.due_on, p.name AS owner, u.name AS unit FROM (
    SELECT subject_uuid, min(due_on) AS due_on FROM foundation_due
    WHERE subject_type_id = {finding} AND met_on IS NULL GROUP BY subject_uuid
) AS due JOIN audits_finding AS f ON f.uuid = due.subject_uuid JOIN directory_unit AS u ON u.id = f.unit_id
LEFT JOIN directory_person AS p ON p.id = f.owner_id
{where} ORDER BY due.due_on, f.id LIMIT {rows}"""
EVIDENCE = """
SELECT e.id, e.uuid, e.ref, e.title, e.kind, e.grading, v.state, v.as_of, v.valid_until, u.name AS unit, a.name AS by
FROM assurance_evidenceversion AS v JOIN assurance_evidence AS e ON e.id = v.evidence_id
JOIN directory_unit AS u ON u.id = e.unit_id JOIN directory_user AS a ON a.id = v.uploaded_by_id
WHERE NOT EXISTS (
    SELECT 1 FROM assurance_evidenceversion AS later WHERE later.evidence_id = v.evidence_id AND later.number > v.number
) {where} ORDER BY v.created_at DESC, v.id DESC LIMIT {rows}"""
AUDITS = """
SELECT a.id, a.uuid, a.ref, a.title, a.kind, a.state, a.planned_start, a.planned_end, u.name AS unit, p.name AS lead
FROM audits_audit AS a JOIN directory_unit AS u ON u.id = a.unit_id LEFT JOIN directory_person AS p ON p.id = a.lead_id
{where} ORDER BY a.state, a.planned_start, a.id LIMIT {rows}"""
CERTIFICATES = """
SELECT c.id, c.uuid, c.ref, c.title, c.number, c.state, c.expires_on, s.name AS scheme, b.name AS body, u.name AS unit
FROM certifications_certificate AS c JOIN certifications_scheme AS s ON s.id = c.scheme_id
JOIN certifications_certificationbody AS b ON b.id = c.body_id JOIN directory_unit AS u ON u.id = c.unit_id
{where} ORDER BY c.expires_on, c.id LIMIT {rows}"""
PEOPLE = """
SELECT p.id, p.uuid, p.number, p.name, p.kind, p.email, p.start_on, p.left_on, u.name AS unit, m.name AS manager
FROM directory_person AS p JOIN directory_unit AS u ON u.id = p.unit_id
LEFT JOIN directory_person AS m ON m.id = p.manager_id
{where} ORDER BY p.name, p.id LIMIT {rows}"""
SUPPLIERS = """
SELECT s.id, s.uuid, s.ref, s.name, s.country, s.category, s.criticality, s.state, u.name AS unit, p.name AS owner,
    (SELECT max(a.next_on) FROM assurance_assessment AS a WHERE a.supplier_id = s.id) AS next_on
FROM assurance_supplier AS s JOIN directory_unit AS u ON u.id = s.unit_id JOIN directory_person AS p ON p.id = s.owner_id
{where} ORDER BY s.name, s.id LIMIT {rows}"""
STATEMENTS = {
    "findings": (FINDINGS, ""),
    "findings filtered": (
        FINDINGS,
        "WHERE f.type = 'major' AND f.state NOT IN ('closed', 'void', 'noted', 'published')",
    ),
    "evidence_all": (EVIDENCE, ""),
    "evidence_all filtered": (EVIDENCE, "AND v.state = 'submitted'"),
    "audits": (AUDITS, ""),
    "audits filtered": (AUDITS, "WHERE a.state = 'closed'"),
    "certificates": (CERTIFICATES, ""),
    "certificates filtered": (CERTIFICATES, "WHERE c.state = 'active'"),
    "people": (PEOPLE, ""),
    "people filtered": (PEOPLE, "WHERE p.kind = 'partner'"),
    "suppliers": (SUPPLIERS, ""),
    "suppliers filtered": (SUPPLIERS, "WHERE s.criticality = 'critical'"),
}


def seconds(name: str) -> float:
    """The middle of nine times, rows fetched."""
    shape, where = STATEMENTS[name]
    kind = ContentType.objects.get_for_model(Finding).pk
    statement = shape.format(where=where, rows=ROWS, finding=kind)
    taken = []
    with connection.cursor() as cursor:
        for _time in range(TIMES):
            begun = perf_counter()
            cursor.execute(statement)
            cursor.fetchall()
            taken.append(perf_counter() - begun)
    return sorted(taken)[TIMES // 2]
