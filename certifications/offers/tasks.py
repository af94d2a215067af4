"""The tasks of rooms and certificates in the words of who holds them and of who chases them."""

from django.utils.translation import gettext_lazy as _

from certifications.models import Certificate
from certifications.offers import work
from certifications.workflows import CERTIFICATE, SOA
from foundation.offers import Task, Work, offer_work
from foundation.rows import Grading
from foundation.topics import tell_under
from foundation.webhooks.kinds import Family, keep_inside, offer_events

GRANT = "certifications:grant"
GRADED = (Grading.CONFIDENTIAL, Grading.SECRET)


def is_graded(certificate: Certificate) -> bool:
    return certificate.grading in GRADED


offer_work(
    Work(
        "certifications.requests",
        (
            Task(
                "approve_grant",
                _("Decide on a room"),
                _("Chase the decision on a room"),
                GRANT,
                ("info", "key", _("Asked for approval")),
            ),
            Task(
                "clear_grant",
                _("Agree as counsel to a room"),
                _("Chase counsel"),
                GRANT,
                ("info", "scale", _("Waits for counsel")),
            ),
            Task(
                "finish_grant",
                _("Finish the request of a room"),
                _("Chase the request"),
                GRANT,
                ("mute", "pencil", _("Draft")),
            ),
        ),
        work.requests,
    ),
    Work(
        "certifications.ending",
        (
            Task(
                "renew_grant",
                _("Renew a room, or let it end"),
                _("Room that ends"),
                GRANT,
                ("warn", "clock", _("Ends soon")),
            ),
        ),
        work.ending,
    ),
    Work(
        "certifications.questions",
        (
            Task(
                "answer_question",
                _("Answer a question from a room"),
                _("Chase the answer to a question"),
                "certifications:question",
                ("warn", "chat-bubble-left", _("Waits for an answer")),
            ),
        ),
        work.questions,
        overdue=work.overdue_questions,
    ),
    Work(
        "certifications.samples",
        (
            Task(
                "decide_sample",
                _("Decide on a sample"),
                _("Chase the decision on a sample"),
                GRANT,
                ("info", "beaker", _("Proposed")),
            ),
        ),
        work.samples,
        dated=False,
    ),
)
offer_work(
    Work(
        "certifications.purchasers",
        (
            Task(
                "tell_purchasers",
                _("Tell purchasers of a suspension"),
                _("Chase telling purchasers of a suspension"),
                "certifications:certificate",
                ("warn", "megaphone", _("Suspended")),
            ),
        ),
        work.purchasers,
    )
)
offer_work(
    Work(
        "certifications.soas",
        (
            Task(
                "approve_soa",
                _("Decide on a statement of applicability"),
                _("Chase the decision on a statement of applicability"),
                "certifications:soa",
                ("info", "clipboard-document-check", _("Waits for approval")),
            ),
        ),
        work.soas,
        dated=False,
    )
)
offer_events(
    Family(
        "soa",
        _("Statements of applicability"),
        steps=SOA,
        more=[("started", _("Begun")), ("line_changed", _("Line changed")), ("lines_set", _("Lines set at once"))],
    ),
    Family(
        "certificate",
        _("Certificates"),
        steps=CERTIFICATE,
        more=[("registered", _("Registered")), ("edition_alert", _("Its edition ends soon"))],
    ),
)
keep_inside(Certificate, is_graded)
tell_under("due", "certificate.warn", "certificate.edition_alert", "certificate.expire", "certificate.end_edition")
tell_under("talk", "question.", "sample.")
