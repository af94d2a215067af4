"""Audits in OSCAL 1.2.1: the plan, the results, and the plan of action with its milestones, of one audit or of several.

A checklist answer is an observation, a finding is an observation, a finding and, where it is a nonconformity, a risk; a
corrective action remedies a risk and is an item of the plan of action; evidence is a resource with its SHA-256. Each
file tells what its reader may see. Why so: docs/adr/0170-oscal.md.
"""

from audits.oscal.material import Asked
from audits.oscal.milestones import plan_of_action
from audits.oscal.plan import assessment_plan
from audits.oscal.results import assessment_results

__all__ = ["Asked", "assessment_plan", "assessment_results", "plan_of_action"]
