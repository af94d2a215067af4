"""The pages of reporting and of cases: who sees what of a case, and what never leaves it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from people.cases import actions
from people.cases.models import Case, Message, SealOpening
from tests.cases import lead_to, reported
from tests.company import TODAY
from tests.test_access_matrix import sign_in

STAGES = ("reported", "investigating", "hearing", "decision_pending", "sanctioned")
PARTS = ("inquiry", "decision", "messages", "log")


@pytest.fixture(autouse=True)
def no_limits(settings):
    settings.ACCOUNT_RATE_LIMITS = False


def browser(user=None):
    client = Client()
    if user is not None:
        sign_in(client, user)
    return client


def page(user, name, *args):
    return browser(user).get(reverse(f"cases:{name}", args=args))


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


# Reporting.


def report(client, company, **more):
    told = {"category": "control_bypass", "unit": company.units["HQ"].uuid, "description": "It ran past the gateway."}
    return client.post(reverse("cases:report"), {**told, **more})


def code_in(answer):
    return re.search(r'report-token-words"[^>]*>([^<]+)<', answer.content.decode())[1]


def test_nobody_needs_to_sign_in_to_report(company):
    client = browser()
    answer = report(client, company, files=SimpleUploadedFile("Emma Cole.txt", b"what I saw"))

    case = Case.objects.get()
    assert answer.status_code == 200
    assert code_in(answer).count("-") == 4
    assert case.anonymous
    assert case.files.get().name == "file-1.txt"
    assert client.cookies.keys() <= {"csrf", "csrftoken"}


def test_who_is_not_signed_in_sends_a_few_small_files(company, settings):
    settings.MAX_NAMELESS_BYTES, settings.MOST_NAMELESS_FILES = 10, 2
    small = [SimpleUploadedFile(f"{number}.txt", b"seen") for number in range(3)]
    large = SimpleUploadedFile("large.txt", b"seen and written down")

    assert report(browser(), company, files=small).status_code == 200
    refused = report(browser(), company, files=large)

    assert Case.objects.get().files.count() == 2
    assert refused.status_code == 422
    assert "at most 10 bytes are allowed" in text_of(refused)


def test_the_code_opens_the_report_and_nothing_else_does(company):
    client = browser()
    code = code_in(report(client, company))
    case = Case.objects.get()
    actions.write_to_reporter(actor=company.cast["grace"], case=case, text="Which gateway?", on=TODAY)
    follow = reverse("cases:follow")

    opened = client.post(follow, {"code": code.lower().replace("-", " ")})
    answered = client.post(follow, {"code": code, "text": "The one of site 4."})

    assert "Which gateway?" in text_of(opened)
    assert "Grace" not in text_of(opened)
    assert "Your message is sent." in text_of(answered)
    assert Message.objects.filter(from_reporter=True).get().text == "The one of site 4."
    assert client.post(follow, {"code": "AAAA-AAAA-AAAA-AAAA-AAAA"}).status_code == 422
    assert "session" not in " ".join(client.cookies.keys())


def test_an_answer_without_words_keeps_the_code(company):
    client = browser()
    code = code_in(report(client, company))

    answer = client.post(reverse("cases:follow"), {"code": code, "text": " "})

    assert code in answer.content.decode()
    assert not Message.objects.exists()


def test_who_gives_a_name_reads_the_answer_on_a_page_of_their_own(company, cast):
    client = browser(cast["sven"])
    assert "What concerns me" in text_of(client.get(reverse("cases:report")))
    answer = report(client, company, naming="named")

    case = Case.objects.get()
    assert answer.url == reverse("cases:own_report", args=[case.uuid])
    assert "Acknowledged at the latest" in text_of(client.get(answer.url))
    assert page(cast["rosa"], "own_report", case.uuid).status_code == 404
    client.post(answer.url, {"text": "One thing more."})
    assert Message.objects.get().text == "One thing more."


def test_who_is_signed_in_and_gives_no_name_is_nobody(company, cast):
    answer = report(browser(cast["sven"]), company, naming="nameless")

    case = Case.objects.get()
    assert code_in(answer)
    assert case.reporter.person is None
    assert {event.content.actor.kind for event in case.events.select_related("content__actor")} == {"robot"}
    assert {event.content.ip for event in case.events.select_related("content")} == {None}


@pytest.mark.parametrize("sent", [{}, {"description": "\x00"}, {"unit": "x", "category": "y"}])
def test_a_report_that_lacks_something_comes_back_filled(company, sent):
    assert report(browser(), company, **({"description": ""} | sent)).status_code == 422


def test_too_many_reports_from_one_address_wait(company, settings):
    settings.ACCOUNT_RATE_LIMITS = {"report": "2/h/ip"}
    client = browser()

    statuses = [report(client, company).status_code for _ in range(3)]

    assert statuses == [200, 200, 429]


# Those who work on a case.


@pytest.mark.parametrize("stage", STAGES)
def test_every_page_of_a_case_opens_in_every_state_with_few_questions(
    company, cast, stage, django_assert_max_num_queries
):
    case = lead_to(company, stage)
    client = browser(cast["grace"])
    urls = [case.get_absolute_url(), *(reverse("cases:case_part", args=[case.uuid, part]) for part in PARTS)]

    for url in [reverse("cases:home"), *urls]:
        with django_assert_max_num_queries(12):
            answer = client.get(url)
        assert answer.status_code == 200, url
        assert "Sven" not in text_of(answer)
        assert "Rosa" not in text_of(answer)


@pytest.mark.parametrize("stage", STAGES)
def test_every_step_opens_as_a_sheet(company, cast, stage):
    case = lead_to(company, stage)
    client = browser(cast["grace"])
    page_of_it = client.get(case.get_absolute_url()).content.decode()
    sheets = set(re.findall(r'href="([^"]+/(?:steps|add|seals)/[^"]+)"', page_of_it))

    assert sheets
    assert {url: client.get(url).status_code for url in sheets} == dict.fromkeys(sheets, 200)


def test_a_sealed_name_opens_for_a_reason_and_stands_in_one_answer_alone(company, cast):
    case, client = reported(company), browser(cast["grace"])
    url = reverse("cases:seal", args=[case.uuid, "reporter"])

    assert client.post(url, {"reason": " "}).status_code == 422
    answer = client.post(url, {"reason": "To ask about the day."})

    assert "Rosa Meyer" in text_of(answer)
    assert SealOpening.objects.get().reason == "To ask about the day."
    assert "Rosa Meyer" not in text_of(client.get(url))
    months = page(cast["dpo"], "openings")
    assert "To ask about the day." in text_of(months)
    assert "Rosa" not in text_of(months)


def test_words_of_an_interview_are_covered_for_the_person(company, cast):
    case = lead_to(company, "hearing")
    row = case.interviews.get()
    row.notes = "Wanda Kos saw the session. Wanda told nobody."
    row.save()
    client, url = browser(cast["grace"]), reverse("cases:interview", args=[case.uuid, row.uuid])

    assert "█████ saw the session. █████ told nobody." in text_of(client.get(url))
    client.post(url, {"words": ["0", "1"], "everywhere": "on", "save": "save"})

    read = text_of(page(cast["sven"], "own_case", case.uuid))
    assert "█████ saw the session. █████ told nobody." in read
    assert "Wanda" not in read


def test_the_person_reads_letters_of_their_own(company, cast):
    case = lead_to(company, "sanctioned")

    for kind in ("hearing", "decision"):
        own = page(cast["sven"], "own_letter", case.uuid, kind)
        seen = page(cast["grace"], "case_letter", case.uuid, kind)
        assert own.content.startswith(b"%PDF")
        assert own["Content-Disposition"] == seen["Content-Disposition"] == 'attachment; filename="letter.pdf"'


def test_the_person_names_a_companion_and_appeals(company, cast):
    case = lead_to(company, "sanctioned")
    client = browser(cast["sven"])
    url = reverse("cases:own_case", args=[case.uuid])

    assert "Appeal" in text_of(client.get(url))
    answer = client.post(reverse("cases:case_step", args=[case.uuid, "appeal"]), {"grounds": "I had leave to do so."})

    assert answer.url == url
    case.refresh_from_db()
    assert case.state == Case.State.UNDER_APPEAL


def test_none_and_forbidden_are_the_same_404(company, cast):
    case = lead_to(company, "investigating")
    there, nowhere = case.uuid, company.units["HQ"].uuid

    for name in ("case", "own_case", "own_report"):
        answers = [page(cast["wanda"], name, uuid) for uuid in (there, nowhere)]
        assert [answer.status_code for answer in answers] == [404, 404]
        assert told(answers[0], there) == told(answers[1], nowhere)


def told(answer, uuid):
    """What an answer says, without the token of its form and the address itself."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", answer.content.decode()).replace(str(uuid), "")


def test_titles_and_addresses_tell_nothing(company, cast):
    case = reported(company)
    answer = page(cast["grace"], "case", case.uuid)

    assert re.search(r"<title>\s*Case · Attest", answer.content.decode())
    assert answer["X-Robots-Tag"].startswith("noindex")
    assert "no-store" in answer["Cache-Control"]
    assert case.ref not in answer.request["PATH_INFO"]
