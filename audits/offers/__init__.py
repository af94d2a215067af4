"""What audits offer to the screens that span all apps."""

from audits.offers import board, demonstration, events, figures, loading, menu, papers, related, stock, tasks, ties  # noqa: F401  panels, entries, papers, work, stock register
