"""Lists of requirements out of CSV, XLSX and OSCAL files: read, compared, taken over, and refused with the place."""

import io
import json

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assurance.actions import add_control, ask_to_take_import, load_framework, read_import, take_import
from assurance.actions.frameworks import set_transition
from assurance.models import Framework, FrameworkImport, Requirement
from assurance.reading import read_listing
from foundation import jobs
from foundation.models import Event
from foundation.models.work import Job
from foundation.refusals import Refused
from tests.company import TODAY

FACTS = {"title": "Baseline controls", "edition": "5", "issuer": "Meridane Networks"}


def control(code, title, *, label="", withdrawn=False, controls=(), **more):
    """A control as catalogs of the field write it."""
    props = [{"name": "label", "value": label or code.upper()}, {"name": "sort-id", "value": code}]
    if label:
        props.insert(0, {"name": "label", "class": "zero-padded", "value": f"0{label}"})
    if withdrawn:
        props.append({"name": "status", "value": "withdrawn"})
    parts = [{"name": "statement", "prose": "The prose of a control, which is never kept."}]
    return {"id": code, "title": title, "props": props, "parts": parts, "controls": list(controls), **more}


def catalog(*groups, version="1.1.2", **more):
    """A catalog with access control, audit, and a group within a group, in the shape of the published ones."""
    rows = groups or (
        {
            "id": "ac",
            "title": "Access control",
            "controls": [
                control("ac-1", "Policy and procedures"),
                control(
                    "ac-2",
                    "Account\n management",
                    controls=[
                        control("ac-2.1", "Automated account management", label="AC-2(1)"),
                        control("ac-2.10", "Shared credentials", label="AC-2(10)", withdrawn=True),
                    ],
                ),
                control("ac-3", "Old rule", withdrawn=True),
            ],
        },
        {
            "id": "au",
            "title": "Audit",
            "groups": [
                {
                    "id": "au-x",
                    "title": "Records",
                    "params": [{"id": "p-1", "label": "period of time"}],
                    "controls": [control("au-1", "Kept for {{ insert: param, p-1 }} at least")],
                }
            ],
        },
    )
    metadata = {"title": "Baseline controls", "version": "5.1", "oscal-version": version, **more}
    return {"catalog": {"uuid": "c", "metadata": metadata, "groups": list(rows)}}


def as_file(found):
    return json.dumps(found).encode()


def rows_of(content, name="list.json"):
    return {line["ref"]: line for line in read_listing(name, content).lines}


def refusals(content, name="list.json"):
    with pytest.raises(ValidationError) as refused:
        read_listing(name, content)
    return refused.value.message_dict["rows"]


def test_a_catalog_becomes_lines_with_families_enhancements_and_withdrawn_controls():
    rows = rows_of(as_file(catalog()))

    assert list(rows) == ["AC-1", "AC-2", "AC-2(1)", "AC-2(10)", "AC-3", "AU-1"]
    assert (rows["AC-2(1)"]["kind"], rows["AC-2(1)"]["parent"]) == ("enhancement", "AC-2")
    assert (rows["AC-2(10)"]["withdrawn"], rows["AC-2(10)"]["assessable"]) == ("yes", "no")
    assert (rows["AC-3"]["kind"], rows["AC-3"]["withdrawn"]) == ("control", "yes")
    assert (rows["AU-1"]["family"], rows["AU-1"]["theme"]) == ("AU", "Records")
    assert rows["AU-1"]["title"] == "Kept for [period of time] at least"
    assert rows["AC-2"]["title"] == "Account management"


def test_the_prose_of_a_catalog_is_never_kept():
    assert "prose" not in json.dumps(read_listing("list.json", as_file(catalog())).lines)


