"""What people read and what browsers get: words, icons, states, forms, components, fonts, error pages."""

import re
from datetime import UTC, date, datetime
from fractions import Fraction
from types import SimpleNamespace

import pytest
from django import forms
from django.contrib.messages.storage.base import Message
from django.http import HttpResponse, HttpResponseRedirect
from django.template import Context, RequestContext, Template
from django.template.loader import render_to_string
from django.test import RequestFactory

from foundation import looks, words
from foundation.charts import BarRow, Bars, Series, Sparkline, Value
from foundation.fragments import redirects_for_scripts
from foundation.lists import Column, Empty, Heading
from foundation.refusals import Refusal
from foundation.workflow import Open, Step

TODAY = date(2026, 11, 20)


def rendered(source, request=None, **context):
    template = Template("{% load ui %}" + source)
    return template.render(RequestContext(request, context) if request is not None else Context(context))


@pytest.fixture
def request_of():
    def make(**headers):
        request = RequestFactory().get("/findings/", headers=headers)
        request.user = SimpleNamespace(is_authenticated=False)
        return request

    return make


# Words


@pytest.mark.parametrize(
    ("due", "working_days", "text", "state"),
    [
        (date(2026, 10, 10), None, "41 days late", "late"),
        (date(2026, 11, 19), None, "1 day late", "late"),
        (TODAY, None, "today", "soon"),
        (date(2026, 11, 24), 2, "in 4 days, 2 working", "soon"),
        (date(2026, 11, 27), 5, "in 7 days, 5 working", "soon"),
        (date(2026, 11, 30), 6, "in 10 days", ""),
        (date(2026, 11, 28), None, "in 8 days", ""),
    ],
)
def test_due_words_say_how_far_a_date_is(due, working_days, text, state):
    assert words.due_words(due, on=TODAY, working_days=working_days) == words.DueWords(text, state)


def test_certificates_call_thirty_days_soon():
    assert words.due_words(date(2026, 12, 20), on=TODAY, soon_days=30).state == "soon"
    assert words.due_words(date(2026, 12, 21), on=TODAY, soon_days=30).state == ""


def test_days_and_moments_read_the_same_everywhere(settings):
    settings.TIME_ZONE = "UTC"

    assert words.day(TODAY) == "20 Nov 2026"
    assert words.moment(datetime(2026, 11, 19, 16, 40, tzinfo=UTC)) == "19 Nov 2026, 16:40"
    assert words.day(None) == ""


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(48, 58), "82.8\u00a0%"),
        (Fraction(1, 800), "0.1\u00a0%"),
        (Fraction(5, 10000), "0.1\u00a0%"),
        (1, "100\u00a0%"),
        (0.125, "12.5\u00a0%"),
        (None, "n/a"),
    ],
)
def test_shares_are_rounded_half_up_to_one_decimal(share, text):
    assert words.percent(share) == text


def test_an_empty_denominator_is_not_a_share():
    assert rendered("{{ 0|percent:0 }}") == "n/a"


@pytest.mark.parametrize(
    ("name", "letters"), [("Ines Moreau", "IM"), ("Anne-Marie de la Cour", "AC"), ("Odalys", "O"), ("", "?")]
)
def test_initials_are_of_the_first_and_last_word(name, letters):
    assert words.initials(name) == letters


# Icons


def test_a_page_carries_each_symbol_once_and_refers_to_it(request_of):
    page = rendered(
        '{% open_sprite %}{% icon "flag" %}{% icon "flag" %}{% icon "bell" "outline" %}{% sprite %}', request_of()
    )

    assert page.count('<use href="#icon-flag"/>') == 2
    assert page.count('<symbol id="icon-flag"') == 1
    assert page.count('<symbol id="icon-bell-outline"') == 1


def test_an_icon_included_with_only_reaches_the_sprite_of_its_page(request_of):
    page = rendered(
        '{% open_sprite %}{% include "ui/_banner.html" with tone="bad" icon="flag" title="Late" only %}{% sprite %}',
        request_of(),
    )

    assert '<use href="#icon-flag"/>' in page
    assert '<symbol id="icon-flag"' in page


