"""Courses, assignments, campaigns, nominations."""
