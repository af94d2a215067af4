"""The life cycles whose steps the API takes: the noun of their routes, and the row of the world they are tried on."""

STEPPED = {
    "audit": ("audit", "audit"),
    "finding": ("finding", "finding"),
    "programme": ("programme", "programme"),
    "control": ("control", "control"),
    "evidence": ("evidence-version", "evidence"),
    "webhook": ("webhook", "webhook"),
    "grant": ("grant", "grant"),
    "question": ("question", "question"),
    "sample": ("sample", "sample"),
    "document": ("document-version", "document_version"),
    "evidence_request": ("evidence-request", "request"),
    "supplier": ("supplier", "supplier"),
    "statement": ("statement", "statement"),
    "framework_import": ("framework-import", "reading"),
    "scope": ("scope", "scope_draft"),
    "process": ("process", "process"),
    "template_version": ("template-version", "template_version"),
    "certificate": ("certificate", "certificate"),
    "gate_pass": ("gate-pass", "gate_pass"),
}
