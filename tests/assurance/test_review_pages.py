"""The pages of management reviews and objectives: what a reader sees, what goes back filled, what a page costs."""

import pytest
from django.urls import reverse

from assurance.models import ManagementReview, ReviewInput, ReviewOutcome
from assurance.paper.minutes import said_by
from assurance.paper.review import told
from foundation.reports import ask, paper_of
from tests.reviewed import gathered, held, objective, planned, signed, spoken, top_manager

MOST = 12
REVIEWS, OBJECTIVES = reverse("assurance:reviews"), reverse("assurance:objectives")


@pytest.fixture(autouse=True)
def on_the_day(company_day):
    """Every door says it is the day of the company."""


def text_of(answer) -> str:
    return answer.content.decode()


def test_a_review_is_planned_noted_and_decided_in_the_browser(browse, company):
    ines, vera = browse("ines"), top_manager(company)

    ines.post(
        reverse("assurance:review_plan"),
        {"title": "Yearly review", "planned_on": "2026-12-09", "chair": vera.person.uuid, "agenda": "1. Figures"},
    )
    review = ManagementReview.objects.get()
    ines.post(step(review, "gather"), {"cut_off": "2026-11-20"})
    for one in review.inputs.all():
        ines.post(reverse("assurance:review_note", args=[one.uuid]), {"note": f"Note on {one.topic}"})
    ines.post(
        reverse("assurance:review_outcome_add", args=[review.uuid]), {"kind": "decision", "text": "The scope stays."}
    )
    ines.post(step(review, "hold"), {"held_on": "2026-11-20", "attendance": "Vera Lund", "minutes": "All said."})

    page = text_of(ines.get(review.get_absolute_url()))
    assert "Held, not signed" in page
    assert "The scope stays." in page
    assert "Note on feedback" in page


def step(review: ManagementReview, name: str) -> str:
    return reverse("foundation:step", args=["management_review", review.uuid, name])


def test_a_refused_plan_comes_back_filled(browse, company):
    vera = top_manager(company)

    answer = browse("ines").post(
        reverse("assurance:review_plan"),
        {"title": "Yearly review", "planned_on": "9999-01-01", "chair": vera.person.uuid},
    )

    assert answer.status_code == 422
    assert "Check the year." in text_of(answer)
    assert 'value="Yearly review"' in text_of(answer)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "2026-02-30", "\x00"])
def test_no_day_breaks_a_form(browse, company, day):
    review = gathered(company)
    adding = reverse("assurance:review_outcome_add", args=[review.uuid])

    codes = [
        browse("ines").post(step(review, "gather"), {"cut_off": day}).status_code,
        browse("ines").post(step(review, "hold"), {"held_on": day}).status_code,
        browse("ines")
        .post(adding, {"kind": "action", "text": "x", "owner": company.person("emma").uuid, "due_on": day})
        .status_code,
        browse("ines").post(reverse("assurance:objective_set"), {"title": "x", "by_on": day}).status_code,
    ]

    assert codes == [422, 422, 422, 422]


def test_what_is_recorded_is_taken_out_again_and_refused_later_with_a_sentence(browse, company):
    review = spoken(company)
    decision, action = review.outcomes.order_by("number")
    ines = browse("ines")

    ines.post(reverse("assurance:review_outcome_remove", args=[action.uuid]))
    ines.post(step(review, "hold"), {"held_on": "2026-11-20", "attendance": "Vera Lund", "minutes": "All said."})
    late = ines.post(reverse("assurance:review_outcome_remove", args=[decision.uuid]))

    assert late.status_code == 409
    assert list(review.outcomes.all()) == [decision]


def test_a_signed_review_says_that_it_is_unchanged_and_when_it_is_not(browse, company):
    review = signed(company)

    before = text_of(browse("tobias").get(review.get_absolute_url()))
    ReviewInput.objects.filter(topic="issues").update(note="Other.")
    after = text_of(browse("tobias").get(review.get_absolute_url()))

    assert "Signed, and unchanged since" in before
    assert review.sha256 in before
    assert "This record is not what was signed" in after


