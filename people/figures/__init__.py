"""K-09, K-10 and K-13."""

from people.figures.recognition import AwardFigures, Awards, began_after

__all__ = ["AwardFigures", "Awards", "began_after"]