@pytest.mark.parametrize("version", ["1.0.0", "1.0.4", "1.1.2", "1.2.1"])
def test_catalogs_of_these_versions_are_read(version):
    assert rows_of(as_file(catalog(version=version)))


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"{not json", "Line 1, column 2"),
        (b"\xff\xfe", "This is not JSON"),
        (b"[]", "catalog: missing"),
        (b'{"profile": {}}', "catalog: missing"),
        (as_file(catalog(version="2.0.0")), "catalog.metadata.oscal-version"),
        (as_file(catalog(version="")), "catalog.metadata.oscal-version"),
        (
            as_file(catalog({"id": "a", "title": "A", "controls": [{"id": "a-1"}]})),
            "catalog.groups[0].controls[0].title",
        ),
        (as_file(catalog({"id": "a", "title": "A", "controls": [{"title": "x"}]})), "catalog.groups[0].controls[0].id"),
        (
            as_file(catalog({"id": "a", "title": "A", "controls": "x"})),
            "catalog.groups[0].controls: this is not a list",
        ),
        (as_file(catalog({"id": "a", "title": "A", "controls": [7]})), "catalog.groups[0].controls[0]: this is not an"),
        (
            as_file(catalog({"id": "a", "title": "A", "controls": [control("a-1", "x"), control("a-1", "y")]})),
            "catalog.groups[0].controls[1]: the reference A-1 stands twice",
        ),
        (as_file(catalog({"id": "a", "title": "A"})), "The list is empty."),
        (b"[" * 100_000, "The file is nested too deeply."),
        (b" " * 5_000_001, "The file is larger than 5 MB."),
    ],
)
def test_a_broken_catalog_is_refused_naming_the_place(content, place):
    assert refusals(content)[0].startswith(place)


def test_controls_nested_without_end_are_refused():
    inner = control("x-30", "last")
    for number in range(29, 0, -1):
        inner = control(f"x-{number}", "next", controls=[inner])

    assert "nested more than 20 deep" in refusals(as_file(catalog({"id": "x", "title": "X", "controls": [inner]})))[0]


def workbook(*rows):
    book, stream = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(stream)
    return stream.getvalue()


HEAD = ("ref", "title", "kind", "assessable", "parent")


def test_a_workbook_is_read_like_a_table():
    content = workbook(HEAD, ("A", "Access", "clause", "no", None), (None,) * 5, ("A.1", "Rules", "control", True, "A"))

    rows = rows_of(content, "list.xlsx")

    assert (rows["A.1"]["assessable"], rows["A.1"]["parent"], rows["A.1"]["place"]) == ("yes", "A", "Line 4")


def test_a_reference_that_a_workbook_made_a_number_is_refused_with_its_column():
    content = workbook(HEAD, (5.1, "Policies", "control", "yes", None))

    assert refusals(content, "list.xlsx")[0].startswith("Line 2, column “ref”: a number")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 nonsense", b"ref,title,kind,assessable"])
def test_what_is_no_workbook_is_refused(content):
    assert len(refusals(content, "list.xlsx")) == 1


def test_other_kinds_of_files_are_refused():
    assert refusals(b"x", "list.pdf") == ["Only .csv, .xlsx and OSCAL catalogs as .json are read."]


def test_parents_that_lead_in_a_circle_are_refused_and_not_followed_for_ever():
    lines = b"ref,title,kind,assessable,parent\nA,One,clause,no,B\nB,Two,clause,no,A\n"

    assert "lead in a circle" in refusals(lines, "list.csv")[0]


@pytest.fixture
def loaded(company):
    listing = read_listing("list.json", as_file(catalog()))
    load_framework(actor=company.cast["ines"], code="BASE", facts=FACTS, rows=listing.lines, version=listing.version)
    return Framework.objects.get(code="BASE")


def read_again(company, found, code="BASE"):
    return read_import(actor=company.cast["ines"], code=code, listing=read_listing("list.json", as_file(found)))


def changed_catalog():
    found = catalog(version="1.2.0")
    first = found["catalog"]["groups"][0]["controls"]
    first[0]["title"] = "Policy, procedures and roles"
    first[1]["props"][0]["value"] = "AC-02"  # another label of the same control
    first.pop()
    return found


def test_the_list_of_a_catalog_is_a_framework_with_tree_and_families(loaded):
    row = loaded.requirements.get(ref="AC-2(1)")

    assert (row.parent.ref, row.family, row.kind, loaded.source_version) == ("AC-2", "AC", "enhancement", "5.1")
    assert loaded.requirements.filter(withdrawn=True).count() == 2


