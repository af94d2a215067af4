"""What the page about one's own data shows."""

from typing import Any

from django.utils import timezone

from foundation.directory.models import Person, User
from foundation.models.work import Job
from foundation.own_data import own_data
from people.own_data import KEPT_FOR


def my_data_record(person: Person, user: User) -> dict[str, Any]:
    """The parts by their labels, and one's files of the last days, each with its last day."""
    since = timezone.now() - KEPT_FOR
    made = Job.objects.visible_to(user).filter(kind="report.own-data", created_at__gte=since).order_by("-created_at")
    jobs = [(job, job.finished_at + KEPT_FOR if job.finished_at else None) for job in made[:5]]
    return {"person": person, "parts": own_data(), "jobs": jobs, "days": KEPT_FOR.days}
