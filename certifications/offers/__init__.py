"""What certification offers to the screens that span all apps."""

from certifications.offers import (  # noqa: F401  panels, work, entries, pages of outsiders, figures, papers and files register
    board,
    board_paper,
    builds,
    centres,
    danger,
    demonstration,
    figures,
    first_words,
    importing,
    inspecting,
    loading,
    menu,
    papers,
    reports,
    search,
    slips,
    stock,
    tasks,
    ties,
)
