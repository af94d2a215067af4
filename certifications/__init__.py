"""What people outside may see: certifier rooms, the grants that open them, questions and samples.

Nouns: grant, rule of a grant, acknowledgement, question, message, sample, statement of applicability and its lines.
Verbs: request_grant, submit_grant, clear_grant, approve_grant, revoke_grant, ask_question, answer_question …
A grant opens chosen rows to one outside account for a time: somebody asks for it, an officer who is somebody else
approves it, and from its first day the account finds a room with exactly these rows; every look is in the log that both
sides read. It ends by its date, with the agreement on confidentiality, or at once when an officer revokes it.
A statement of applicability (soa) says of each control of a framework whether it applies, why, and how far it is in place;
who did not write at it approves it, then nothing of that version changes, and certificates cite it: start_soa,
edit_soa_line, submit_soa, approve_soa, revise_soa, cite_soa.

Centres are where people outside look for themselves. Nouns: needs assessment, centre with board, agreements and rooms,
authority, visit, booking, public item. Verbs: write_assessment, find_not_needed, propose_centre, approve_centre, book_visit,
admit_visit, show_material, end_visit, publish_item …
A centre rests on an assessment that found it needed, and is operational only with a security concept and an agreement.
"""
