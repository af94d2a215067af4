import io

import pytest
from django.core.management import CommandError, call_command

from assurance.models import Framework, Requirement
from foundation.models import Event

HEADER = "ref,title,kind,theme,parent,assessable"
GOOD = [HEADER, "1,Scope,clause,,,no", "1.1,Boundaries,clause,scope,1,yes", "A.1,Policies,control,people,,yes"]


@pytest.fixture
def load(tmp_path, db):
    def run(*lines, content=None, code="TEST-1", **options):
        path, told = tmp_path / "list.csv", io.StringIO()
        path.write_bytes(content if content is not None else "\n".join(lines).encode())
        options = {"title": "A framework", "edition": "1", **options}
        arguments = [f"--{name}={value}" for name, value in options.items() if value is not True]
        flags = ["--dry-run"] if options.get("dry_run") else []
        call_command("load", "framework", str(path), f"--code={code}", *arguments, *flags, stdout=told)
        return told.getvalue()

    return run


def refusal(load, *lines, **options):
    with pytest.raises(CommandError) as refused:
        load(*lines, **options)
    return str(refused.value).splitlines()


def test_a_list_becomes_a_framework_with_its_requirements(load):
    told = load(*GOOD)

    assert told == "Loaded: 3 added, 0 changed, 0 unchanged.\n"
    requirement = Requirement.objects.get(framework__code="TEST-1", ref="1.1")
    assert (requirement.title, requirement.parent.ref, requirement.assessable) == ("Boundaries", "1", True)
    assert Event.objects.about(Framework.objects.get(code="TEST-1")).get().kind == "framework.loaded"


def test_a_dry_run_counts_and_writes_nothing(load):
    told = load(*GOOD, dry_run=True)

    assert told == "Would be loaded: 3 added, 0 changed, 0 unchanged.\n"
    assert not Framework.objects.filter(code="TEST-1").exists()
    assert not Event.objects.filter(kind="framework.loaded").exists()


def test_a_second_time_changes_what_changed(load):
    load(*GOOD)

    told = load(*GOOD[:3], "A.1,Policies and rules,control,people,,yes", "A.2,Roles,control,people,,yes")

    assert told == "A.1: title: Policies → Policies and rules\nLoaded: 1 added, 1 changed, 2 unchanged.\n"
    assert Requirement.objects.get(ref="A.1").title == "Policies and rules"


def test_every_fault_is_told_with_its_line_and_nothing_is_written(load):
    told = refusal(
        load,
        HEADER,
        ",No reference,clause,,,yes",
        "2,,clause,,,yes",
        "3,Strange kind,rule,,,yes",
        "3,Twice,clause,,,maybe",
        "4,Lost,clause,,9,yes",
        f"5,{'x' * 400},clause,,,yes",
    )

    assert told[0] == "Line 2: the reference is missing"
    assert told[1] == "Line 3: the title is missing"
    assert told[2].startswith("Line 4: the kind is one of")
    assert told[3:5] == ["Line 5: the reference 3 stands twice", "Line 5: assessable is yes or no"]
    assert told[5] == "Line 6: the parent 9 is not in the list"
    assert not Framework.objects.filter(code="TEST-1").exists()


def test_too_long_a_title_is_told_with_its_line(load):
    told = refusal(load, HEADER, "1,Scope,clause,,,yes", f"2,{'x' * 400},clause,,,yes")

    assert len(told) == 1
    assert told[0].startswith("Line 3: ")
    assert not Framework.objects.filter(code="TEST-1").exists()


def test_the_command_ends_with_one_when_a_line_is_faulty(load):
    with pytest.raises(CommandError) as refused:
        load(HEADER, ",,,,,")

    assert refused.value.returncode == 1


def test_the_text_of_requirements_is_not_taken(load):
    told = refusal(load, f"{HEADER},text", "1,Scope,clause,,,yes,The whole text that belongs to somebody else")

    assert "ids and short titles only" in told[0]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The column “ref” is missing."),
        (b"name;value\n1;2\n", "The column “ref” is missing."),
        (HEADER.encode(), "The list is empty."),
        (f"{HEADER}\n1,Scope,clause,,,yes,one cell more".encode(), "Line 2: it has more cells than the header"),
        (f"{HEADER}\n1,Scope".encode(), "Line 2: the kind is one of"),
        (b"\xff\xfe\x00r\x00e\x00f", "This is not a CSV file in UTF-8."),
        (f"{HEADER}\n1,{'x' * 200_000},clause,,,yes".encode(), "This is not a CSV file in UTF-8."),
    ],
)
def test_what_is_no_such_list_is_refused_with_a_sentence(load, content, sentence):
    assert refusal(load, content=content)[0].startswith(sentence)


def test_a_mark_at_the_beginning_of_the_file_is_no_matter(load):
    assert load(content=b"\xef\xbb\xbf" + "\n".join(GOOD).encode()).startswith("Loaded: 3 added")


def test_a_code_that_does_not_fit_into_an_address_is_refused(load):
    told = refusal(load, *GOOD, code="two words")

    assert told[0].startswith("--code: ")


def test_an_edition_that_is_here_under_another_code_is_refused(load):
    load(*GOOD)

    assert "loaded already" in refusal(load, *GOOD, code="OTHER")[0]


def test_a_file_that_is_not_there_is_refused(db):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("load", "framework", "/nowhere/at-all.csv", "--code=X", "--title=X", "--edition=1")
