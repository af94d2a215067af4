"""The verbs of the app."""
