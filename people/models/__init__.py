"""Courses, assignments, campaigns, nominations."""

from people.models.attestation import Attestation, Campaign
from people.models.audiences import Audience
from people.models.editions import Choice, CoursePage, CourseQuestion, Edition, PageFile
from people.models.proofs import Proof, ProofFile
from people.models.sittings import DrawnQuestion, PageRead, Sitting, TrainingCertificate
from people.models.training import Assignment, Attempt, Completion, Course, Standing

__all__ = [
    "Assignment",
    "Attempt",
    "Attestation",
    "Audience",
    "Campaign",
    "Choice",
    "Completion",
    "Course",
    "CoursePage",
    "CourseQuestion",
    "DrawnQuestion",
    "Edition",
    "PageFile",
    "PageRead",
    "Proof",
    "ProofFile",
    "Sitting",
    "Standing",
    "TrainingCertificate",
]
