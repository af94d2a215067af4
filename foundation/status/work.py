"""The work in the background: sweeps of every rule and zone, jobs, mails on their way, the last backup."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import CharField, Count, DateField, DateTimeField, Max, Min, Q, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from foundation import sweeps
from foundation.backups import last_backup
from foundation.dates import zones_to_run
from foundation.directory.models import Unit
from foundation.models.trail import Notification
from foundation.models.work import Job, SweepRun
from foundation.outbox import TRIES
from foundation.status.readings import Reading, Standing, check
from foundation.words import day, moment, span

GRACE = timedelta(hours=1)  # after local midnight, for a sweep that comes every quarter of an hour
JOB_WAITS = timedelta(minutes=10)
MAIL_WAITS = timedelta(minutes=15)
BACKUP_AGE = timedelta(days=2)


@check("sweeps", label=gettext_lazy("Sweeps"), icon="arrow-path", order=60)
def sweep_runs(now: datetime, found: None) -> Reading:
    """Each rule runs once per zone and local day; lateness is counted from the first day that is missing."""
    zones, last = _zones_and_runs()
    facts, worst = [], 0
    for rule in sweeps.rules():
        for zone in zones:
            run = last.get((rule.name, zone))
            behind = _days_behind(now, zone, run)
            worst = max(worst, behind)
            facts.append((f"{rule.name}, {zone}", _sweep_words(run, behind)))
    if worst:
        words = ngettext("Up to %(n)d day behind.", "Up to %(n)d days behind.", worst)
        advice = _("A worker makes up for missed days by itself. If it does not, the log names the rule that fails.")
        return Reading(Standing.BAD if worst > 1 else Standing.WARN, words % {"n": worst}, facts, advice)
    return Reading(Standing.GOOD, _("Every rule has run for the present day of every zone."), facts)


def _zones_and_runs() -> tuple[list[str], dict[tuple[str, str], Any]]:
    """The zones of all units, and by rule and zone the last run, in one query; a zone stands there as a run of no rule."""
    runs = SweepRun.objects.order_by().values("rule", "zone").annotate(day=Max("date"), at=Max("finished_at"))
    nowhere = {"day": Cast(Value(None), DateField()), "at": Cast(Value(None), DateTimeField())}
    zones = Unit.objects.order_by().annotate(rule=Value("", CharField()), **nowhere)
    columns = ("rule", "zone", "day", "at")
    rows = list(runs.values(*columns).union(zones.values(*columns)))
    return (
        sorted(row["zone"] for row in rows if not row["rule"]),
        {(row["rule"], row["zone"]): row for row in rows if row["rule"]},
    )


def _days_behind(now: datetime, zone: str, run: dict[str, Any] | None) -> int:
    """Local days that should have been swept by now; a day has an hour of grace."""
    done = {} if run is None else {zone: run["day"]}
    return len(zones_to_run(now - GRACE, [zone], done=done).get(zone, []))


def _sweep_words(run: dict[str, Any] | None, behind: int) -> str:
    if run is None:
        return _("has not run yet")
    told = _("ran for %(day)s, at %(at)s") % {"day": day(run["day"]), "at": moment(run["at"])}
    late = ngettext("%(n)d day behind", "%(n)d days behind", behind) % {"n": behind}
    return f"{told}: {late}" if behind else told


def counted_work(now: datetime) -> dict[str, dict[str, Any]]:
    """Jobs and the outbox in numbers, each with the moment of the oldest that waits and of the last success (one query)."""
    failed = Q(state="failed", finished_at__gte=now - timedelta(days=1))
    jobs = Job.objects.order_by().values(of=Value("jobs", CharField()))
    jobs = jobs.annotate(
        waiting=Count("pk", filter=Q(state="waiting")),
        trying=Count("pk", filter=Q(state="running")),
        failed=Count("pk", filter=failed),
        oldest=Min("created_at", filter=Q(state="waiting")),
        last=Max("finished_at", filter=Q(state="done")),
    )
    waiting = Q(mailed_at=None, next_try_at__isnull=False, user__is_active=True, tries__lt=TRIES)
    mails = Notification.objects.order_by().values(of=Value("mails", CharField()))
    mails = mails.annotate(
        waiting=Count("pk", filter=waiting & Q(tries=0)),
        trying=Count("pk", filter=waiting & Q(tries__gt=0) & ~Q(last_error="")),
        failed=Count("pk", filter=Q(mailed_at=None, tries__gte=TRIES)),
        oldest=Min("next_try_at", filter=waiting & Q(tries=0)),
        last=Max("mailed_at"),
    )
    nothing: dict[str, Any] = {"waiting": 0, "trying": 0, "failed": 0, "oldest": None, "last": None}
    return {"jobs": nothing, "mails": nothing} | {row["of"]: dict(row) for row in jobs.union(mails, all=True)}


@check("jobs", label=gettext_lazy("Jobs"), icon="clock", order=70, counts=counted_work)
def jobs(now: datetime, found: dict[str, dict[str, Any]]) -> Reading:
    count = found["jobs"]
    waits = now - count["oldest"] if count["oldest"] else timedelta()
    facts = [
        (_("Waiting"), str(count["waiting"])),
        (_("Oldest of them"), span(waits) if count["oldest"] else "–"),
        (_("Running"), str(count["trying"])),
        (_("Failed since yesterday"), str(count["failed"])),
    ]
    link = (_("All jobs"), reverse("foundation:jobs"))
    if waits > JOB_WAITS:
        words = _("A job waits for %(span)s.") % {"span": span(waits)}
        return Reading(Standing.BAD, words, facts, _("Look whether a worker runs."), link)
    if count["failed"]:
        words = ngettext("%(n)d job failed since yesterday.", "%(n)d jobs failed since yesterday.", count["failed"])
        return Reading(Standing.WARN, words % {"n": count["failed"]}, facts, _("See why, and retry it."), link)
    return Reading(Standing.GOOD, _("No job waits long, none failed since yesterday."), facts, link=link)


@check("mail", label=gettext_lazy("Mail"), icon="envelope", order=80, counts=counted_work)
def mail(now: datetime, found: dict[str, dict[str, Any]]) -> Reading:
    count = found["mails"]
    facts = [
        (_("Leaves through"), mail_host()),
        (_("Last mail taken"), moment(count["last"]) or _("none yet")),
        (_("Waiting"), str(count["waiting"])),
        (_("Tried again"), str(count["trying"])),
        (_("Given up"), str(count["failed"])),
    ]
    link = (_("All mails"), reverse("foundation:mails"))
    advice = _("Send a test mail to see what the mail server says; then send what was given up again.")
    if count["failed"]:
        words = ngettext("%(n)d mail was given up.", "%(n)d mails were given up.", count["failed"])
        return Reading(Standing.BAD, words % {"n": count["failed"]}, facts, advice, link)
    if count["trying"]:
        words = ngettext("%(n)d mail is tried again.", "%(n)d mails are tried again.", count["trying"])
        return Reading(Standing.WARN, words % {"n": count["trying"]}, facts, advice, link)
    if count["oldest"] and now - count["oldest"] > MAIL_WAITS:
        words = _("A mail waits for %(span)s.") % {"span": span(now - count["oldest"])}
        return Reading(Standing.WARN, words, facts, _("Look whether a worker runs."), link)
    return Reading(Standing.GOOD, _("Mails leave."), facts, link=link)


def mail_host() -> str:
    """Where mails leave, without name and key of the account."""
    backend = settings.EMAIL_BACKEND.rsplit(".", 2)[-2]
    if backend != "smtp":
        return {"filebased": _("files in a folder"), "console": _("the log"), "locmem": _("memory")}.get(
            backend, backend
        )
    return f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"


@check("backup", label=gettext_lazy("Backup"), icon="lifebuoy", order=90)
def backup(now: datetime, found: None) -> Reading:
    """By the last backup that was noted; bad when files were missing then."""
    last = last_backup()
    advice = _("Run `manage.py backup FILE` every night (docs/operate.md).")
    if last is None:
        return Reading(Standing.WARN, _("No backup has told of itself yet."), advice=advice)
    age, details = now - last.at, last.content.details
    words = _("Made %(span)s ago.") % {"span": span(age)}
    facts = [(_("Last"), moment(last.at)), (_("What"), last.content.summary)]
    if details.get("sha256"):
        facts.append(("SHA-256", details["sha256"]))
    if details.get("lost"):
        lost = ngettext("%(count)d file was missing.", "%(count)d files were missing.", details["lost"])
        advice = _("Put the files back from an earlier backup; the last run of `manage.py backup` named them.")
        return Reading(Standing.BAD, f"{words} {lost % {'count': details['lost']}}", facts, advice)
    return Reading(
        Standing.WARN if age > BACKUP_AGE else Standing.GOOD, words, facts, advice if age > BACKUP_AGE else ""
    )
