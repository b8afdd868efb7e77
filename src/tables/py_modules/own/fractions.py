"""Rational numbers."""

import math
import re
from typing import Any

_FORMAT = re.compile(
    r"\s*(?P<sign>[-+]?)(?=\d|\.\d)(?P<num>\d*|\d+(?:_\d+)*)(?:(?:\s*/\s*(?P<denom>\d+(?:_\d+)*))?"
    r"|(?:\.(?P<decimal>\d*|\d+(?:_\d+)*))?(?:[eE](?P<exp>[-+]?\d+(?:_\d+)*))?)\s*"
)

# The prime of CPython's hashes of numbers.
_MODULUS = 2**61 - 1


def _parsed(text: str) -> tuple[Any, Any]:
    found = _FORMAT.fullmatch(text)
    if found is None:
        raise ValueError(f"Invalid literal for Fraction: {text!r}")
    numerator: Any = int(found.group("num") or "0")
    denominator: Any = 1
    if found.group("denom"):
        denominator = int(found.group("denom"))
    else:
        decimal = (found.group("decimal") or "").replace("_", "")
        if decimal:
            scale = 10 ** len(decimal)
            numerator = numerator * scale + int(decimal)
            denominator *= scale
        if found.group("exp"):
            exp: Any = int(found.group("exp"))
            if exp >= 0:
                numerator *= 10**exp
            else:
                denominator *= 10**-exp
    return (-numerator if found.group("sign") == "-" else numerator), denominator


def _made(numerator: Any, denominator: Any):
    """Of what has no common divisor."""
    made = Fraction()
    made._numerator = numerator
    made._denominator = denominator
    return made