def test_a_fragment_draws_its_icons_whole(request_of):
    fragment = rendered('{% open_sprite %}{% icon "flag" %}{% sprite %}', request_of(HX_Request="true"))

    assert "<path" in fragment
    assert "<use" not in fragment
    assert "<symbol" not in fragment


def test_an_icon_without_words_is_silent_and_with_a_label_speaks():
    assert 'aria-hidden="true"' in rendered('{% icon "flag" %}')
    assert 'role="img" aria-label="Remove"' in rendered('{% icon "x-mark" label="Remove" %}')


def test_a_misspelt_icon_stops_the_page():
    with pytest.raises(Exception, match="flagg"):
        rendered('{% icon "flagg" %}')


# States, people, dates in templates


class Record:
    _meta = SimpleNamespace(label="audits.Finding")
    state = "issued"

    def get_state_display(self):
        return "Issued"

    def get_absolute_url(self):
        return "/findings/1/"


def test_a_state_has_tone_icon_and_words():
    badge = rendered("{% state_badge record %}", record=Record())

    assert 'data-tone="warn"' in badge
    assert "<svg" in badge
    assert badge.endswith("Issued</span>")


def test_an_app_says_how_its_own_states_look(monkeypatch):
    monkeypatch.setattr(looks, "_looks", dict(looks._looks))

    looks.look("audits.Finding", issued=("bad", "flag"))

    assert looks.look_of("audits.finding", "issued") == looks.Look("bad", "flag")
    assert looks.look_of("certifications.certificate", "issued") == looks.Look("warn", "flag")
    assert looks.look_of("audits.audit", "never heard of") == looks.UNKNOWN


def test_a_tone_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="purple"):
        looks.look("audits.finding", issued=("purple", "flag"))


def test_a_due_date_shows_its_date_and_its_words():
    cell = rendered("{% due value on=today %}", value=date(2026, 10, 10), today=TODAY)

    assert '<time datetime="2026-10-10">10 Oct 2026</time>' in cell
    assert '<span class="due-words" data-state="late">41 days late</span>' in cell


def test_what_people_type_is_shown_and_never_run():
    shown = rendered(
        '{% holder name %}{% status "bad" "flag" name %}{% bar 1 2 name %}', name="<img src=x onerror=alert(1)>"
    )

    assert "<img" not in shown
    assert "&lt;img" in shown


# Forms


class FindingForm(forms.Form):
    statement = forms.CharField(label="What is wrong", widget=forms.Textarea, help_text="One sentence.")
    kind = forms.ChoiceField(label="Type", choices=[("minor", "Minor"), ("major", "Major")], widget=forms.RadioSelect)
    repeat = forms.BooleanField(label="Repeat of F-003", required=False)
    file = forms.FileField(label="Evidence", required=False)


def test_a_field_ties_label_hint_and_refusal_to_its_widget():
    field = FindingForm({})["statement"].as_field_group()

    assert '<label class="field-label" for="id_statement">What is wrong' in field
    assert 'aria-describedby="id_statement_helptext id_statement_error"' in field
    assert 'aria-invalid="true"' in field
    assert 'id="id_statement_helptext">One sentence.' in field
    assert 'id="id_statement_error"' in field
    assert 'class="input ' in field


def test_choices_are_a_group_of_labelled_radios():
    field = FindingForm()["kind"].as_field_group()

    assert "<fieldset" in field
    assert '<legend class="field-label">Type' in field
    assert field.count('<label class="choice"') == 2
    assert 'class="input' not in field


def test_a_ticked_box_stands_before_its_words():
    field = FindingForm({"repeat": "on"})["repeat"].as_field_group()

    assert re.search(
        r'<label class="check-line" for="id_repeat"><input[^>]*checked[^>]*>\s*<span>Repeat of F-003', field
    )


def test_a_file_field_is_a_real_input_inside_a_drop_zone():
    field = FindingForm()["file"].as_field_group()

    assert "data-drop" in field
    assert 'type="file" name="file"' in field


