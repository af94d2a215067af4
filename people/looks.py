"""How states and events look."""
