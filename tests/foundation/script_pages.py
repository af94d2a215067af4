"""A few pages that use every script, for test_scripts.py; what they receive is kept in `received`."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template import engines
from django.urls import include, path

received: list[tuple[str, object]] = []

PAGE = """{% extends "base.html" %}{% load ui %}
{% block title %}Finding{% endblock %}
{% block page_head %}<h1>F-004</h1>
  <a class="button" href="/sheet/" data-sheet data-key="f">Log a finding</a>{% endblock %}
{% block content %}
  <form class="stack" action="/save/" method="post" data-autosave>
    {% csrf_token %}{% include "ui/_autosave_offer.html" %}
    <label for="note">Note</label>{% include "ui/_autosave.html" with field="note" %}
    <textarea class="input" id="note" name="note" data-key="n" data-key-label="Write a note">{{ note }}</textarea>
    <p id="progress-of-tree">0 of 2</p>
  </form>
  <form action="/bulk/" method="post" data-bulk>{% csrf_token %}
    <table class="table" data-list><tbody>
      <tr><th class="table-group" colspan="2">Late</th></tr>
      <tr><td><input type="checkbox" name="row" value="1" aria-label="Select F-001"></td><td><a href="/one/">F-001</a></td></tr>
      <tr><td><input type="checkbox" name="row" value="2" aria-label="Select F-002"></td><td><a href="/two/">F-002</a></td></tr>
    </tbody></table>
    {% include "ui/_bulk.html" %}
  </form>
  <form action="/out/" method="post" data-sign-out>{% csrf_token %}<button>Sign out</button></form>
{% endblock %}"""

ENTRIES = [{"label": "Board", "url": "/board/", "icon": "presentation-chart-line", "key": "b"}]


class FindingForm(forms.Form):
    statement = forms.CharField(label="What is wrong", widget=forms.Textarea)
    method = forms.CharField(label="Method", required=False)
    action = forms.CharField(label="Action", required=False)
    file = forms.FileField(
        label="Evidence",
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".png,.txt", "data-max-bytes": "5000"}),
    )


@login_not_required
def page(request: HttpRequest, name: str = "") -> HttpResponse:
    context = {"navigation": ENTRIES, "search_url": "/search/", "steps": [{"name": "remind", "label": "Send reminder"}]}
    return HttpResponse(engines["django"].from_string(PAGE).render(context, request))


@login_not_required
def sheet(request: HttpRequest) -> HttpResponse:
    form = FindingForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        received.append((form.cleaned_data["statement"], (file.name, file.size) if file else None))
        messages.success(request, "F-005 was issued.")
        return HttpResponseRedirect("/findings/5/")
    context = {"title": "Log a finding", "form": form, "action": "/sheet/", "submit": "Issue"}
    return render(request, "ui/_sheet.html", context, status=422 if form.is_bound else 200)


@login_not_required
def save(request: HttpRequest) -> HttpResponse:
    received.append((request.POST["field"], request.POST["note"]))
    return HttpResponse('<p id="progress-of-tree">1 of 2</p>')


@login_not_required
def theme(request: HttpRequest) -> HttpResponse:
    answer = HttpResponseRedirect(request.POST["next"])
    answer.set_cookie("theme", request.POST["theme"], httponly=True)
    return answer


@login_not_required
def palette(request: HttpRequest) -> HttpResponse:
    return HttpResponse("")


foundation = ([path("theme/", theme, name="theme"), path("palette/", palette, name="palette")], "foundation")
urlpatterns = [
    path("sheet/", sheet),
    path("save/", save),
    path("f/", include(foundation, namespace="foundation")),
    path("", page),
    path("<path:name>/", page),
]