def test_a_refused_form_says_how_much_and_leads_to_each_field(request_of):
    page = render_to_string("ui/_form.html", {"form": FindingForm({}), "cancel_url": "/"}, request=request_of())

    assert "Not saved: 2 things need another look" in page
    assert '<a href="#id_statement">What is wrong</a>: This field is required.' in page
    assert 'enctype="multipart/form-data"' in page
    assert "data-upload" in page


# Components


def test_a_record_shows_what_one_can_do_and_why_not_the_rest(request_of):
    take = Step("hold", "Put on hold", ("open",), "held", None)
    explain = Step("verify", "Verify as effective", ("open",), "closed", None, verb="audits.verify_finding")
    moves = [Open(take, None), Open(explain, Refusal("T-12", "Refused until 12 Dec 2026."))]

    page = render_to_string("ui/_moves.html", {"moves": moves, "steps_url": "/f/1/steps/"}, request=request_of())

    assert '<form action="/f/1/steps/hold/" method="post">' in page
    assert "Refused until 12 Dec 2026." in page
    assert "/f/1/steps/verify/" not in page


def test_a_step_with_data_opens_its_form(request_of):
    moves = [Open(Step("verify", "Verify", ("open",), "closed", None, needs_reason=True), None)]

    page = render_to_string("ui/_moves.html", {"moves": moves, "steps_url": "/f/1/steps/"}, request=request_of())

    assert re.search(r'<a class="button"[^>]*href="/f/1/steps/verify/" data-sheet>', page)


def a_list(*rows):
    columns = [
        Heading(name="title", label="What", sort_url="?sort=-title", sorted="ascending", is_main=True),
        Heading(name="state", label="State", kind="state"),
        Heading(name="due", label="Due", kind="date", hidden=True),
    ]
    empty = Empty("No findings yet", "Findings come out of audits.", ("Open the audits", "/audits/"))
    return SimpleNamespace(
        title="Findings",
        columns=columns,
        rows=list(rows),
        shown=["title", "state"],
        count_text=str(len(rows)),
        empty=empty,
    )


def test_a_list_draws_plain_rows_of_the_shown_columns(request_of):
    record = Record()
    record.title, record.due = "Sessions <b>not</b> recorded", TODAY

    page = render_to_string("ui/_table.html", {"list": a_list(record)}, request=request_of())

    assert 'aria-sort="ascending"' in page
    assert '<a class="row-link" href="/findings/1/">Sessions &lt;b&gt;not&lt;/b&gt; recorded</a>' in page
    assert "Due" not in page
    assert "One row" in page


def test_an_empty_list_says_what_it_is_for_and_what_to_do_next(request_of):
    page = render_to_string("ui/_table.html", {"list": a_list()}, request=request_of())

    assert "Findings come out of audits." in page
    assert '<a class="button" href="/audits/">Open the audits</a>' in page
    assert "<table" not in page


def test_the_columns_form_carries_sort_and_filters_along():
    template = Template('{% load lists %}{% hidden_query "sort=-due&state=a&state=b&columns=x" "columns" %}')

    fields = template.render(Context())

    assert fields.count("<input") == 3
    assert '<input type="hidden" name="sort" value="-due">' in fields
    assert "columns" not in fields


def test_a_missing_value_is_a_dash_and_a_column_may_be_a_function():
    template = Template("{% load lists %}{% cell column row %}")

    assert "–" in template.render(
        Context({"column": Column("due", "Due", kind="date"), "row": SimpleNamespace(due=None)})
    )
    assert template.render(Context({"column": Column("n", "N", value=lambda row: 7, kind="number"), "row": 1})) == "7"


def test_a_timeline_tells_events_and_comments(request_of):
    at = datetime(2026, 11, 19, 16, 40, tzinfo=UTC)
    said = SimpleNamespace(
        kind="comment.added", actor="Tobias", text="Take the\nJanuary release.", at=at, is_comment=True
    )
    done = SimpleNamespace(kind="finding.issued", actor="Ana", text="issued the finding", at=at, is_comment=False)

    page = render_to_string("ui/_timeline.html", {"timeline": [said, done]}, request=request_of())

    assert '<div class="comment"><p>Take the<br>January release.</p></div>' in page
    assert '<span class="event-text">issued the finding</span>' in page
    assert 'data-tone="bad"' in page


