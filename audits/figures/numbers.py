"""What every figure has in common: numerator and denominator, and its light by policy."""

from foundation.figures import Figure, Light, light

__all__ = ["Figure", "Light", "light"]
