"""The JSON door of training, signing and recognition; cases have none."""

from foundation.api.doors import Collection, Door
from people.api.hr_imports import HrImports, HrLines

ROUTES: dict[str, type[Collection]] = {"hr-imports": HrImports, "hr-import-lines": HrLines}
WITHIN: dict[str, type[Door]] = {}
SINGLE: dict[str, type[Door]] = {}
