"""What the app offers to the screens that span all apps."""

from people.offers import (  # noqa: F401  each registers what it offers
    attestation_board,
    attestation_events,
    attestation_figures,
    attestation_menu,
    attestation_papers,
    attestation_work,
    demonstration,
    hr_import,
    own_data,
    own_page,
    own_rows,
    person_panels,
    proofs,
    recognition,
    reports,
    training,
    training_board,
    training_figures,
    training_menu,
    training_work,
)
