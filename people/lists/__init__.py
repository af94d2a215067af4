"""The lists of the app."""
