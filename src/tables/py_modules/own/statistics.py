"""What `statistics` computes with fractions."""

import math
from collections.abc import Iterable
from fractions import Fraction
from statistics import StatisticsError
from typing import Any


def harmonic_mean(data: Iterable[Any], weights: Iterable[Any] | None = None) -> Any:
    values = list(data)
    if not values:
        raise StatisticsError("harmonic_mean requires at least one data point")
    if len(values) == 1 and weights is None:
        if not isinstance(values[0], (int, float, Fraction)):
            raise TypeError("unsupported type")
        if values[0] < 0:
            raise StatisticsError("harmonic mean does not support negative values")
        return values[0]
    scales: list[Any] = [1] * len(values) if weights is None else list(weights)
    if len(scales) != len(values):
        raise StatisticsError("Number of weights does not match data size")
    if any(value < 0 for value in scales) or any(value < 0 for value in values):
        raise StatisticsError("harmonic mean does not support negative values")
    if any(value == 0 and scale != 0 for scale, value in zip(scales, values)):
        return 0
    if all(isinstance(value, Fraction) for value in values):
        return sum(map(Fraction, scales), Fraction(0)) / sum((Fraction(scale) / Fraction(value) for scale, value in zip(scales, values)), Fraction(0))
    if not all(math.isfinite(float(value)) for value in values):
        return sum(scales) / sum(scale / value for scale, value in zip(scales, values))
    total = sum((Fraction(scale / value if scale else 0.0) for scale, value in zip(scales, values)), Fraction(0))
    if total <= 0:
        raise StatisticsError("Weighted sum must be positive")
    return float(sum(map(Fraction, scales), Fraction(0)) / total)
