"""The tasks of rooms in the words of who holds them and of who chases them."""

from django.utils.translation import gettext_lazy as _

from certifications.offers import work
from foundation.offers import Task, Work, offer_work
from foundation.topics import tell_under

GRANT = "certifications:grant"

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
tell_under("talk", "question.", "sample.")
