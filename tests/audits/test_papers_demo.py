"""The working papers and samples of the demonstration: as many as promised, and drawn as they say."""

from audits.models import Sample, WorkingPaper
from audits.sampling import Member, draw, population_hash


def test_sixty_papers_some_of_them_unsigned_and_samples_that_can_be_drawn_again(demonstrated, db):
    papers = list(WorkingPaper.objects.select_related("audit"))

    assert (len(papers), len({paper.audit_id for paper in papers})) == (60, 10)
    assert {paper.audit.state for paper in papers if paper.reviewed_by_id is None} == {"in_progress"}
    assert not [paper.ref for paper in papers if paper.item_id is None]
    for sample in Sample.objects.prefetch_related("items"):
        members = [Member(*entry) for entry in ((key, "", group) for key, group in sample.population)]
        assert sample.sha256 == population_hash(members)
        drawn = draw(members, sample.size, seed=sample.seed) if sample.method == "random" else members
        assert [item.key for item in sample.items.all()] == [one.key for one in drawn]
