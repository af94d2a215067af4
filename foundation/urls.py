"""Addresses of the pages over all apps, of the administration and of the account."""

from django.urls import path

from foundation import views
from foundation.signin.fresh import fresh_sign_in_required as fresh

app_name = "foundation"

urlpatterns = [
    path("", views.home, name="home"),
    path("my-work/", views.my_work, name="my_work"),
    path("board/", views.board, name="board"),
    path("board/compare/", views.comparison, name="comparison"),
    path("administration/", views.administration, name="administration"),
    path("administration/status/", views.operation, name="status"),
    path("administration/jobs/", views.all_jobs, name="jobs"),
    path("administration/jobs/<uuid:uuid>/retry/", views.run_job, {"act": "retry"}, name="retry_job"),
    path("administration/jobs/<uuid:uuid>/cancel/", views.run_job, {"act": "cancel"}, name="cancel_job"),
    path("administration/mails/", views.mails, name="mails"),
    path("administration/mails/again/", views.resend_mails, name="resend_mails"),
    path("administration/exports/", views.exports, name="exports"),
    path("administration/trail/", views.trail, name="trail"),
    path("administration/policies/", views.policies, name="policies"),
    path("administration/policies/<str:key>/", views.policy, name="policy"),
    path("administration/policies/<str:key>/propose/", views.propose, name="propose_policy"),
    path("me/", views.account, name="account"),
    path("me/mails/", views.mails_of_mine, name="mails_of_mine"),
    path("me/tokens/", views.tokens, name="tokens"),
    path("me/tokens/<uuid:uuid>/revoke/", views.revoke_token, name="revoke_token"),
    path("notifications/", views.notifications, name="notifications"),
    path("notifications/read/", views.read_notifications, name="read_notifications"),
    path("notifications/<uuid:uuid>/read/", views.read_notification, name="read_notification"),
    path("approvals/", views.approvals, name="approvals"),
    path("approvals/<uuid:uuid>/", views.approval, name="approval"),
    path("approvals/<uuid:uuid>/withdraw/", views.withdraw, name="withdraw_approval"),
    path("comments/<str:label>/<uuid:uuid>/", views.comment, name="comment"),
    path("jobs/<uuid:uuid>/", views.job, name="job"),
    path("jobs/<uuid:uuid>/file/", views.job_file, name="job_file"),
    path("reports/", views.report_centre, name="reports"),
    path("reports/history/", views.report_history, name="report_history"),
    path("reports/subscriptions/", views.subscriptions, name="subscriptions"),
    path("reports/subscriptions/<uuid:uuid>/", views.subscription, name="subscription"),
    path("reports/<slug:name>/", views.report, name="report"),
    path("reports/<slug:name>/subscribe/", views.subscribe, name="subscribe"),
    path("reports/<slug:name>/<uuid:uuid>/", views.ask_report, name="ask_report"),
    path("steps/<slug:workflow>/<uuid:uuid>/<slug:name>/", views.step, name="step"),
    path("theme/", views.theme, name="theme"),
    path("administration/test-mail/", views.test_mail, name="test_mail"),
    path("administration/webhooks/", views.webhooks, name="webhooks"),
    path("administration/webhooks/add/", fresh(views.webhook_add), name="webhook_add"),
    path("administration/webhooks/<uuid:uuid>/", views.webhook, name="webhook"),
    path("administration/webhooks/<uuid:uuid>/secret/", fresh(views.webhook_secret), name="webhook_secret"),
    path("administration/webhooks/<uuid:uuid>/old-secret/", fresh(views.webhook_old_secret), name="webhook_old_secret"),
    path("administration/webhooks/<uuid:uuid>/test/", views.webhook_test, name="webhook_test"),
    path("administration/webhooks/<uuid:uuid>/again/", views.webhook_again, name="webhook_again"),
    path("administration/webhooks/<uuid:uuid>/<uuid:delivery>/again/", views.delivery_again, name="delivery_again"),
]