class Fraction:
    def __init__(self, numerator: Any = 0, denominator: Any = None):
        top: Any = numerator
        bottom: Any = 1
        if denominator is None:
            if isinstance(numerator, Fraction):
                top, bottom = numerator._numerator, numerator._denominator
            elif isinstance(numerator, float):
                top, bottom = numerator.as_integer_ratio()
            elif isinstance(numerator, str):
                top, bottom = _parsed(numerator)
            elif isinstance(numerator, int):
                top = int(numerator)
            else:
                raise TypeError("argument should be a string or a Rational instance")
        elif isinstance(numerator, (int, Fraction)) and isinstance(denominator, (int, Fraction)):
            top = numerator.numerator * denominator.denominator
            bottom = numerator.denominator * denominator.numerator
        else:
            raise TypeError("both arguments should be Rational instances")
        if bottom == 0:
            raise ZeroDivisionError(f"Fraction({top}, 0)")
        divisor: Any = math.gcd(top, bottom)
        if bottom < 0:
            divisor = -divisor
        self._numerator: Any = top // divisor
        self._denominator: Any = bottom // divisor

    @classmethod
    def from_float(cls, f: Any):
        if not isinstance(f, (int, float)):
            raise TypeError(f"{cls.__name__}.from_float() only takes floats, not {f!r} ({type(f).__name__})")
        return cls(f)

    @property
    def numerator(self) -> Any:
        return self._numerator

    @property
    def denominator(self) -> Any:
        return self._denominator

    def is_integer(self) -> bool:
        return self._denominator == 1

    def as_integer_ratio(self) -> tuple[Any, Any]:
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator: Any = 1000000):
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        p0: Any = 0
        q0: Any = 1
        p1: Any = 1
        q1: Any = 0
        n, d = self._numerator, self._denominator
        while True:
            a = n // d
            q2 = q0 + a * q1
            if q2 > max_denominator:
                break
            p0, q0, p1, q1 = p1, q1, p0 + a * p1, q2
            n, d = d, n - a * d
        k = (max_denominator - q0) // q1
        if 2 * d * (q0 + k * q1) <= self._denominator:
            return _made(p1, q1)
        return Fraction(p0 + k * p1, q0 + k * q1)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._numerator}, {self._denominator})"

    def __str__(self) -> str:
        if self._denominator == 1:
            return str(self._numerator)
        return f"{self._numerator}/{self._denominator}"

    def __add__(self, other: Any) -> Any:
        if isinstance(other, (int, Fraction)):
            below = other.denominator
            return Fraction(self._numerator * below + other.numerator * self._denominator, self._denominator * below)
        return float(self) + other if isinstance(other, float) else NotImplemented

    def __radd__(self, other: Any) -> Any:
        return self + other if isinstance(other, (int, float)) else NotImplemented

    def __sub__(self, other: Any) -> Any:
        if isinstance(other, (int, Fraction)):
            below = other.denominator
            return Fraction(self._numerator * below - other.numerator * self._denominator, self._denominator * below)
        return float(self) - other if isinstance(other, float) else NotImplemented

    def __rsub__(self, other: Any) -> Any:
        if isinstance(other, int):
            return Fraction(other) - self
        return other - float(self) if isinstance(other, float) else NotImplemented

    def __mul__(self, other: Any) -> Any:
        if isinstance(other, (int, Fraction)):
            return Fraction(self._numerator * other.numerator, self._denominator * other.denominator)
        return float(self) * other if isinstance(other, float) else NotImplemented

    def __rmul__(self, other: Any) -> Any:
        return self * other if isinstance(other, (int, float)) else NotImplemented

    def __truediv__(self, other: Any) -> Any:
        if isinstance(other, (int, Fraction)):
            return _divided(self, other)
        return float(self) / other if isinstance(other, float) else NotImplemented

    def __rtruediv__(self, other: Any) -> Any:
        if isinstance(other, int):
            return _divided(Fraction(other), self)
        return other / float(self) if isinstance(other, float) else NotImplemented

    def __floordiv__(self, other: Any) -> Any:
        if isinstance(other, (int, Fraction)):
            return (self._numerator * other.denominator) // (self._denominator * other.numerator)
        return float(self) // other if isinstance(other, float) else NotImplemented

    def __rfloordiv__(self, other: Any) -> Any:
        if isinstance(other, int):
            return Fraction(other) // self
        return other // float(self) if isinstance(other, float) else NotImplemented

    def __mod__(self, other: Any) -> Any:
        if isinstance(other, (int, Fraction)):
            below = other.denominator
            rest = (self._numerator * below) % (other.numerator * self._denominator)
            return Fraction(rest, self._denominator * below)
        return float(self) % other if isinstance(other, float) else NotImplemented

    def __rmod__(self, other: Any) -> Any:
        if isinstance(other, int):
            return Fraction(other) % self
        return other % float(self) if isinstance(other, float) else NotImplemented

    def __divmod__(self, other: Any) -> Any:
        if isinstance(other, (int, Fraction)):
            return self // other, self % other
        return divmod(float(self), other) if isinstance(other, float) else NotImplemented

    def __rdivmod__(self, other: Any) -> Any:
        if isinstance(other, int):
            return divmod(Fraction(other), self)
        return divmod(other, float(self)) if isinstance(other, float) else NotImplemented

    def __pow__(self, other: Any) -> Any:
        if isinstance(other, float):
            return float(self) ** other
        if not isinstance(other, (int, Fraction)):
            return NotImplemented
        if other.denominator != 1:
            return float(self) ** float(other)
        power: Any = other.numerator
        if power >= 0:
            return _made(self._numerator**power, self._denominator**power)
        if self._numerator > 0:
            return _made(self._denominator**-power, self._numerator**-power)
        if self._numerator == 0:
            raise ZeroDivisionError(f"Fraction({self._denominator ** -power}, 0)")
        return _made((-self._denominator) ** -power, (-self._numerator) ** -power)

    def __rpow__(self, other: Any) -> Any:
        if not isinstance(other, (int, float)):
            return NotImplemented
        if self._denominator == 1 and self._numerator >= 0:
            return other**self._numerator
        if self._denominator == 1 and isinstance(other, int):
            return Fraction(other) ** self._numerator
        return other ** float(self)

    def __neg__(self):
        return _made(-self._numerator, self._denominator)

    def __pos__(self):
        return _made(self._numerator, self._denominator)

    def __abs__(self):
        return _made(abs(self._numerator), self._denominator)

    def __int__(self) -> Any:
        whole = abs(self._numerator) // self._denominator
        return -whole if self._numerator < 0 else whole

    def __trunc__(self) -> Any:
        return int(self)

    def __floor__(self) -> Any:
        return self._numerator // self._denominator

    def __ceil__(self) -> Any:
        return -(-self._numerator // self._denominator)

    def __float__(self) -> float:
        return self._numerator / self._denominator

    def __bool__(self) -> bool:
        return self._numerator != 0

    def __round__(self, ndigits: Any = None) -> Any:
        if ndigits is None:
            whole, rest = divmod(self._numerator, self._denominator)
            twice = rest + rest
            is_up = twice > self._denominator or (twice == self._denominator and whole % 2 != 0)
            return whole + 1 if is_up else whole
        shift: Any = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * shift), shift)
        return Fraction(round(self / shift) * shift)

    def __hash__(self) -> Any:
        if self._denominator == 1:
            return hash(self._numerator)
        near = float(self)
        if self == near:
            return hash(near)
        if self._denominator % _MODULUS == 0:
            found: Any = 314159
        else:
            found = (abs(self._numerator) % _MODULUS) * pow(self._denominator, -1, _MODULUS) % _MODULUS
        found = found if self._numerator >= 0 else -found
        return -2 if found == -1 else found

    def __eq__(self, other: Any) -> Any:
        if isinstance(other, (int, Fraction)):
            return self._numerator == other.numerator and self._denominator == other.denominator
        if isinstance(other, float):
            return math.isfinite(other) and self == Fraction(other)
        return NotImplemented

    def _compared(self, other: Any) -> Any:
        """Below, at or above 0 as it is to the other; None where they have no order."""
        if isinstance(other, (int, Fraction)):
            return self._numerator * other.denominator - self._denominator * other.numerator
        if not isinstance(other, float):
            return None
        if math.isfinite(other):
            return self._compared(Fraction(other))
        return math.nan if math.isnan(other) else -other

    def __lt__(self, other: Any) -> Any:
        found = self._compared(other)
        return NotImplemented if found is None else found < 0

    def __le__(self, other: Any) -> Any:
        found = self._compared(other)
        return NotImplemented if found is None else found <= 0

    def __gt__(self, other: Any) -> Any:
        found = self._compared(other)
        return NotImplemented if found is None else found > 0

    def __ge__(self, other: Any) -> Any:
        found = self._compared(other)
        return NotImplemented if found is None else found >= 0


def _divided(left: Any, right: Any) -> Fraction:
    if right == 0:
        raise ZeroDivisionError(f"Fraction({right.denominator}, 0)")
    return Fraction(left.numerator * right.denominator, left.denominator * right.numerator)
