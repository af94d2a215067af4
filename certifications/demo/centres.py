"""Centres in the demonstration: needs with their outcomes, Centre Northmark with its board, and what is published."""

from pathlib import Path

from assurance.demo import load_evidence
from assurance.models import EvidenceVersion
from certifications.actions.assessments import PREFIX
from certifications.demo.visits import load_visits
from certifications.models import Agreement, AuthorisingAuthority, Centre, CentreRoom, NeedsAssessment, PublicItem, Seat
from certifications.workflows import ASSESSMENT, CENTRE, PUBLIC_ITEM
from foundation.demonstration import Story, lines_of
from foundation.demonstration.story import SOURCE
from foundation.directory.models import Site
from foundation.numbers import next_reference

CONTENT = Path(__file__).parent.parent / "content" / "demo"
AUTHORITY = "Northmark Network Security Authority"
INDEPENDENCE = (
    "The head answers to the board for what is shown and to nobody in research, delivery or sales. "
    "Results of examinations belong to whoever examined; the company comments and cannot change them."
)
RULES = (
    "Phones, cameras and radios stay at reception. Devices are noted with their serial number, in and out.\n"
    "Nobody is in a clean room without the host. Nothing is photographed or copied.\n"
    "Notes are written on paper of the centre; the host reads them before they leave the room.\n"
    "What is seen is protected under the agreement with the visitor's organisation."
)
ROOMS = (("Clean room 1", True, 6), ("Clean room 2", True, 4), ("Demonstration room", False, 16))


def load_centres(story: Story) -> None:
    """Writes the chapter: papers, authorities, needs, the centre, its visits, and the texts for everybody."""
    load_evidence(story, lambda line: (), content=CONTENT / "centre_papers.csv")
    authority = _authorities(story)
    needs = {line["key"]: _need(story, line) for line in lines_of(CONTENT / "assessments.csv")}
    centre = _centre(story, needs["northmark"])
    _parts(story, centre, authority)
    load_visits(story, centre, authority)
    for line in lines_of(CONTENT / "public_items.csv"):
        _item(story, line, centre)


def _authorities(story: Story) -> AuthorisingAuthority:
    """The one whose contact was checked, and one that nobody has called back yet."""
    checked = {"called_on": story.day(-84), "called_by": story.people["P-0047"]}
    known = AuthorisingAuthority.objects.create(
        name=AUTHORITY,
        country="XA",
        unit=story.units["EUR-RD"],
        contact="Office for vendor examinations, by its switchboard",
        number_from="Register of authorities of Northmark, page of the authority",
        **checked,
    )
    new = AuthorisingAuthority.objects.create(
        name="Communications Regulator of Castria",
        country="XC",
        unit=story.units["MEA-OPS"],
        contact="Licensing department, letter of last month",
    )
    for authority in (known, new):
        story.imported(authority, "authority.added")
    return known


def _need(story: Story, line: dict[str, str]) -> NeedsAssessment:
    decided = {"decided_by": story.accounts.get(line["decider"]), "decided_on": story.maybe_day(line["decided"])}
    row = NeedsAssessment(
        ref=next_reference(PREFIX, story.on.year),
        unit=story.units[line["unit"]],
        drivers=line["drivers"].split(";"),
        author=story.account(line["author"]),
        state=line["state"],
        revisit_on=story.maybe_day(line["revisit"]),
        **{name: line[name] for name in ("reasons", "options", "decision")},
        **decided,
    )
    row.full_clean()
    row.save()
    _tell_need(story, line, row)
    ASSESSMENT.place(row, line["state"], actor=story.robot, on=story.on, source=SOURCE)
    return row