def test_a_second_import_changes_nothing(company, loaded):
    read = read_again(company, catalog())

    assert read.difference["counts"] == {"added": 0, "changed": 0, "missing": 0, "unchanged": 6, "lines": 6}
    before = list(loaded.requirements.values())
    take_import(actor=company.cast["ines"], framework_import=read, on=TODAY)
    assert list(loaded.requirements.values()) == before


def test_a_changed_title_is_a_difference_with_what_hangs_on_it_and_keeps_the_links(company, loaded):
    row = loaded.requirements.get(ref="AC-2")
    facts = {"code": "C-9", "statement": "Accounts are managed.", "kind": "preventive", "requirements": [row]}
    held = add_control(actor=company.cast["ines"], unit=company.units["TS"], **facts, on=TODAY)

    read = read_again(company, changed_catalog())

    changed = {entry["ref"]: entry for entry in read.difference["changed"]}
    assert changed["AC-1"]["fields"] == [
        {"name": "title", "old": "Policy and procedures", "new": "Policy, procedures and roles"}
    ]
    assert changed["AC-02"]["fields"] == [{"name": "ref", "old": "AC-2", "new": "AC-02"}]
    assert changed["AC-02"]["touches"] == {"controls": 1}
    assert [entry["ref"] for entry in read.difference["missing"]] == ["AC-3"]
    assert row.title == Requirement.objects.get(pk=row.pk).title  # nothing has changed yet
    take_import(actor=company.cast["ines"], framework_import=read, on=TODAY)
    assert held.requirements.get().ref == "AC-02"
    assert Requirement.objects.get(framework=loaded, ref="AC-2(1)").parent_id == row.pk


def test_a_read_list_is_taken_over_by_a_job_that_tells_what_it_did(company, loaded):
    read = read_again(company, changed_catalog())

    job = ask_to_take_import(actor=company.cast["ines"], framework_import=read)
    assert ask_to_take_import(actor=company.cast["ines"], framework_import=read) == job
    jobs.run(job.uuid)

    job.refresh_from_db()
    read.refresh_from_db()
    assert (job.state, job.done_count, job.total_count) == (Job.State.DONE, 2, 2)
    assert job.message == "0 added, 2 changed, 3 unchanged."
    assert read.state == FrameworkImport.State.TAKEN
    assert Event.objects.about(loaded).filter(kind="framework.loaded").count() == 2


def test_a_list_is_not_taken_over_when_the_framework_changed_since_it_was_shown(company, loaded):
    read = read_again(company, changed_catalog())
    loaded.requirements.filter(ref="AC-1").update(title="Something else")

    with pytest.raises(Refused):
        take_import(actor=company.cast["ines"], framework_import=read, on=TODAY)
    job = ask_to_take_import(actor=company.cast["ines"], framework_import=read)
    jobs.run(job.uuid)

    job.refresh_from_db()
    read.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert "look again" in job.message
    assert read.difference["changed"][0]["fields"][0]["old"] == "Something else"
    assert loaded.requirements.get(ref="AC-1").title == "Something else"


def test_a_new_framework_needs_a_name(company):
    listing = read_listing("list.json", as_file(catalog()))

    with pytest.raises(ValidationError) as refused:
        read_import(actor=company.cast["ines"], code="NEW", listing=listing, facts={"title": "Only a title"})

    assert {"edition", "issuer"} <= set(refused.value.message_dict)


@pytest.mark.parametrize("name", ["samir", "petra", "tobias", "emma"])
def test_others_read_no_lists(company, name):
    listing = read_listing("list.json", as_file(catalog()))

    with pytest.raises(PermissionDenied):
        read_import(actor=company.cast[name], code="NEW", listing=listing, facts=FACTS)


def test_an_edition_ends_after_the_last_new_certificate(company, loaded):
    facts = {"old": loaded, "new": company.framework, "no_new_after": TODAY, "ends_on": TODAY.replace(day=1)}

    with pytest.raises(ValidationError) as refused:
        set_transition(actor=company.cast["ines"], **facts)

    assert list(refused.value.message_dict) == ["no_new_after"]


def test_an_edition_that_is_not_in_use_is_no_criterion(company, loaded):
    loaded.active = False
    loaded.save()

    assert not Framework.objects.in_force(TODAY).filter(pk=loaded.pk).exists()
