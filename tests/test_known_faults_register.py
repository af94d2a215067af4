"""What comparable products got wrong, class by class, and the tests that hold each here; a name that is gone fails."""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parent

CLASSES = {
    "detail action without object check": [
        "test_known_faults.py::test_detail_action_without_object_check_every_step_of_a_foreign_record_is_missing",
        "test_api_matrix.py::test_a_foreign_row_is_the_same_404_as_none",
        "test_access_matrix.py::test_a_foreign_object_is_the_same_404_as_none",
    ],
    "foreign key in a body": [
        "test_api_bodies.py::test_fk_in_body_a_row_one_may_not_name_is_refused_like_one_that_does_not_exist",
        "test_known_faults.py::test_fk_in_body_evidence_is_not_linked_to_a_foreign_record",
    ],
    "mass assignment": [
        "test_api_bodies.py::test_mass_assignment_fields_that_no_body_has_are_refused_by_name_and_change_nothing",
        "test_known_faults.py::test_mass_assignment_fields_that_no_form_has_change_nothing_and_forge_nobody",
    ],
    "move to another scope": [
        "test_known_faults_lattice.py::test_move_to_another_scope_an_officer_of_a_unit_opens_nothing_of_another",
        "test_known_faults_lattice.py::"
        "test_move_to_another_scope_a_room_that_follows_stays_within_what_its_officer_answers_for",
    ],
    "confused identifiers": [
        "test_known_faults.py::test_confused_identifiers_a_row_under_another_rows_address_is_missing"
    ],
    "unscoped aggregates": [
        "test_known_faults.py::test_unscoped_aggregates_a_finding_elsewhere_changes_no_page_of_who_may_not_see_it",
        "api/test_reading.py::test_filters_and_orders_give_no_hint_of_what_one_may_not_see",
        "api/test_reading.py::test_figures_count_only_what_one_manages",
    ],
    "files past the scope": [
        "certifications/test_nothing_leaks.py::test_during_the_grant_nothing_else_is_there",
        "foundation/test_files_owners.py::test_a_file_of_evidence_outlives_every_tidying",
    ],
    "outsiders change or see more": [
        "certifications/test_nothing_leaks.py::test_nothing_is_written_but_what_the_list_says",
        "certifications/test_nothing_leaks.py::test_filters_searches_sorts_and_exports_tell_nothing_more",
        "certifications/test_nothing_leaks.py::test_before_and_after_there_is_nothing_at_all",
        "certifications/test_room_by_api.py::test_nothing_is_written_but_what_the_list_says",
        "certifications/test_scope.py::test_a_draft_finding_never_comes",
    ],
    "signature of another person": [
        "test_known_faults.py::test_signature_of_another_person_a_decision_belongs_to_who_is_signed_in",
        "api/test_tokens.py::test_a_signature_wants_a_token_that_may_sign",
    ],
    "self-escalation": [
        "test_known_faults_lattice.py::test_self_escalation_an_administrator_opens_no_second_account_of_an_auditor_alone",
        "test_known_faults_lattice.py::test_self_escalation_a_second_account_opens_by_another_officer_than_its_person",
    ],
    "secrets in answers and logs": [
        "api/test_agreement.py::test_no_field_shows_a_secret",
        "api/test_webhooks.py::test_no_token_gets_a_secret",
        "foundation/test_signin_damage.py::test_no_secret_stands_in_a_log_or_an_event",
        "foundation/webhooks/test_deliveries.py::test_the_secret_stands_in_no_event_and_no_log",
    ],
    "wrong attribution": [
        "api/test_by_program.py::test_what_a_program_did_names_its_token",
        "api/test_by_program.py::test_the_next_thing_done_on_a_page_names_none",
    ],
    "double approval by a race": [
        "faults/test_races.py::test_eight_decisions_on_one_approval_leave_one",
        "faults/test_api_races.py::test_a_call_sent_eight_times_at_once_with_one_key_acts_once",
        "faults/test_directory_races.py::test_two_administrators_cannot_remove_each_other_at_once",
    ],
    "sessions that outlive a change": [
        "foundation/test_signin.py::test_changing_the_password_ends_the_other_sessions_and_tells_the_person",
        "foundation/test_signin_ending.py::test_ending_access_ends_every_session_of_the_account_at_once",
    ],
    "open redirect": [
        "foundation/test_signin_doors.py::test_sign_in_leads_to_no_other_site",
        "foundation/test_signin_doors.py::test_no_other_door_leads_to_another_site",
    ],
    "server-side request forgery": [
        "foundation/webhooks/test_targets.py::test_no_spelling_of_an_inner_address_is_taken",
        "foundation/webhooks/test_targets.py::test_a_name_that_changes_its_mind_gains_nothing",
        "foundation/webhooks/test_client.py::test_a_redirect_is_not_followed",
    ],
    "formulas in exports": [
        "foundation/test_exports.py::test_no_text_that_starts_like_a_formula_leaves_as_it_is",
        "foundation/test_exports.py::test_every_text_of_a_workbook_is_a_string_and_never_a_formula_link_or_number",
        "audits/test_report_files.py::test_no_cell_of_the_workbook_becomes_a_formula",
    ],
    "costly queries": [
        "api/test_reading.py::test_a_query_that_is_not_understood_is_refused_by_name",
        "foundation/test_exports.py::test_more_rows_than_the_limit_are_refused_with_a_sentence_and_nothing_is_recorded",
    ],
    "user enumeration": [
        "test_known_faults_lattice.py::test_user_enumeration_an_employee_lists_nobody_but_themselves",
        "foundation/test_signin_silence.py::test_a_refused_sign_in_takes_as_long_whoever_it_is_about",
    ],
    "orphans, and restores that lose the log": [
        "foundation/test_files_owners.py::test_bytes_of_an_upload_that_never_became_evidence_are_gone_after_two_tidyings",
        "faults/test_backup.py::test_the_rows_come_out_as_they_went_in",
    ],
    "no throttle": [
        "foundation/test_signin.py::test_too_many_wrong_passwords_shut_the_door_for_a_while",
        "foundation/test_signin.py::test_a_spoofed_forwarding_header_does_not_get_round_the_limit",
        "test_known_faults_lattice.py::test_flooding_a_room_says_so_much_within_an_hour_and_no_more",
    ],
    "stored script and forged requests": [
        "test_stored_script.py::test_no_page_turns_stored_text_into_markup",
        "test_access_matrix.py::test_every_write_wants_the_token_of_its_form",
        "test_api_matrix.py::test_every_write_by_session_wants_the_token_of_a_form",
    ],
}


@pytest.mark.anywhere
@pytest.mark.parametrize("name", CLASSES)
def test_a_class_of_faults_is_held_by_tests_that_exist(name):
    for held_by in CLASSES[name]:
        path, _, test = held_by.partition("::")
        found = {
            node.name for node in ast.walk(ast.parse((TESTS / path).read_text())) if isinstance(node, ast.FunctionDef)
        }
        assert test in found, held_by
