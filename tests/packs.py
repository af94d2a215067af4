"""The pack in Claire's room of the world: made, and kept as a few bytes."""

from django.utils import timezone

from certifications.actions.packs import KIND
from certifications.models import EvidencePack, Grant
from foundation.models.work import Job
from tests.kept import kept_text


def packed(grant: Grant) -> EvidencePack:
    ((_received, facts),) = kept_text("pack.txt", "Stands for a pack.")
    file = {"result_name": "pack.zip", "result_sha256": facts.sha256, "result_size": facts.size}
    done = {"state": Job.State.DONE, "finished_at": timezone.now()}
    job = Job.objects.create(kind=KIND, owner=grant.grantee, **done, **file)
    known = {"made_at": timezone.now(), "files": 1, "ledger_size": 1}
    return EvidencePack.objects.create(grant=grant, asked_by=grant.grantee, job=job, **known)
