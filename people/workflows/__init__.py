"""The life cycles of the app."""
