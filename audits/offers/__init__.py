"""What audits offer to the screens that span all apps."""

from audits.offers import (  # noqa: F401  panels, entries, papers, work, stock register
    board,
    board_paper,
    demonstration,
    events,
    figures,
    first_words,
    importing,
    loading,
    menu,
    oscal,
    papers,
    person,
    related,
    reports,
    search,
    stock,
    tasks,
    ties,
    upkeep,
)
