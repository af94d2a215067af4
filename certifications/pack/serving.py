"""A finished pack leaves: noted first, then streamed, by ranges so that a broken download can go on."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from certifications.actions.packs import insist_on_file, take_pack
from certifications.models import EvidencePack
from foundation import files
from foundation.files.kinds import ZIP


def hand_out(request: HttpRequest, pack: EvidencePack) -> HttpResponseBase:
    """The zip; only asking about it (HEAD) or a later piece of a download leaves no line. Refuses as the verb does."""
    if request.method == "HEAD":
        insist_on_file(actor=request.user, pack=pack)  # type: ignore[arg-type]  # behind the sign-in
    else:
        goes_on = not request.headers.get("Range", "bytes=0-").startswith("bytes=0-")
        take_pack(actor=request.user, pack=pack, goes_on=goes_on)  # type: ignore[arg-type]
    job = pack.job
    facts = {"size": job.result_size, "content_type": ZIP, "detected_type": ZIP}
    return files.serve(request, sha256=job.result_sha256, name=job.result_name, **facts)  # type: ignore[arg-type]
