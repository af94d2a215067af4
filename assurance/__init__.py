"""Processes, frameworks, controls and evidence: what has to be assured, and what shows that it is.

Nouns: area, process, framework, requirement, control, evidence with its versions and files.
Verbs: add_process, load_framework, add_control, upload_evidence, add_version, accept_evidence, link_evidence …
A file arrives quarantined, is scanned, is submitted for review, and counts once another person than the uploader
accepts it.
"""
