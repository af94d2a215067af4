"""What certification offers to the screens that span all apps."""

from certifications.offers import demonstration, figures, loading, menu, papers, stock, tasks  # noqa: F401  entries, pages of outsiders, figures, files, papers and work register
