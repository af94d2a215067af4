"""The working papers of the year and what was drawn for them, written while the audits were on site."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from audits.demo.audits import CONTENT
from audits.models import Audit, ChecklistItem, Sample, SampleItem, WorkingPaper
from audits.sampling import Member, draw, population_hash
from foundation.demonstration import Story, lines_of

Line = Mapping[str, str]


def load_papers(story: Story) -> None:
    """Writes the papers in the order of the days within each audit, then the samples."""
    audits = {audit.ref: audit for audit in Audit.objects.select_related("unit", "lead")}
    numbers: dict[str, int] = {}
    for line in lines_of(CONTENT / "working_papers.csv"):
        numbers[line["audit"]] = numbers.get(line["audit"], 0) + 1
        _paper(story, line, audits[line["audit"]], numbers[line["audit"]])
    for line in lines_of(CONTENT / "samples.csv"):
        _sample(story, line, audits[line["audit"]])


def _paper(story: Story, line: Line, audit: Audit, number: int) -> None:
    signed = line["reviewer"] != ""
    paper = WorkingPaper(
        **{name: line[name] for name in ("kind", "title", "place", "persons", "text")},
        audit=audit,
        number=number,
        ref=f"{audit.ref}-W{number:02d}",
        item=_item(audit, line["question"]),
        author=story.people[line["author"]],
        at=story.moment(line["offset"], line["clock"], unit=audit.unit),
        reviewed_by=story.somebody(line["reviewer"]),
        reviewed_on=story.day(line["offset"]) if signed else None,
    )
    paper.full_clean()
    paper.save()
    written = story.moment(line["offset"], "17:40", unit=audit.unit)
    story.backdate(written, paper)
    summary = _("wrote it: %(kind)s") % {"kind": paper.get_kind_display().lower()}
    author = story.account(line["author"])
    story.tell(at=written, actor=author, kind="working_paper.written", subject=paper, summary=summary)
    if signed:
        at = story.moment(line["offset"], "18:30", unit=audit.unit)
        reviewer = story.account(line["reviewer"])
        told = {"kind": "working_paper.signed_off", "summary": _("signed it off")}
        story.tell(at=at, actor=reviewer, subject=paper, **told)


def _item(audit: Audit, number: str) -> ChecklistItem | None:
    return ChecklistItem.objects.filter(audit=audit, number=number).first()


def _sample(story: Story, line: Line, audit: Audit) -> None:
    members = [Member(f"{line['prefix']}{number:03d}") for number in range(1, int(line["count"]) + 1)]
    drawn = members if line["method"] == Sample.Method.ALL else draw(members, int(line["size"]), seed=line["seed"])
    number = audit.samples.count() + 1
    finished = line["finished_offset"]
    sample = Sample(
        **{name: line[name] for name in ("title", "description", "source", "method", "seed", "extrapolation")},
        audit=audit,
        number=number,
        ref=f"{audit.ref}-S{number:02d}",
        paper=WorkingPaper.objects.filter(ref=line["question_paper"]).first(),
        population=[[one.key, one.stratum] for one in members],
        population_size=len(members),
        sha256=population_hash(members),
        size=len(drawn),
        drawn_by=story.people[line["drawn_by"]],
        drawn_on=story.day(line["offset"]),
        finished_by=story.people[line["drawn_by"]] if finished else None,
        finished_on=story.maybe_day(finished),
    )
    sample.full_clean()
    sample.save()
    SampleItem.objects.bulk_create(_items(story, line, sample, drawn))
    _tell(story, line, sample)


def _items(story: Story, line: Line, sample: Sample, drawn: list[Member]) -> list[SampleItem]:
    """Conforming as far as one has come, but for those that the content names."""
    named = dict(entry.split("=", 1) for entry in line["results"].split(";") if entry)
    items = []
    for order, one in enumerate(drawn, start=1):
        item = SampleItem(sample=sample, order=order, key=one.key)
        if order <= int(line["answered"]):
            item.result, _colon, item.note = named.get(str(order), SampleItem.Result.CONFORMS).partition(":")
            item.answered_by = sample.drawn_by
            item.answered_at = story.moment(
                line["offset"], f"{11 + order // 6:02d}:{order * 7 % 60:02d}", unit=sample.unit
            )
        items.append(item)
    return items


def _tell(story: Story, line: Line, sample: Sample) -> None:
    actor, unit = story.account(line["drawn_by"]), sample.unit
    words = {"size": sample.size, "of": sample.population_size, "how": sample.get_method_display()}
    at = story.moment(line["offset"], "10:50", unit=unit)
    summary = _("drew %(size)d of %(of)d. %(how)s") % words
    details = {"seed": sample.seed, "sha256": sample.sha256, "source": sample.source}
    story.tell(at=at, actor=actor, kind="audit_sample.drawn", subject=sample, summary=summary, details=details)
    if line["finished_offset"]:
        deviating = sample.items.filter(result=SampleItem.Result.DEVIATES).count()
        summary = _("finished it: %(deviating)d of %(size)d deviate") % {"deviating": deviating, "size": sample.size}
        at = story.moment(line["finished_offset"], "16:30", unit=unit)
        story.tell(at=at, actor=actor, kind="audit_sample.finished", subject=sample, summary=summary)
