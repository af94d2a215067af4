"""The page of a checklist template: its versions, and the questions of one of them by requirement."""

from datetime import date
from itertools import groupby
from typing import Any

from audits.models import ChecklistTemplate, TemplateVersion
from audits.permissions import MANAGE_TEMPLATES
from foundation.access import permits
from foundation.directory.models import User
from foundation.steps import moves_of
from foundation.stories import story_of


def template_page(template: ChecklistTemplate, *, asked: str, user: User, on: date) -> dict[str, Any]:
    """What the page shows; a version that does not exist leads to the newest."""
    versions = list(template.versions.all().for_page().order_by("-number"))
    version = next((one for one in versions if str(one.number) == asked), versions[0])
    rows = version.questions.select_related("requirement__framework", "source").order_by("requirement", "order")
    groups = [(about, list(questions)) for about, questions in groupby(rows, key=lambda row: row.requirement)]
    groups.sort(key=lambda group: (group[0].framework_id, group[0].order))
    may_manage = permits(user, MANAGE_TEMPLATES)
    return {
        "template": template,
        "versions": versions,
        "version": version,
        "groups": groups,
        "moves": moves_of(version, actor=user, on=on),
        "may_change": may_manage and version.state == TemplateVersion.State.DRAFT,
        "may_begin": may_manage and all(one.state != TemplateVersion.State.DRAFT for one in versions),
        **story_of(template, actor=user),
    }
