"""The doors of samples: drawing one, its items, its end; and the sites that an audit should visit."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from audits.actions import answer_sample_item, draw_sample, finish_sample
from audits.forms.samples import FinishForm, ItemForm, SampleForm
from audits.models import Audit, Sample, SampleItem
from audits.permissions import WORK_ON_AUDIT
from audits.records.samples import SampleRecord, sites_for
from foundation.access import require
from foundation.clock import today
from foundation.lists.bulk import parsed_uuid
from foundation.web import answer_status, show, submit


def sample_or_404(request: HttpRequest, uuid: UUID) -> Sample:
    return get_object_or_404(Sample.objects.visible_to(request.user).for_list(), uuid=uuid)


def working_audit_or_404(request: HttpRequest, uuid: UUID) -> Audit:
    """The audit the reader works on; 403 for whoever only sees it."""
    audit = get_object_or_404(Audit.objects.visible_to(request.user).select_related("unit", "lead"), uuid=uuid)
    require(request.user, WORK_ON_AUDIT, audit)
    return audit


@require_http_methods(["GET", "HEAD", "POST"])
def sample_add(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The sample builder: population, method, size and seed."""
    audit = working_audit_or_404(request, uuid)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SampleForm(*sent, audit=audit)
    facts = {"audit": audit, "on": today(audit.unit)}
    if form.is_bound and (sample := submit(form, draw_sample, actor=request.user, **facts)):
        words = {"ref": sample.ref, "size": sample.size, "of": sample.population_size}
        messages.success(request, _("%(ref)s is drawn: %(size)d of %(of)d.") % words)
        return redirect(sample)
    return show(request, "audits/sample_form.html", {"form": form, "audit": audit})


@require_safe
def sample(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One sample with the item that is looked at, the others and the draw."""
    row = sample_or_404(request, uuid)
    record = SampleRecord(row, user=request.user, asked=parsed_uuid(request.GET.get("item", "")))
    context = {"sample": row, "record": record, "form": _form_of(record), "finish": FinishForm(), **record.story}
    return show(request, "audits/sample.html", context)


def _form_of(record: SampleRecord) -> ItemForm:
    item = record.current
    return ItemForm(initial={"result": item.result, "note": item.note} if item else None)


@require_POST
def sample_item(request: HttpRequest, uuid: UUID, item: UUID) -> HttpResponse:
    """Says what an item showed, and goes on with the next one."""
    row = sample_or_404(request, uuid)
    one = get_object_or_404(SampleItem.objects.filter(sample=row).for_list(), uuid=item)
    require(request.user, WORK_ON_AUDIT, row.audit)
    form = ItemForm(request.POST)
    if submit(form, answer_sample_item, actor=request.user, item=one, at=timezone.now()):
        return redirect(row)
    record = SampleRecord(row, user=request.user, asked=item)
    context = {"sample": row, "record": record, "form": form, "finish": FinishForm(), **record.story}
    return show(request, "audits/sample.html", context, status=answer_status(form))


@require_POST
def sample_finish(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Fixes the results of a sample."""
    row = sample_or_404(request, uuid)
    require(request.user, WORK_ON_AUDIT, row.audit)
    finish = FinishForm(request.POST)
    if submit(finish, finish_sample, actor=request.user, sample=row, on=today(row.unit)):
        messages.success(request, _("%(ref)s is finished.") % {"ref": row.ref})
        return redirect(row)
    record = SampleRecord(row, user=request.user)
    context = {"sample": row, "record": record, "form": _form_of(record), "finish": finish, **record.story}
    return show(request, "audits/sample.html", context, status=answer_status(finish))


@require_safe
def sites(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Which sites to visit; the seed stands in the address, so that the same address proposes the same sites."""
    audit = working_audit_or_404(request, uuid)
    seed = request.GET.get("seed", "").strip()[:50] or audit.ref
    return show(request, "audits/sites.html", {"audit": audit, "choice": sites_for(audit, seed=seed)})
