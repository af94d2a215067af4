"""The addresses of training, signing and recognition."""

from django.urls import URLPattern, path

from people.views import attestation as signing
from people.views import certificates, content, courses, home, learning, proofs, team, training_states

app_name = "people"

urlpatterns: list[URLPattern] = []

# Courses, and who is asked to take them.
urlpatterns += [
    path("training/courses/", courses.courses, name="courses"),
    path("training/courses/add/", courses.course_add, name="course_add"),
    path("training/courses/<uuid:uuid>/", courses.course, name="course"),
    path("training/courses/<uuid:uuid>/edit/", courses.course_edit, name="course_edit"),
    path("training/courses/<uuid:uuid>/retire/", courses.course_retire, name="course_retire"),
    path("training/courses/<uuid:uuid>/assign/", courses.course_assign, name="course_assign"),
    path("training/<uuid:uuid>/", courses.assignment, name="assignment"),
]

# Everybody's own page, teams, and how training stands.
urlpatterns += [
    path("me/", home.own_page, name="own_page"),
    path("team/", team.team, name="team"),
    path("team/remind/", team.remind_many, name="remind_many"),
    path("team/<uuid:uuid>/remind/", team.remind_one, name="remind"),
    path("training/matrix/", training_states.training_matrix, name="training_matrix"),
    path("training/people/", training_states.training_people, name="training_people"),
]

# Learning, and what a course holds.
urlpatterns += [
    path("training/<uuid:uuid>/learn/", learning.learn, name="learn"),
    path("training/<uuid:uuid>/learn/pages/<int:number>/", learning.learn_page, name="learn_page"),
    path("training/<uuid:uuid>/learn/pages/<int:number>/media/", learning.learn_media, name="learn_media"),
    path("training/<uuid:uuid>/learn/pages/<int:number>/paper/", learning.learn_paper, name="learn_paper"),
    path("training/<uuid:uuid>/learn/questions/", learning.quiz, name="quiz"),
    path("training/<uuid:uuid>/learn/questions/<int:number>/", learning.quiz_question, name="quiz_question"),
    path("training/<uuid:uuid>/learn/questions/hand-in/", learning.quiz_hand_in, name="quiz_hand_in"),
    path("training/<uuid:uuid>/learn/results/<uuid:sitting>/", learning.learn_result, name="learn_result"),
    path("training/certificates/check/", certificates.certificate_check, name="certificate_check"),
    path("training/certificates/<uuid:uuid>/", certificates.training_certificate, name="training_certificate"),
    path("training/completions/<uuid:uuid>/certificate/", certificates.certificate_make, name="certificate_make"),
    path("training/proofs/", proofs.proofs, name="proofs"),
    path("training/proofs/add/", proofs.proof_add, name="proof_add"),
    path("training/proofs/<uuid:uuid>/", proofs.proof, name="proof"),
    path("training/proofs/files/<uuid:uuid>/", proofs.proof_file, name="proof_file"),
    path("training/courses/<uuid:uuid>/content/begin/", content.edition_begin, name="edition_begin"),
    path("training/content/<uuid:uuid>/", content.edition, name="edition"),
    path("training/content/<uuid:uuid>/preview/<int:number>/", content.edition_preview, name="edition_preview"),
    path("training/content/<uuid:uuid>/pages/add/", content.page_add, name="page_add"),
    path("training/content/<uuid:uuid>/questions/add/", content.question_add, name="question_add"),
    path("training/content/pages/<uuid:uuid>/", content.page_edit, name="page_edit"),
    path("training/content/pages/<uuid:uuid>/move/", content.page_move, name="page_move"),
    path("training/content/pages/<uuid:uuid>/remove/", content.page_remove, name="page_remove"),
    path("training/content/pages/<uuid:uuid>/media/", content.page_media, name="page_media"),
    path("training/content/pages/<uuid:uuid>/paper/", content.page_paper, name="page_paper"),
    path("training/content/questions/<uuid:uuid>/", content.question_edit, name="question_edit"),
    path("training/content/questions/<uuid:uuid>/remove/", content.question_remove, name="question_remove"),
]

# Signing: one's own documents, campaigns, and who signed what.
urlpatterns += [
    path("signing/", signing.to_sign, name="to_sign"),
    path("signing/campaigns/", signing.campaigns, name="campaigns"),
    path("signing/campaigns/plan/", signing.campaign_add, name="campaign_add"),
    path("signing/campaigns/<uuid:uuid>/", signing.campaign, name="campaign"),
    path("signing/campaigns/<uuid:uuid>/edit/", signing.campaign_edit, name="campaign_edit"),
    path("signing/campaigns/<uuid:uuid>/remind/", signing.campaign_remind, name="campaign_remind"),
    path("signing/answers/", signing.attestations, name="attestations"),
    path("signing/<uuid:uuid>/", signing.attestation, name="attestation"),
    path("signing/<uuid:uuid>/read/", signing.attestation_read, name="attestation_read"),
    path("signing/<uuid:uuid>/sign/", signing.attestation_sign, name="attestation_sign"),
    path("signing/<uuid:uuid>/pages/<int:page>/", signing.attestation_page, name="attestation_page"),
]
