"""What the house agreed on and a machine can see; each failure names the place and the way out."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from foundation import verbs
from foundation.workflow import workflows

pytestmark = pytest.mark.anywhere

ROOT = Path(settings.BASE_DIR)
APPS = ("config", "foundation", "assurance", "audits", "certifications", "people")
OURS = ("foundation", "directory", "assurance", "audits", "certifications", "people", "cases")


def sources() -> list[Path]:
    paths = [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
    return sorted(paths)


def templates() -> list[Path]:
    return sorted(path for app in APPS for path in (ROOT / app).rglob("templates/**/*.html"))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef))


def length(node: ast.FunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def calls(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)


def test_there_is_something_to_look_at():
    assert len(sources()) > 60
    assert len(templates()) > 30


def test_no_module_is_longer_than_300_lines():
    assert [name(path) for path in sources() if path.read_text().count("\n") > 300] == []


def test_no_function_is_longer_than_30_lines():
    assert [f"{name(path)}:{node.name}" for path in sources() for node in functions(path) if length(node) > 30] == []


def test_no_view_is_longer_than_12_lines():
    views = [path for path in sources() if path.parent.name == "views" or path.name == "views.py"]
    long = [f"{name(path)}:{node.name}" for path in views for node in functions(path) if length(node) > 12]
    assert long == []


def test_no_template_is_longer_than_120_lines():
    assert [name(path) for path in templates() if path.read_text().count("\n") > 120] == []


def test_modules_are_named_after_what_they_hold():
    vague = {"utils", "util", "helpers", "common", "core", "misc", "manager", "managers", "data", "info"}
    assert [name(path) for path in sources() if path.stem in vague or path.parent.name in vague] == []


def test_every_module_with_code_says_what_it_is_for():
    silent = [
        name(path)
        for path in sources()
        if len(path.read_text().splitlines()) > 25 and not ast.get_docstring(tree(path)) and path.name != "__init__.py"
    ]
    assert silent == []


def test_only_workflows_assign_a_state():
    """Move rows through their workflow; jobs keep their own state in foundation/jobs.py."""
    found = []
    for path in sources():
        for node in ast.walk(tree(path)):
            targets = node.targets if isinstance(node, ast.Assign) else []
            hit = any(
                isinstance(one, ast.Attribute) and one.attr == "state" for target in targets for one in ast.walk(target)
            )
            if hit and name(path) not in ("foundation/workflow.py", "foundation/jobs.py"):
                found.append(f"{name(path)}:{node.lineno}")
    assert found == []


def test_only_workflows_update_a_state():
    found = []
    for path in sources():
        for node in ast.walk(tree(path)):
            updates = isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".update")
            if updates and any(keyword.arg == "state" for keyword in node.keywords):
                found.append(f"{name(path)}:{node.lineno}")
    allowed = ("foundation/workflow.py", "foundation/jobs.py", "foundation/webhooks/deliveries.py")
    assert [place for place in found if not place.startswith(allowed)] == []


def test_every_state_is_hidden_from_forms_and_checked_by_the_database():
    for workflow in workflows():
        field = workflow.model._meta.get_field("state")
        constraints = " ".join(str(constraint) for constraint in workflow.model._meta.constraints)
        assert not field.editable, workflow.name
        assert "state__in" in constraints, workflow.name
        assert {source for step in workflow.steps for source in step.sources} <= set(workflow.states()), workflow.name


def test_every_state_can_be_reached_and_left_or_is_an_end():
    for workflow in workflows():
        reached = {workflow.initial} | {step.target for step in workflow.steps if step.target}
        assert reached == set(workflow.states()), workflow.name


def _verbs_of_the_house() -> list[str]:
    """Without those that other tests register."""
    return [name for name in verbs.names() if not name.startswith("tests.")]


def test_every_verb_asks_who_and_leaves_a_trace():
    """Begin with require(), or move a workflow, which does both; end with record(), or call a verb that does."""
    traces = (
        "record(",
        "record_each(",
        "record_case(",
        ".move(",
        ".move_each(",
        ".place(",
        "_verb",
        "_write_version(",
        "new_audit(",
        "ask_approval(",
        "named(",
        "grant_role(",
        "link_evidence(",
        "issue_finding(",
        "extend_finding(",
        "jobs.start(",
        "by_letter(",
    )
    asks = (
        "require(",
        "require_takeable(",
        "require_seeable(",
        "require_result(",
        ".move(",
        ".move_each(",
        ".check(",
        "is_running(",
        "kind != User.Kind.INSIDE",
        "ask_approval(",
        "named(",
        "visible_to(",
        "by_letter(",
    )
    exempt = {"foundation.ask_approval", "foundation.choose_mails", "directory.set_up"}  # choose_mails: one's own alone
    silent, open_to_all = [], []
    for verb_name in _verbs_of_the_house():
        text = inspect.getsource(inspect.unwrap(verbs.named(verb_name)))
        body = text + "".join(inspect.getsource(helper) for helper in _own_helpers(verb_name, text))
        if not any(mark in body for mark in traces):
            silent.append(verb_name)
        if not any(mark in body for mark in asks) and verb_name not in exempt:
            open_to_all.append(verb_name)
    assert (silent, open_to_all) == ([], [])


def _own_helpers(verb_name: str, text: str) -> list[object]:
    module = inspect.getmodule(inspect.unwrap(verbs.named(verb_name)))
    helpers = [(key, value) for key, value in vars(module).items() if inspect.isfunction(value) and key.startswith("_")]
    return [value for key, value in helpers if f"{key}(" in text and value.__module__ == module.__name__]


def test_every_verb_takes_its_actor_by_keyword():
    for verb_name in _verbs_of_the_house():
        parameters = inspect.signature(inspect.unwrap(verbs.named(verb_name))).parameters
        assert parameters["actor"].kind is inspect.Parameter.KEYWORD_ONLY, verb_name


def test_forms_and_serializers_never_save():
    found = [
        f"{name(path)}:{line}"
        for path in sources()
        for line, call in calls(path)
        if call in ("form.save", "serializer.save")
    ]
    assert found == []


def test_doors_never_write():
    """Views and API call verbs."""
    doors = [path for path in sources() if path.parent.name == "views" or path.name in ("views.py", "api.py")]
    writing = re.compile(r"\.(save|create|bulk_create|update|delete|get_or_create|update_or_create)$")
    found = [f"{name(path)}:{line} {call}" for path in doors for line, call in calls(path) if writing.search(call)]
    harmless = re.compile(r"\b(session|headers|initial|context|params|query|cookies|POST|GET|data)\.update$")
    assert [place for place in found if not harmless.search(place)] == []


def test_roles_are_compared_in_the_access_rooms_only():
    allowed = ("access.py", "permissions.py", "querysets.py", "accounts.py", "paperwork.py")
    pattern = re.compile(r"\.role\s*(==|!=|in\b)")
    found = [name(path) for path in sources() if path.name not in allowed and pattern.search(path.read_text())]
    assert found == []


def test_the_clock_is_asked_at_the_doors_only():
    """Models, querysets, guards and date rules take `on`."""
    rooms = ("models", "querysets.py", "dates", "workflows", "figures.py", "figures", "independence.py", "dues.py")
    asked = re.compile(r"\b(localdate|date\.today|datetime\.now|timezone\.now|today)\(")
    found = []
    for path in sources():
        parts = path.relative_to(ROOT).parts[1:]
        if any(part in rooms for part in parts) and not {"directory", "commands"} & set(parts):
            found += [
                f"{name(path)}:{n}" for n, line in enumerate(path.read_text().splitlines(), 1) if asked.search(line)
            ]
    assert found == []


def test_no_import_hides_in_a_function():
    """It would be a cycle somebody gave up on; a heavy library that few processes need says so on its line."""
    found = []
    for path in sources():
        for node in functions(path):
            inner = [one for one in ast.walk(node) if isinstance(one, ast.Import | ast.ImportFrom)]
            lines = path.read_text().splitlines()
            if node.name != "ready" and any("  # " not in lines[one.lineno - 1] for one in inner):
                found.append(f"{name(path)}:{node.name}")
    assert found == []


def test_errors_are_not_swallowed():
    """Only sweeps and jobs go on after a fault they log; who catches everything raises again."""
    allowed = (
        "foundation/sweeps.py",
        "foundation/jobs.py",
        "foundation/processes",
        "foundation/webhooks/deliveries.py",
    )
    found = [f"{name(path)}:{node.lineno}" for path in sources() for node in ast.walk(tree(path)) if _swallows(node)]
    assert [place for place in found if not place.startswith(allowed)] == []


def _swallows(node: ast.AST) -> bool:
    if not isinstance(node, ast.ExceptHandler):
        return False
    everything = node.type is None or ast.unparse(node.type) in ("Exception", "BaseException")
    return everything and not any(isinstance(one, ast.Raise) for one in ast.walk(node))


def test_one_place_sends_mail():
    sending = ("send_mail", "EmailMessage", "EmailMultiAlternatives", "mail_admins", "mail_managers")
    found = {name(path) for path in sources() for _line, call in calls(path) if call.split(".")[-1] in sending}
    assert found == {"foundation/outbox.py"}


def test_sql_is_written_by_the_orm():
    raw = re.compile(r"\.(raw|extra)\(|RawSQL|\.execute\(")
    allowed = (
        "foundation/triggers.py",
        "foundation/health.py",
        "foundation/ledger/witness/store.py",
        "foundation/ledger/turns.py",
        "foundation/ledger/statements.py",
        "foundation/work/written.py",
        "foundation/work/table.py",
        "foundation/search/finding.py",
        "foundation/search/matching.py",
        "foundation/search/scope.py",
        "foundation/search/tables.py",
    )  # work: by the ORM, kept and asked in several ways (docs/adr/0131); search: so too, and full text (docs/adr/0160);
    # ledger: what a batch and a proof wait for (docs/adr/0178)
    found = [name(path) for path in sources() if raw.search(path.read_text())]
    assert [place for place in found if place not in allowed and not place.startswith("foundation/processes")] == []


def test_templates_hold_no_style_or_script_of_their_own():
    forbidden = re.compile(r"\sstyle=|\son[a-z]+=\"|<style|<script(?![^>]*\bsrc=)|javascript:", re.IGNORECASE)
    assert [name(path) for path in templates() if forbidden.search(path.read_text())] == []


def test_fragments_say_what_they_need():
    fragments = [path for path in templates() if path.name.startswith("_")]
    assert [name(path) for path in fragments if not path.read_text().startswith("{# needs:")] == []


def test_what_htmx_loads_is_also_a_link_or_a_form():
    tag = re.compile(r"<(\w+)\b[^>]*?\bhx-(get|post)=[^>]*>", re.DOTALL)
    found = []
    for path in templates():
        for match in tag.finditer(path.read_text()):
            works = "href=" in match.group(0) or "action=" in match.group(0) or "formaction=" in match.group(0)
            if not works and match.group(1) in ("a", "form", "button"):
                found += [f"{name(path)}: {match.group(0)[:60]}"]
    assert found == []


def test_every_model_row_is_protected_from_careless_deletion():
    """PROTECT unless a comment beside the field says why."""
    field = re.compile(r"models\.(?:ForeignKey|OneToOneField)\((?:[^()]|\([^()]*\))*\)[^\n]*")
    risky = re.compile(r"CASCADE|SET_NULL|SET_DEFAULT")
    found = [
        f"{name(path)}: {match.group(0)[:60]}"
        for path in sources()
        if "models" in name(path)
        for match in field.finditer(path.read_text())
        if risky.search(match.group(0)) and "# " not in match.group(0)
    ]
    assert found == []


def test_every_model_people_meet_can_say_its_name():
    ours = [model for label in OURS for model in apps.get_app_config(label).get_models()]
    assert [
        model.__name__
        for model in ours
        if "__str__" not in vars(model) and model.__str__.__qualname__.startswith("Model.")
    ] == []


@pytest.mark.parametrize("word", ["TODO", "FIXME", "XXX", "NotImplementedError"])
def test_nothing_is_left_for_later(word):
    assert [name(path) for path in [*sources(), *templates()] if re.search(rf"\b{word}\b", path.read_text())] == []


def test_no_real_organisation_or_other_path_stands_in_the_project():
    places = re.compile(r"\.\./shared|/w" + r"ork/main|pypi\.org|files\.pythonhosted")
    texts = [
        path
        for folder in (*APPS, "docs", "tests", "benchmarks")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    ]
    readable = [path for path in texts if path.suffix in (".py", ".html", ".md", ".csv", ".css", ".js", ".txt")]
    assert [name(path) for path in readable if places.search(path.read_text())] == []
