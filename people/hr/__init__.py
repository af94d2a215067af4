"""A file of human resources: its columns, its lines, what they would change, and how a change is made by verbs.

Source: M-17, domain.md 2.6.
"""
