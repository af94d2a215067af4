"""What is asked of people and what they earn: training, signing, recognition, their data.

Nouns: course with pages and questions, assignment, attempt, completion, proof; campaign, attestation; nomination, award.
Rules about who must learn or sign are audiences (job roles, kinds of people, units); sweeps follow whoever joins, moves
and leaves. Violation cases live apart in `people.cases`, which nobody imports.
"""