def test_stacked_bars_stand_on_each_other_and_have_a_table(request_of):
    rows = [BarRow("Oct", [Value(3, "/findings/?month=10"), Value(1)]), BarRow("Nov", [Value(0), Value(0)])]
    chart = Bars("Findings opened", "Month", [Series("Minor", "mark-minor"), Series("Major", "mark-major")], rows)

    page = render_to_string("ui/_bars.html", {"chart": chart}, request=request_of())
    minor, major = chart.marks

    assert major["y"] + major["height"] + 1 == pytest.approx(minor["y"], abs=0.2)
    assert minor["height"] == pytest.approx(3 * major["height"], abs=3)
    assert "<title>Oct: Minor 3</title>" in page
    assert '<a href="/findings/?month=10">3</a>' in page
    assert "style=" not in page


@pytest.mark.parametrize(("most", "step", "steps"), [(0, 1, 1), (4, 1, 4), (8, 2, 4), (37, 10, 4), (499, 100, 5)])
def test_the_grid_of_a_chart_has_at_most_six_round_lines(most, step, steps):
    chart = Bars("t", "h", [Series("s", "mark-minor")], [BarRow("a", [Value(most)])])

    assert (chart.step, chart.steps) == (step, steps)


def test_a_sparkline_ends_in_its_last_value_and_survives_sameness():
    line = Sparkline("Coverage", [None, 70, 82.8], target=95)
    flat = Sparkline("Coverage", [3, 3])

    assert line.points.count(",") == 2
    assert line.last_y > line.target_y
    assert flat.last_y == 20


# Pages


def test_the_page_takes_its_theme_from_the_cookie_and_nothing_else(request_of):
    request = request_of()
    request.COOKIES["theme"] = "dark"
    assert ' data-theme="dark">' in render_to_string("base.html", request=request)

    request.COOKIES["theme"] = '"><script>'
    assert "data-theme=" not in render_to_string("base.html", request=request)


def test_the_frame_shows_where_one_is_and_what_is_late(request_of):
    entry = SimpleNamespace(
        label="My work",
        url="/mine/",
        icon="inbox-stack",
        count=5,
        current=True,
        key="w",
        tone="bad",
        count_words="late",
    )

    page = render_to_string("base.html", {"navigation": [entry], "search_url": "/search/"}, request=request_of())

    assert re.search(r'<a class="nav-link" href="/mine/" aria-current="page" data-go="w">', page)
    assert '<span class="nav-count" data-tone="bad">5<span class="visually-hidden"> late</span></span>' in page
    assert 'role="search" action="/search/"' in page
    assert page.count("<h1") == 0


def test_messages_are_said_as_status(request_of):
    page = render_to_string("ui/_messages.html", {"messages": [Message(25, "F-004 was issued.")]}, request=request_of())

    assert 'role="status"' in page
    assert '<p class="callout" data-tone="good">F-004 was issued.</p>' in page


def test_no_page_carries_a_script_or_a_style_inside(request_of):
    pages = [
        render_to_string(name, request=request_of())
        for name in ("base.html", "404.html", "403.html", "400.html", "500.html")
    ]

    for page in pages:
        assert not re.search(r"<script(?![^>]*\bsrc=)", page)
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=", page)


def test_our_mistake_can_be_shown_without_a_request():
    page = render_to_string("500.html")

    assert "Something went wrong on our side" in page
    assert "<symbol" not in page


# Redirects for scripts


def redirecting(_request):
    response = HttpResponseRedirect("/findings/1/")
    response.set_cookie("session", "s")
    return response


def test_a_script_is_told_where_to_go(request_of):
    answer = redirects_for_scripts(redirecting)(request_of(HX_Request="true"))

    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/findings/1/")
    assert answer.cookies["session"].value == "s"


def test_a_browser_is_redirected_as_ever(request_of):
    assert redirects_for_scripts(redirecting)(request_of()).status_code == 302


def test_other_answers_to_scripts_stay_as_they_are(request_of):
    answer = redirects_for_scripts(lambda _request: HttpResponse("refused", status=422))(request_of(HX_Request="true"))

    assert (answer.status_code, answer.content) == (422, b"refused")