def test_the_owner_of_an_action_finishes_it_on_its_page(browse, company):
    signed(company)
    action = ReviewOutcome.objects.get(kind="action")
    emma = browse("emma")

    page = text_of(emma.get(action.get_absolute_url()))
    emma.post(reverse("assurance:review_outcome_done", args=[action.uuid]), {"done_note": "Renewed."})

    assert "It is done" in page
    assert action.review.get_absolute_url() not in page
    assert "Renewed." in text_of(emma.get(action.get_absolute_url()))


def test_the_lists_show_what_one_may_see_and_filter_by_how_it_stands(browse, company):
    signed(company)
    objective(company)

    assert "Yearly review" in text_of(browse("petra").get(REVIEWS))
    assert "Yearly review" not in text_of(browse("samir").get(REVIEWS))
    listed = reverse("assurance:review_actions")
    assert "Renew the recorders." in text_of(browse("emma").get(f"{listed}?standing=open&mine=true"))
    assert "Renew the recorders." not in text_of(browse("emma").get(f"{listed}?standing=late"))
    assert "Rooms end in time" in text_of(browse("samir").get(f"{OBJECTIVES}?standing=on_target"))
    assert "Rooms end in time" not in text_of(browse("emma").get(OBJECTIVES))


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", ["reviews", "review_actions", "objectives"])
def test_each_list_is_exported_as_it_is_shown(browse, company, name, kind):
    signed(company)
    objective(company)

    answer = browse("ines").get(reverse(f"assurance:{name}"), {"export": kind})

    assert answer.status_code == 200


@pytest.mark.parametrize("name", ["review", "list", "actions", "action", "objectives", "objective"])
def test_the_pages_cost_at_most_twelve_queries(browse, company, name, django_assert_max_num_queries):
    review, aim = signed(company), objective(company)
    addresses = {
        "review": review.get_absolute_url(),
        "list": REVIEWS,
        "actions": reverse("assurance:review_actions"),
        "action": review.outcomes.get(kind="action").get_absolute_url(),
        "objectives": OBJECTIVES,
        "objective": aim.get_absolute_url(),
    }
    reader = browse("ines")
    reader.get(addresses[name])

    with django_assert_max_num_queries(MOST):
        assert reader.get(addresses[name]).status_code == 200


def test_a_review_to_sign_costs_its_chair_at_most_twelve_queries(browse, company, django_assert_max_num_queries):
    review = held(company)
    company.cast["vera"] = top_manager(company)
    chair = browse("vera")
    chair.get(review.get_absolute_url())

    with django_assert_max_num_queries(MOST):
        assert "Sign" in text_of(chair.get(review.get_absolute_url()))


def test_the_paper_of_a_signed_review_says_what_was_signed_with_its_hash(company, cast):
    review = signed(company)
    ManagementReview.objects.filter(pk=review.pk).update(title="Other")
    review.refresh_from_db()

    said = told(said_by(review), user=cast["tobias"], at=review.updated_at)

    assert said["heading"] == "Yearly review"
    assert said["watermark"] == ""
    assert review.sha256 in said["foot"]["below"]
    assert [topic["clause"] for topic in said["inputs"]["topics"]][3:6] == ["9.3.2 d 1", "9.3.2 d 2", "9.3.2 d 3"]


def test_the_paper_is_made_for_readers_and_a_draft_says_that_it_is_one(company, cast):
    review, paper = planned(company), paper_of("review")

    made = paper.make(review, user=cast["ines"], at=review.updated_at)

    assert made.content.startswith(b"%PDF")
    assert made.name == "mr-2026-0001-management-review-draft.pdf"
    assert told(said_by(review), user=cast["ines"], at=review.updated_at)["watermark"] == "DRAFT"
    assert paper.find(cast["samir"], review.uuid) is None
    assert ask(actor=cast["ines"], paper=paper, subject=review).kind == "report.review"


def test_the_board_leads_to_what_waits(browse, company):
    spoken(company, title="Next")
    signed(company)

    page = text_of(browse("ines").get(reverse("foundation:board")))

    assert "1 review in preparation" in page
    assert "1 action open" in page
