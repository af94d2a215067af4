"""Papers of assurance: what is printed, in words, and the templates that set it."""
