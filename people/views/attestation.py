"""The doors of signing: one's own documents, the text with its signature, campaigns, and who signed what."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assurance.models import EvidenceFile
from foundation.access import permits, require
from foundation.clock import today
from foundation.signin.fresh import require_proof
from foundation.viewer import DRAWN, NARROW, ORDINARY, NotShown, draw, serve_page
from foundation.viewer.slots import SECONDS_TO_WAIT
from foundation.web import show, submit
from people.actions import change_campaign, plan_campaign, remind_late, sign
from people.forms import CampaignForm, SignForm
from people.forms.attestation import known
from people.lists import AttestationList, CampaignList
from people.models import Attestation, Campaign
from people.permissions import PLAN_CAMPAIGN, READ_OWN, REMIND_SIGNER, VIEW_CAMPAIGNS
from people.records.attestation import AttestationRecord, CampaignRecord, own_papers, reading
from people.texts import opened, text_of
from people.workflows.attestation_rules import PROOF_LASTS

LIST = {"list": "ui/_table.html"}
READS_AND_WRITES = require_http_methods(["GET", "HEAD", "POST"])
WIDTHS = {str(width): width for width in (NARROW, ORDINARY)}


def _sent(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


# What one signs oneself.


@require_safe
def to_sign(request: HttpRequest) -> HttpResponseBase:
    """The documents one is asked to sign, and those one has signed."""
    require(request.user, READ_OWN)
    on = today(request.user.person.unit)
    return show(request, "people/to_sign.html", {**own_papers(request.user, on=on), "today": on})


@require_safe
def attestation_read(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """The text, and below it the sentence to sign."""
    row = _own(request, uuid)
    return _reading_page(request, row, SignForm(row=row))


def _own(request: HttpRequest, uuid: UUID) -> Attestation:
    return get_object_or_404(Attestation.objects.of(request.user).for_page(), uuid=uuid)


def _reading_page(request: HttpRequest, row: Attestation, form: SignForm) -> HttpResponse:
    on = today(row.unit)
    record = AttestationRecord(row, user=request.user, on=on)
    refuse = next((move for move in record.moves if move.step.name == "refuse" and move.refusal is None), None)
    context = {"attestation": row, "record": record, "refuse": refuse, "form": form, "today": on}
    return show(request, "people/attestation_read.html", {**context, "reading": reading(request, row, request.user)})


@require_POST
def attestation_sign(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Signs what this session has shown; who has not said lately who they are is asked first."""
    row = _own(request, uuid)
    proof = {"shown": opened(request, row), "proved_at": require_proof(request, within=PROOF_LASTS)}
    form = SignForm(request.POST, row=row)
    if submit(form, sign, actor=request.user, attestation=row, on=today(row.unit), **proof):
        messages.success(request, _("Signed. Your receipt is below."))
        return redirect(row)
    return _reading_page(request, row, form)


@require_safe
def attestation_page(request: HttpRequest, uuid: UUID, page: int) -> HttpResponseBase:
    """The picture of a page of the text, for whoever is asked to sign it."""
    text = text_of(_own(request, uuid).version)
    width = WIDTHS.get(request.GET.get("width", str(ORDINARY)))
    if text is None or width is None or text.detected_type not in DRAWN:
        raise Http404
    return _picture(request, text, page, width)


def _picture(request: HttpRequest, text: EvidenceFile, page: int, width: int) -> HttpResponse:
    told = {"sha256": text.sha256, "size": text.size, "kind": text.detected_type, "person": request.user.pk}
    try:
        return serve_page(request, draw(**told, page=page, width=width))
    except NotShown as refusal:
        if refusal.code != "busy":
            raise Http404 from refusal
        headers = {"Retry-After": str(SECONDS_TO_WAIT), "Cache-Control": "no-store"}
        return HttpResponse(refusal.sentence, status=503, content_type="text/plain; charset=utf-8", headers=headers)


# Who signed what.


@require_safe
def attestation(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """One answer with its story; of a signature, the receipt."""
    row = get_object_or_404(Attestation.objects.visible_to(request.user).for_page(), uuid=uuid)
    on = today(row.unit)
    record = AttestationRecord(row, user=request.user, on=on)
    return show(request, "people/attestation.html", {"attestation": row, "record": record, "today": on, **record.story})


@require_safe
def attestations(request: HttpRequest) -> HttpResponseBase:
    """Every answer the reader may see, what is refused and late on top."""
    require(request.user, VIEW_CAMPAIGNS)
    table = AttestationList(request, Attestation.objects.visible_to(request.user).for_list(today()))
    context = {"list": table, "today": today()}
    return table.export_response() or show(request, "people/attestations.html", context, fragments=LIST)


# Campaigns.


@require_safe
def campaigns(request: HttpRequest) -> HttpResponseBase:
    """The campaigns of the reader's units, with how far each is."""
    require(request.user, VIEW_CAMPAIGNS)
    table = CampaignList(request, Campaign.objects.visible_to(request.user).for_list(today()))
    context = {"list": table, "today": today(), "may_plan": permits(request.user, PLAN_CAMPAIGN)}
    return table.export_response() or show(request, "people/campaigns.html", context, fragments=LIST)


@require_safe
def campaign(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    row = _campaign(request, uuid)
    on = today(row.unit)
    record = CampaignRecord(row, user=request.user, on=on)
    return show(request, "people/campaign.html", {"campaign": row, "record": record, "today": on, **record.story})


def _campaign(request: HttpRequest, uuid: UUID) -> Campaign:
    require(request.user, VIEW_CAMPAIGNS)
    return get_object_or_404(Campaign.objects.visible_to(request.user).for_page(), uuid=uuid)


@READS_AND_WRITES
def campaign_add(request: HttpRequest) -> HttpResponseBase:
    """Who is to sign which version, with which sentence."""
    require(request.user, PLAN_CAMPAIGN)
    form = CampaignForm(_sent(request), actor=request.user, on=today())
    if form.is_bound and (row := submit(form, plan_campaign, actor=request.user, on=today())):
        messages.success(request, _("%(ref)s is planned. It opens by itself on its day.") % {"ref": row.ref})
        return redirect(row)
    context = {"form": form, "title": _("Plan a campaign"), "cancel": reverse("people:campaigns")}
    return show(request, "people/campaign_form.html", context)


@READS_AND_WRITES
def campaign_edit(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Changes a campaign that has asked nobody yet."""
    row = _campaign(request, uuid)
    require(request.user, PLAN_CAMPAIGN, row)
    form = CampaignForm(_sent(request), actor=request.user, on=today(row.unit), initial=known(row))
    if form.is_bound and submit(form, change_campaign, actor=request.user, campaign=row, on=today(row.unit)):
        messages.success(request, _("The campaign is changed."))
        return redirect(row)
    context = {"form": form, "title": _("Change the campaign"), "note": str(row), "cancel": row.get_absolute_url()}
    return show(request, "people/campaign_form.html", context)


@require_POST
def campaign_remind(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Reminds everybody who is late, in one go."""
    row = _campaign(request, uuid)
    require(request.user, REMIND_SIGNER)
    count = remind_late(actor=request.user, campaign=row, on=today(row.unit))
    messages.success(request, ngettext("%(n)d reminder sent.", "%(n)d reminders sent.", count) % {"n": count})
    return redirect(row)