def _tell_need(story: Story, line: dict[str, str], row: NeedsAssessment) -> None:
    words = {"needed": "find_needed", "not_needed": "find_not_needed"}
    written, author = story.moment(line["written"], "10:20", unit=row.unit), story.account(line["author"])
    story.tell(at=written, actor=author, kind="assessment.written", subject=row, summary="wrote the assessment")
    asked = story.moment(int(line["written"]) + 2, "15:05", unit=row.unit)
    story.tell(at=asked, actor=author, kind="assessment.submit", subject=row, summary="asked for the decision")
    if line["decider"]:
        decided, who = story.moment(line["decided"], "11:45", unit=row.unit), story.account(line["decider"])
        summary = f"decided: {row.get_state_display().lower()}"
        story.tell(at=decided, actor=who, kind=f"assessment.{words[line['state']]}", subject=row, summary=summary)
    story.backdate(written, row)


def _centre(story: Story, need: NeedsAssessment) -> Centre:
    centre = Centre(
        name="Centre Northmark",
        unit=story.units["EUR-RD"],
        site=Site.objects.get(code="S-14"),
        head=story.people["P-0047"],
        assessment=need,
        functions=["demonstrate", "exchange", "test"],
        independence=INDEPENDENCE,
        security_concept=EvidenceVersion.objects.get(evidence__ref="EV-0521"),
        rules=RULES,
        rules_edition=3,
        author=story.account("P-0008"),
        approved_by=story.account("P-0014"),
    )
    centre.full_clean()
    centre.save()
    past = [
        (-1680, "proposed", "P-0008", "proposed the centre"),
        (-1678, "assess", "P-0008", "named the needs assessment"),
        (-1671, "approve", "P-0014", "approved the centre"),
        (-1660, "build", "P-0008", "began to build"),
        (-1480, "open", "P-0014", "opened the centre"),
    ]
    for offset, step, who, summary in past:
        at = story.moment(offset, unit=centre.unit, key=step)
        story.tell(at=at, actor=story.account(who), kind=f"centre.{step}", subject=centre, summary=summary)
    story.backdate(story.moment(-1680, "09:00", unit=centre.unit), centre)
    CENTRE.place(centre, Centre.State.OPERATIONAL, actor=story.robot, on=story.on, source=SOURCE)
    return centre


def _parts(story: Story, centre: Centre, authority: AuthorisingAuthority) -> None:
    for line in lines_of(CONTENT / "board.csv"):
        facts = {name: line[name] for name in ("party", "organisation", "name")}
        Seat.objects.create(centre=centre, is_chair=bool(line["chair"]), from_on=story.day(line["from"]), **facts)
    for name, is_clean, seats in ROOMS:
        CentreRoom.objects.create(centre=centre, name=name, is_clean=is_clean, seats=seats)
    agreed = [
        (authority, "", "Examination of releases, records and source", "EV-0522", -1500, 41),
        (None, "Telvia", "Acceptance tests of the access node", "EV-0523", -385, None),
        (None, "Ferrolane", "Demonstrations before an offer", "", -700, -335),
    ]
    for partner, customer, words, ref, first, last in agreed:
        Agreement.objects.create(
            centre=centre,
            authority=partner,
            customer=customer,
            agreed=words,
            evidence=EvidenceVersion.objects.filter(evidence__ref=ref).first(),
            from_on=story.day(first),
            until_on=None if last is None else story.day(last),
        )


def _item(story: Story, line: dict[str, str], centre: Centre) -> None:
    published = story.maybe_day(line["published"])
    item = PublicItem.objects.create(
        unit=story.units[line["unit"]],
        centre=centre if line["centre"] else None,
        author=story.accounts[line["author"]],
        published_on=published,
        **{name: line[name] for name in ("title", "text")},
    )
    told = [("written", line["written"], "wrote it"), ("publish", line["published"], "published it")]
    for step, offset, summary in told:
        if offset:
            at = story.moment(offset, "10:30", unit=item.unit)
            kind = f"public_item.{step}"
            story.tell(at=at, actor=item.author, kind=kind, subject=item, summary=summary)
    story.backdate(story.moment(line["written"], "10:30", unit=item.unit), item)
    PUBLIC_ITEM.place(item, line["state"], actor=story.robot, on=story.on, source=SOURCE)
