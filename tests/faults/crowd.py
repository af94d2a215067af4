"""Fills an installation with work for one sweep: run as `python -m tests.faults.crowd` with its VAR."""

import os
from datetime import date

import django


def main() -> None:
    """The tests' company with sixty monthly lines and twenty overdue plans."""
    from audits.actions import add_line, issue_finding, log_finding
    from audits.models import Finding
    from foundation.access import robot
    from foundation.clock import today
    from foundation.models.trail import Notification
    from foundation.models.work import Due
    from tests.company import found, start_audit

    company = found()
    on = today(company.units["TS"])
    for number in range(60):
        add_line(
            actor=robot(),
            unit=company.units["TS"],
            title=f"Line {number}",
            anchor=date(on.year, on.month, 1),
            interval_months=1,
            month_end=True,
            frameworks=[company.framework],
        )
    audit = start_audit(company, on=on)
    for number in range(20):
        draft = log_finding(
            actor=company.cast["priya"],
            audit=audit,
            type=Finding.Type.MAJOR,
            statement=f"Failure {number}.",
            objective_evidence="Seen.",
            requirement=company.framework.requirements.first(),
            owner=company.person("samir"),
            on=on,
        )
        issue_finding(actor=company.cast["tobias"], finding=draft, on=on)
    Due.objects.filter(step="plan").update(computed=date(on.year - 1, 1, 1))
    Due.objects.exclude(step="plan").update(met_on=on)
    Notification.objects.update(mailed_at=django.utils.timezone.now())


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    main()
