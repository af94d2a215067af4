"""The version after this one: the same program with one migration more, to restore older archives with."""
