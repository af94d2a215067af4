"""Violation cases: a permission island with tables, page shell and log of its own. Nobody imports it.

Source: docs/cases.md.
"""
