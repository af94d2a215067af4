"""What certification offers to the screens that span all apps."""

from certifications.offers import (  # noqa: F401  entries, pages of outsiders, figures, files and work register
    centres,
    demonstration,
    figures,
    inspecting,
    loading,
    menu,
    related,
    stock,
    tasks,
)
