"""Decimal numbers of any precision."""

import math
import re
from typing import Any, NamedTuple

ROUND_DOWN = "ROUND_DOWN"
ROUND_HALF_UP = "ROUND_HALF_UP"
ROUND_HALF_EVEN = "ROUND_HALF_EVEN"
ROUND_CEILING = "ROUND_CEILING"
ROUND_FLOOR = "ROUND_FLOOR"
ROUND_UP = "ROUND_UP"
ROUND_HALF_DOWN = "ROUND_HALF_DOWN"
ROUND_05UP = "ROUND_05UP"

MAX_PREC = 999999999999999999
MAX_EMAX = 999999999999999999
MIN_EMIN = -999999999999999999
MIN_ETINY = -1999999999999999997

_ROUNDINGS = (
    ROUND_DOWN,
    ROUND_HALF_UP,
    ROUND_HALF_EVEN,
    ROUND_CEILING,
    ROUND_FLOOR,
    ROUND_UP,
    ROUND_HALF_DOWN,
    ROUND_05UP,
)

# The prime of CPython's hashes of numbers.
_MODULUS = 2**61 - 1

_NUMBER = re.compile(
    r"\s*(?P<sign>[-+])?(?:(?=\d|\.\d)(?P<int>\d*)(?:\.(?P<frac>\d*))?(?:E(?P<exp>[-+]?\d+))?"
    r"|(?P<inf>Inf(?:inity)?)|(?P<signal>s)?NaN(?P<diag>\d*))\s*",
    re.IGNORECASE,
)

_SPEC = re.compile(
    r"(?:(?P<fill>.)?(?P<align>[<>=^]))?(?P<sign>[-+ ])?(?P<noneg>z)?(?P<alt>\#)?(?P<zero>0)?(?P<width>(?!0)\d+)?"
    r"(?P<comma>,)?(?:\.(?P<prec>\d+))?(?P<type>[eEfFgGn%])?",
    re.DOTALL,
)


class DecimalException(ArithmeticError):
    pass


class Clamped(DecimalException):
    pass


class InvalidOperation(DecimalException):
    pass


class ConversionSyntax(InvalidOperation):
    pass


class DivisionByZero(DecimalException, ZeroDivisionError):
    pass


class DivisionImpossible(InvalidOperation):
    pass


class DivisionUndefined(InvalidOperation, ZeroDivisionError):
    pass


class Inexact(DecimalException):
    pass


class InvalidContext(InvalidOperation):
    pass


class Rounded(DecimalException):
    pass


class Subnormal(DecimalException):
    pass


class Overflow(Inexact, Rounded):
    pass


class Underflow(Inexact, Rounded, Subnormal):
    pass


class FloatOperation(DecimalException, TypeError):
    pass


class Context:
    """How results are rounded. What is trapped: invalid operations, divisions by zero and overflows."""

    def __init__(self, prec: Any = None, rounding: Any = None):
        base = _current
        self._prec: Any = base._prec if base is not None else 28
        self._rounding: Any = base._rounding if base is not None else ROUND_HALF_EVEN
        self.Emin: Any = -999999
        self.Emax: Any = 999999
        if prec is not None:
            self.prec = prec
        if rounding is not None:
            self.rounding = rounding

    @property
    def prec(self) -> Any:
        return self._prec

    @prec.setter
    def prec(self, value: Any) -> None:
        if not 1 <= value <= MAX_PREC:
            raise ValueError("valid range for prec is [1, MAX_PREC]")
        self._prec = value

    @property
    def rounding(self) -> Any:
        return self._rounding

    @rounding.setter
    def rounding(self, value: Any) -> None:
        if value not in _ROUNDINGS:
            raise TypeError(
                "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n"
                "   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]"
            )
        self._rounding = value

    def copy(self):
        made = Context(self._prec, self._rounding)
        made.Emin, made.Emax = self.Emin, self.Emax
        return made

    def create_decimal(self, num: Any = 0) -> "Decimal":
        return _rounded(Decimal(num), self)

    def create_decimal_from_float(self, f: Any) -> "Decimal":
        return _rounded(Decimal.from_float(f), self)

    def plus(self, a: Any) -> "Decimal":
        return _plus(_own(a), self)

    def minus(self, a: Any) -> "Decimal":
        return _minus(_own(a), self)

    def abs(self, a: Any) -> "Decimal":
        number = _own(a)
        return _minus(number, self) if number._sign else _plus(number, self)

    def add(self, a: Any, b: Any) -> "Decimal":
        return _sum(_own(a), _own(b), self)

    def subtract(self, a: Any, b: Any) -> "Decimal":
        return _sum(_own(a), _opposite(_own(b)), self)

    def multiply(self, a: Any, b: Any) -> "Decimal":
        return _product(_own(a), _own(b), self)

    def divide(self, a: Any, b: Any) -> "Decimal":
        return _quotient(_own(a), _own(b), self)

    def divide_int(self, a: Any, b: Any):
        return _divided(_own(a), _own(b), self)[0]

    def remainder(self, a: Any, b: Any):
        return _rest(_own(a), _own(b), self)

    def power(self, a: Any, b: Any) -> "Decimal":
        return _power(_own(a), _own(b), self)

    def sqrt(self, a: Any) -> "Decimal":
        return _root(_own(a), self)

    def quantize(self, a: Any, b: Any) -> "Decimal":
        return _quantized(_own(a), _own(b), self._rounding, self)

    def normalize(self, a: Any) -> "Decimal":
        return _own(a).normalize(self)

    def compare(self, a: Any, b: Any) -> "Decimal":
        return _own(a).compare(_own(b), self)

    def to_sci_string(self, a: Any) -> str:
        return str(_own(a))

    def to_eng_string(self, a: Any) -> str:
        return _own(a).to_eng_string()


# The context of the program: there are no threads.
_current: Any = None


def getcontext() -> Any:
    global _current
    if _current is None:
        _current = Context()
    return _current


def setcontext(context: Context, /) -> None:
    global _current
    _current = context


class _Local:
    def __init__(self, context: Any):
        self._new = context
        self._saved: Any = None

    def __enter__(self) -> Any:
        self._saved = getcontext()
        setcontext(self._new)
        return self._new

    def __exit__(self, kind: Any, error: Any, tb: Any) -> None:
        setcontext(self._saved)


def localcontext(ctx: Any = None, *, prec: Any = None, rounding: Any = None) -> _Local:
    made = (getcontext() if ctx is None else ctx).copy()
    if prec is not None:
        made.prec = prec
    if rounding is not None:
        made.rounding = rounding
    return _Local(made)


def _made(sign: int, digits: Any, exp: Any) -> "Decimal":
    """Of sign, coefficient and exponent."""
    made = Decimal()
    made._sign = sign
    made._int = digits
    made._exp = exp
    return made


def _special(sign: int, kind: str, payload: Any = 0) -> "Decimal":
    """`F` for an infinity, `n` for a NaN, `N` for a signaling one."""
    made = _made(sign, payload, 0)
    made._kind = kind
    return made


def _nan() -> "Decimal":
    return _special(0, "n")


def _length(digits: Any) -> Any:
    return len(str(digits))


def _rounding_up(sign: int, kept: Any, rest: Any, scale: Any, rounding: str) -> bool:
    """Whether what is cut off makes the kept digits one more."""
    if rest == 0:
        return False
    twice = rest * 2
    if rounding == ROUND_HALF_EVEN:
        return twice > scale or (twice == scale and kept % 2 == 1)
    if rounding == ROUND_HALF_UP:
        return twice >= scale
    if rounding == ROUND_HALF_DOWN:
        return twice > scale
    if rounding == ROUND_UP:
        return True
    if rounding == ROUND_CEILING:
        return sign == 0
    if rounding == ROUND_FLOOR:
        return sign == 1
    return rounding == ROUND_05UP and kept % 5 == 0


def _rescaled(number: Any, exp: Any, rounding: str) -> "Decimal":
    """The number with that exponent."""
    if number._int == 0:
        return _made(number._sign, 0, exp)
    if number._exp >= exp:
        grown: Any = number._int * 10 ** (number._exp - exp)
        return _made(number._sign, grown, exp)
    cut = exp - number._exp
    # Of what is far below, only that it is there.
    if cut > _length(number._int) + 1:
        up = _rounding_up(number._sign, 0, 1, 10, rounding)
        return _made(number._sign, 1 if up else 0, exp)
    scale: Any = 10**cut
    kept, rest = divmod(number._int, scale)
    if _rounding_up(number._sign, kept, rest, scale, rounding):
        kept += 1
    return _made(number._sign, kept, exp)


def _rounded(number: Any, context: Any) -> "Decimal":
    """The number in the precision of the context."""
    if number._kind:
        return number
    tiny = context.Emin - context._prec + 1
    top = context.Emax - context._prec + 1
    if number._int == 0:
        exp = min(max(number._exp, tiny), context.Emax)
        return number if exp == number._exp else _made(number._sign, 0, exp)
    length = _length(number._int)
    least = length + number._exp - context._prec
    if least > top:
        raise Overflow([Overflow])
    if least < tiny:
        least = tiny
    if number._exp >= least:
        return number
    found = _rescaled(number, least, context._rounding)
    if _length(found._int) > context._prec:
        found = _made(found._sign, found._int // 10, found._exp + 1)
        if found._exp > top:
            raise Overflow([Overflow])
    return found


def _checked(*numbers: Any) -> Any:
    """The NaN that operands have as their result, if any."""
    for number in numbers:
        if number._kind == "N":
            raise InvalidOperation([InvalidOperation])
    for number in numbers:
        if number._kind == "n":
            return number
    return None


def _plus(number: Any, context: Any) -> "Decimal":
    if number._kind:
        return _checked(number) or number
    if number._int == 0 and context._rounding != ROUND_FLOOR:
        return _rounded(number.copy_abs(), context)
    return _rounded(number, context)


def _minus(number: Any, context: Any) -> "Decimal":
    if number._kind:
        return _checked(number) or number.copy_negate()
    if number._int == 0 and context._rounding != ROUND_FLOOR:
        return _rounded(number.copy_abs(), context)
    return _rounded(number.copy_negate(), context)


def _opposite(number: Any) -> "Decimal":
    return number if number.is_nan() else number.copy_negate()


def _sum(left: Any, right: Any, context: Any) -> "Decimal":
    if left._kind or right._kind:
        nan = _checked(left, right)
        if nan is not None:
            return nan
        if left._kind and right._kind and left._sign != right._sign:
            raise InvalidOperation([InvalidOperation])
        return left if left._kind else right
    exp = min(left._exp, right._exp)
    is_negative = context._rounding == ROUND_FLOOR and left._sign != right._sign
    if left._int == 0 and right._int == 0:
        sign = 1 if is_negative else min(left._sign, right._sign)
        return _rounded(_made(sign, 0, exp), context)
    if left._int == 0:
        exp = max(exp, right._exp - context._prec - 1)
        return _rounded(_rescaled(right, exp, context._rounding), context)
    if right._int == 0:
        exp = max(exp, left._exp - context._prec - 1)
        return _rounded(_rescaled(left, exp, context._rounding), context)
    big, small = (left, right) if left._exp >= right._exp else (right, left)
    # Of what is far below, only that it is there.
    above = _length(big._int) + big._exp
    below = _length(small._int) + small._exp
    least = big._exp + min(-1, _length(big._int) - context._prec - 2)
    if below - 1 < least and above > below:
        small = _made(small._sign, 1, least)
        exp = least
    a: Any = big._int * 10 ** (big._exp - exp)
    b: Any = small._int * 10 ** (small._exp - exp)
    total: Any = (-a if big._sign else a) + (-b if small._sign else b)
    if total == 0:
        return _rounded(_made(1 if is_negative else 0, 0, exp), context)
    return _rounded(_made(1 if total < 0 else 0, abs(total), exp), context)


def _product(left: Any, right: Any, context: Any) -> "Decimal":
    sign = left._sign ^ right._sign
    if left._kind or right._kind:
        nan = _checked(left, right)
        if nan is not None:
            return nan
        if (not left._kind and left._int == 0) or (not right._kind and right._int == 0):
            raise InvalidOperation([InvalidOperation])
        return _special(sign, "F")
    return _rounded(_made(sign, left._int * right._int, left._exp + right._exp), context)


def _quotient(left: Any, right: Any, context: Any) -> "Decimal":
    sign = left._sign ^ right._sign
    if left._kind or right._kind:
        nan = _checked(left, right)
        if nan is not None:
            return nan
        if left._kind and right._kind:
            raise InvalidOperation([InvalidOperation])
        if left._kind:
            return _special(sign, "F")
        return _made(sign, 0, context.Emin - context._prec + 1)
    if right._int == 0:
        if left._int == 0:
            raise InvalidOperation([DivisionUndefined])
        raise DivisionByZero([DivisionByZero])
    if left._int == 0:
        return _rounded(_made(sign, 0, left._exp - right._exp), context)
    shift = _length(right._int) - _length(left._int) + context._prec + 1
    exp = left._exp - right._exp - shift
    if shift >= 0:
        found, rest = divmod(left._int * 10**shift, right._int)
    else:
        found, rest = divmod(left._int, right._int * 10**-shift)
    if rest:
        # What follows is no half.
        if found % 5 == 0:
            found += 1
    else:
        best = left._exp - right._exp
        while exp < best and found % 10 == 0:
            found //= 10
            exp += 1
    return _rounded(_made(sign, found, exp), context)


def _divided(left: Any, right: Any, context: Any) -> Any:
    """The whole quotient and the rest."""
    nan = _checked(left, right)
    if nan is not None:
        return nan, nan
    sign = left._sign ^ right._sign
    if left._kind:
        if right._kind:
            raise InvalidOperation([InvalidOperation])
        return _special(sign, "F"), None
    if right._kind:
        return _made(sign, 0, 0), _rounded(left, context)
    if right._int == 0:
        if left._int == 0:
            raise InvalidOperation([DivisionUndefined])
        return None, None
    best = min(left._exp, right._exp)
    above = left.adjusted() - right.adjusted()
    if left._int == 0 or above <= -2:
        return _made(sign, 0, 0), _rounded(_rescaled(left, best, ROUND_HALF_EVEN), context)
    if above <= context._prec:
        a: Any = left._int * 10 ** (left._exp - best)
        b: Any = right._int * 10 ** (right._exp - best)
        whole, rest = divmod(a, b)
        if _length(whole) <= context._prec:
            return _made(sign, whole, 0), _rounded(_made(left._sign, rest, best), context)
    raise InvalidOperation([DivisionImpossible])


def _whole(left: Any, right: Any, context: Any) -> Any:
    found, _ = _divided(left, right, context)
    if found is None:
        raise DivisionByZero([DivisionByZero])
    return found


def _rest(left: Any, right: Any, context: Any) -> Any:
    _, rest = _divided(left, right, context)
    if rest is None:
        raise InvalidOperation([InvalidOperation])
    return rest


def _pair(left: Any, right: Any, context: Any) -> Any:
    rest = _rest(left, right, context)
    return _whole(left, right, context), rest


def _power(base: Any, power: Any, context: Any) -> "Decimal":
    nan = _checked(base, power)
    if nan is not None:
        return nan
    is_whole = power._kind == "F" or power == power.to_integral_value()
    is_zero = base._kind == "" and base._int == 0
    if power._kind == "" and power._int == 0:
        if is_zero:
            raise InvalidOperation([InvalidOperation])
        return _made(0, 1, 0)
    is_odd = is_whole and power._kind == "" and int(power) % 2 != 0
    sign = 1 if base._sign and is_odd else 0
    if base._sign and not is_zero and not is_whole:
        raise InvalidOperation([InvalidOperation])
    if is_zero:
        return _special(sign, "F") if power._sign else _made(sign, 0, 0)
    if base._kind:
        return _made(sign, 0, 0) if power._sign else _special(sign, "F")
    if power._kind:
        order = base.copy_abs()._compared(_made(0, 1, 0))
        if order == 0:
            digits: Any = 10 ** (context._prec - 1)
            return _made(sign, digits, 1 - context._prec)
        return _special(0, "F") if (order > 0) != (power._sign == 1) else _made(0, 0, 0)
    if not is_whole:
        raise NotImplementedError("Decimal to a power that is no integer is not compiled; use `float`, or `sqrt`")
    n: Any = abs(int(power))
    # Exact while that is short, then with digits to spare.
    work = Context(context._prec + 4 + _length(n), ROUND_HALF_EVEN)
    found = _made(0, 1, 0)
    square = base.copy_abs()
    bits: Any = n
    while bits:
        if bits % 2:
            found = _product(found, square, work)
        bits //= 2
        if bits:
            square = _product(square, square, work)
    if power._sign:
        found = _quotient(_made(0, 1, 0), found, work)
    return _rounded(_made(sign, found._int, found._exp), context)


def _root(number: Any, context: Any) -> "Decimal":
    if number._kind:
        nan = _checked(number)
        if nan is not None:
            return nan
        if number._sign:
            raise InvalidOperation([InvalidOperation])
        return number
    if number._int == 0:
        return _rounded(_made(number._sign, 0, number._exp // 2), context)
    if number._sign:
        raise InvalidOperation([InvalidOperation])
    prec = context._prec + 1
    digits: Any = number._int
    exp = number._exp
    half = exp >> 1
    if exp % 2:
        digits *= 10
        length = (_length(number._int) >> 1) + 1
    else:
        length = (_length(number._int) + 1) >> 1
    shift = prec - length
    is_exact = True
    if shift >= 0:
        digits *= 100**shift
    else:
        digits, left = divmod(digits, 100**-shift)
        is_exact = left == 0
    half -= shift
    found: Any = math.isqrt(digits)
    is_exact = is_exact and found * found == digits
    if is_exact:
        if shift >= 0:
            found //= 10**shift
        else:
            found *= 10**-shift
        half += shift
    elif found % 5 == 0:
        found += 1
    work = Context(context._prec, ROUND_HALF_EVEN)
    return _rounded(_made(0, found, half), work)


def _quantized(number: Any, of: Any, rounding: str, context: Any) -> "Decimal":
    if number._kind or of._kind:
        nan = _checked(number, of)
        if nan is not None:
            return nan
        if number._kind and of._kind:
            return number
        raise InvalidOperation([InvalidOperation])
    if not context.Emin - context._prec + 1 <= of._exp <= context.Emax:
        raise InvalidOperation([InvalidOperation])
    if number._int == 0:
        return _made(number._sign, 0, of._exp)
    if number.adjusted() > context.Emax or number.adjusted() - of._exp + 1 > context._prec:
        raise InvalidOperation([InvalidOperation])
    found = _rescaled(number, of._exp, rounding)
    if found.adjusted() > context.Emax or _length(found._int) > context._prec:
        raise InvalidOperation([InvalidOperation])
    return found


def _own(value: Any) -> Any:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int):
        return Decimal(value)
    raise TypeError(f"conversion from {type(value).__name__} to Decimal is not supported")


def _operand(value: Any) -> Any:
    """What operators take; None where the other side has to know."""
    if isinstance(value, Decimal):
        return value
    return Decimal(value) if isinstance(value, int) else None


def _comparable(value: Any) -> Any:
    """What decimals are compared with: a decimal or a fraction."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, (int, float)):
        return Decimal(value)
    return value if hasattr(value, "denominator") else None


class DecimalTuple(NamedTuple):
    sign: int
    digits: tuple[int, ...]
    exponent: Any


class Decimal:
    def __init__(self, value: Any = "0", context: Any = None):
        self._sign: Any = 0
        self._int: Any = 0
        self._exp: Any = 0
        self._kind: str = ""
        if isinstance(value, str):
            if value != "0":
                self._parse(value)
        elif isinstance(value, Decimal):
            self._sign, self._int, self._exp, self._kind = value._sign, value._int, value._exp, value._kind
        elif isinstance(value, float) and not float(value).is_integer():
            self._take(value)
        elif isinstance(value, int):
            number: Any = int(value)
            self._sign = 1 if number < 0 else 0
            self._int = -number if number < 0 else number
        elif isinstance(value, float):
            self._take(value)
        elif isinstance(value, (tuple, list)):
            self._gather(value)
        else:
            raise TypeError(f"conversion from {type(value).__name__} to Decimal is not supported")

    def _parse(self, value: str) -> None:
        found = _NUMBER.fullmatch(value.replace("_", ""))
        if found is None:
            raise InvalidOperation([ConversionSyntax])
        if found.group("sign") == "-":
            self._sign = 1
        if found.group("int") is not None:
            frac = found.group("frac") or ""
            self._int = int(found.group("int") + frac)
            self._exp = int(found.group("exp") or "0") - len(frac)
        elif found.group("inf"):
            self._kind = "F"
        else:
            self._kind = "N" if found.group("signal") else "n"
            self._int = int(found.group("diag") or "0")

    def _take(self, value: Any) -> None:
        if math.isnan(value):
            self._kind = "n"
            return
        self._sign = 1 if math.copysign(1.0, value) < 0 else 0
        if math.isinf(value):
            self._kind = "F"
            return
        top, bottom = abs(value).as_integer_ratio()
        places: Any = bottom.bit_length() - 1
        self._int = top * 5**places
        self._exp = -places

    def _gather(self, value: Any) -> None:
        if len(value) != 3:
            raise ValueError("argument must be a sequence of length 3")
        sign, digits, exp = value
        if sign not in (0, 1):
            raise ValueError("sign must be an integer with the value 0 or 1")
        for digit in digits:
            if not isinstance(digit, int) or not 0 <= digit <= 9:
                raise ValueError("coefficient must be a tuple of digits")
        self._sign = sign
        if exp == "F":
            self._kind = "F"
            return
        self._int = int("".join([str(digit) for digit in digits]) or "0")
        if exp in ("n", "N"):
            self._kind = exp
        elif isinstance(exp, int):
            self._exp = exp
        else:
            raise ValueError("string argument in the third position must be 'F', 'n' or 'N'")

    @classmethod
    def from_float(cls, f: Any):
        if not isinstance(f, (int, float)):
            raise TypeError("argument must be int or float")
        return cls(f)

    @property
    def real(self) -> "Decimal":
        return self

    @property
    def imag(self) -> "Decimal":
        return _made(0, 0, 0)

    def conjugate(self) -> "Decimal":
        return self

    def is_nan(self) -> bool:
        return self._kind in ("n", "N")

    def is_qnan(self) -> bool:
        return self._kind == "n"

    def is_snan(self) -> bool:
        return self._kind == "N"

    def is_infinite(self) -> bool:
        return self._kind == "F"

    def is_finite(self) -> bool:
        return self._kind == ""

    def is_signed(self) -> bool:
        return self._sign == 1

    def is_zero(self) -> bool:
        return self._kind == "" and self._int == 0

    def is_canonical(self) -> bool:
        return True

    def is_normal(self, context: Any = None) -> bool:
        return self._kind == "" and self._int != 0 and self.adjusted() >= (context or getcontext()).Emin

    def is_subnormal(self, context: Any = None) -> bool:
        return self._kind == "" and self._int != 0 and self.adjusted() < (context or getcontext()).Emin

    def adjusted(self) -> Any:
        return 0 if self._kind else self._exp + _length(self._int) - 1

    def as_tuple(self):
        digits = tuple([int(digit) for digit in str(self._int)])
        if self._kind == "F":
            return DecimalTuple(self._sign, (0,), "F")
        if self._kind:
            return DecimalTuple(self._sign, digits if self._int else (), self._kind)
        return DecimalTuple(self._sign, digits, self._exp)

    def as_integer_ratio(self) -> Any:
        if self._kind == "F":
            raise OverflowError("cannot convert Infinity to integer ratio")
        if self._kind:
            raise ValueError("cannot convert NaN to integer ratio")
        top: Any = self._int
        bottom: Any = 1
        if self._exp >= 0:
            top *= 10**self._exp
        else:
            bottom = 10**-self._exp
            divisor = math.gcd(top, bottom)
            top //= divisor
            bottom //= divisor
        return (-top if self._sign else top), bottom

    def copy_abs(self) -> "Decimal":
        return self._with(0)

    def copy_negate(self) -> "Decimal":
        return self._with(1 - self._sign)

    def copy_sign(self, other: Any, context: Any = None) -> "Decimal":
        return self._with(_own(other)._sign)

    def _with(self, sign: int) -> "Decimal":
        made = _made(sign, self._int, self._exp)
        made._kind = self._kind
        return made

    def canonical(self) -> "Decimal":
        return self

    def __repr__(self) -> str:
        return f"Decimal('{self}')"

    def __str__(self) -> str:
        return self._text(False)

    def to_eng_string(self, context: Any = None) -> str:
        return self._text(True)

    def _text(self, by_thousands: bool) -> str:
        sign = "-" if self._sign else ""
        if self._kind:
            payload = str(self._int) if self._int else ""
            return sign + ("Infinity" if self._kind == "F" else ("NaN" if self._kind == "n" else "sNaN") + payload)
        digits = str(self._int)
        left = self._exp + len(digits)
        if self._exp <= 0 and left > -6:
            dot = left
        elif not by_thousands:
            dot = 1
        elif self._int == 0:
            dot = (left + 1) % 3 - 1
        else:
            dot = (left - 1) % 3 + 1
        if dot <= 0:
            whole, part = "0", "." + "0" * -dot + digits
        elif dot >= len(digits):
            whole, part = digits + "0" * (dot - len(digits)), ""
        else:
            whole, part = digits[:dot], "." + digits[dot:]
        return sign + whole + part + ("" if left == dot else f"E{left - dot:+}")

    def __format__(self, specifier: str, /) -> str:
        found = _SPEC.fullmatch(specifier)
        if found is None or (found.group("zero") and found.group("align")):
            raise ValueError("invalid format string")
        kind = found.group("type") or ""
        context = getcontext()
        number = self
        if kind == "%" and not number._kind:
            number = _made(number._sign, number._int, number._exp + 2)
        precision = None if found.group("prec") is None else int(found.group("prec"))
        rounding = context.rounding
        if number._kind == "" and number._int == 0 and number._exp > 0 and kind in ("f", "F", "%"):
            number = _made(number._sign, 0, 0)
        if precision is not None and not number._kind:
            if kind in ("e", "E"):
                if number._int != 0:
                    number = _shortened(number, precision + 1, rounding)
            elif kind in ("f", "F", "%"):
                number = _rescaled(number, -precision, rounding)
            elif _length(number._int) > max(precision, 1):
                number = _shortened(number, max(precision, 1), rounding)
        sign = number._sign
        if found.group("noneg") and number._int == 0 and not number._kind:
            sign = 0
        shown = "-" if sign else (found.group("sign") or "-").replace("-", "")
        if number._kind:
            body = number.copy_abs()._text(False) + ("%" if kind == "%" else "")
            fill, align = found.group("fill") or " ", found.group("align") or ">"
            return _padded(shown, body, fill, align, int(found.group("width") or "0"))
        digits = str(number._int)
        left = number._exp + len(digits)
        if kind in ("e", "E"):
            dot = 1 - precision if number._int == 0 and precision is not None else 1
        elif kind in ("f", "F", "%"):
            dot = left
        elif number._exp <= 0 and left > -6:
            dot = left
        else:
            dot = 1
        if dot < 0:
            whole, part = "0", "0" * -dot + digits
        elif dot > len(digits):
            whole, part = digits + "0" * (dot - len(digits)), ""
        else:
            whole, part = digits[:dot] or "0", digits[dot:]
        exponent = left - dot
        tail = "." + part if part or found.group("alt") else ""
        if exponent != 0 or kind in ("e", "E"):
            tail += ("e" if kind in ("e", "g", "n") else "E") + f"{exponent:+}"
        if kind == "%":
            tail += "%"
        width = int(found.group("width") or "0")
        is_filled = found.group("zero") is not None
        fill = found.group("fill") or ("0" if is_filled else " ")
        align = found.group("align") or ("=" if is_filled else ">")
        if found.group("comma"):
            room = width - len(shown) - len(tail) if fill == "0" and align == "=" else 0
            whole = _grouped(whole, room)
        return _padded(shown, whole + tail, fill, align, width)

    def __hash__(self) -> Any:
        if self._kind == "N":
            raise TypeError("Cannot hash a signaling NaN value.")
        if self._kind:
            return 0 if self._kind == "n" else (-314159 if self._sign else 314159)
        # That of an equal number, where there is one.
        if self._exp >= 0:
            return hash(int(self))
        near = float(self)
        if self == near:
            return hash(near)
        power: Any = pow(pow(10, -1, _MODULUS), -self._exp, _MODULUS)
        found = self._int * power % _MODULUS
        found = -found if self._sign else found
        return -2 if found == -1 else found

    def __bool__(self) -> bool:
        return self._kind != "" or self._int != 0

    def _compared(self, other: Any) -> Any:
        """Below, at or above 0 as it is to the other number; both are none of NaN."""
        if self._kind or other._kind:
            mine = 0 if not self._kind else (-1 if self._sign else 1)
            theirs = 0 if not other._kind else (-1 if other._sign else 1)
            return mine - theirs
        if self._int == 0 or other._int == 0 or self._sign != other._sign:
            mine = 0 if self._int == 0 else (-1 if self._sign else 1)
            theirs = 0 if other._int == 0 else (-1 if other._sign else 1)
            return mine - theirs
        above = self.adjusted() - other.adjusted()
        if above == 0:
            exp = min(self._exp, other._exp)
            a: Any = self._int * 10 ** (self._exp - exp)
            b: Any = other._int * 10 ** (other._exp - exp)
            above = -1 if a < b else (1 if a > b else 0)
        return -above if self._sign else above

    def __eq__(self, other: Any) -> Any:
        number = _comparable(other)
        if number is None:
            return NotImplemented
        if not isinstance(number, Decimal):
            return not self._kind and self._beside(number) == 0
        if self._kind == "N" or number._kind == "N":
            raise InvalidOperation([InvalidOperation])
        return not self.is_nan() and not number.is_nan() and self._compared(number) == 0

    def _beside(self, number: Any) -> Any:
        """The same with a fraction."""
        if self._kind:
            return self._compared(Decimal())
        scaled = _made(self._sign, self._int * number.denominator, self._exp)
        return scaled._compared(Decimal(number.numerator))

    def _order(self, other: Any) -> Any:
        number = _comparable(other)
        if number is None:
            return None
        if not isinstance(number, Decimal):
            if self.is_nan():
                raise InvalidOperation([InvalidOperation])
            return self._beside(number)
        if self.is_nan() or number.is_nan():
            raise InvalidOperation([InvalidOperation])
        return self._compared(number)

    def __lt__(self, other: Any) -> Any:
        found = self._order(other)
        return NotImplemented if found is None else found < 0

    def __le__(self, other: Any) -> Any:
        found = self._order(other)
        return NotImplemented if found is None else found <= 0

    def __gt__(self, other: Any) -> Any:
        found = self._order(other)
        return NotImplemented if found is None else found > 0

    def __ge__(self, other: Any) -> Any:
        found = self._order(other)
        return NotImplemented if found is None else found >= 0

    def compare(self, other: Any, context: Any = None) -> "Decimal":
        number = _own(other)
        nan = _checked(self, number)
        if nan is not None:
            return nan
        found = self._compared(number)
        return Decimal(-1 if found < 0 else (1 if found > 0 else 0))

    def __add__(self, other: Any) -> "Decimal":
        number = _operand(other)
        return NotImplemented if number is None else _sum(self, number, getcontext())

    def __radd__(self, other: Any) -> "Decimal":
        number = _operand(other)
        return NotImplemented if number is None else _sum(number, self, getcontext())

    def __sub__(self, other: Any) -> "Decimal":
        number = _operand(other)
        return NotImplemented if number is None else _sum(self, _opposite(number), getcontext())

    def __rsub__(self, other: Any) -> "Decimal":
        number = _operand(other)
        return NotImplemented if number is None else _sum(number, _opposite(self), getcontext())

    def __mul__(self, other: Any) -> "Decimal":
        number = _operand(other)
        return NotImplemented if number is None else _product(self, number, getcontext())

    def __rmul__(self, other: Any) -> "Decimal":
        number = _operand(other)
        return NotImplemented if number is None else _product(number, self, getcontext())

    def __truediv__(self, other: Any) -> "Decimal":
        number = _operand(other)
        return NotImplemented if number is None else _quotient(self, number, getcontext())

    def __rtruediv__(self, other: Any) -> "Decimal":
        number = _operand(other)
        return NotImplemented if number is None else _quotient(number, self, getcontext())

    def __floordiv__(self, other: Any) -> "Decimal":
        number = _operand(other)
        return NotImplemented if number is None else _whole(self, number, getcontext())

    def __rfloordiv__(self, other: Any) -> "Decimal":
        number = _operand(other)
        return NotImplemented if number is None else _whole(number, self, getcontext())

    def __mod__(self, other: Any) -> "Decimal":
        number = _operand(other)
        return NotImplemented if number is None else _rest(self, number, getcontext())

    def __rmod__(self, other: Any) -> "Decimal":
        number = _operand(other)
        return NotImplemented if number is None else _rest(number, self, getcontext())

    def __divmod__(self, other: Any) -> Any:
        number = _operand(other)
        if number is None:
            return NotImplemented
        return _pair(self, number, getcontext())

    def __rdivmod__(self, other: Any) -> Any:
        number = _operand(other)
        if number is None:
            return NotImplemented
        return _pair(number, self, getcontext())

    def __pow__(self, other: Any) -> "Decimal":
        number = _operand(other)
        return NotImplemented if number is None else _power(self, number, getcontext())

    def __rpow__(self, other: Any) -> "Decimal":
        number = _operand(other)
        return NotImplemented if number is None else _power(number, self, getcontext())

    def __neg__(self) -> "Decimal":
        return _minus(self, getcontext())

    def __pos__(self) -> "Decimal":
        return _plus(self, getcontext())

    def __abs__(self) -> "Decimal":
        return getcontext().abs(self)

    def __int__(self) -> Any:
        if self._kind == "F":
            raise OverflowError("cannot convert Infinity to integer")
        if self._kind:
            raise ValueError("cannot convert NaN to integer")
        whole: Any = _rescaled(self, 0, ROUND_DOWN)._int
        return -whole if self._sign else whole

    def __trunc__(self) -> Any:
        return int(self)

    def __float__(self) -> float:
        if self._kind == "N":
            raise ValueError("cannot convert signaling NaN to float")
        if self._kind == "n":
            return -math.nan if self._sign else math.nan
        return float(str(self))

    def __round__(self, n: Any = None) -> Any:
        if n is not None:
            return _quantized(self, _made(0, 1, -n), getcontext().rounding, getcontext())
        return self._as_int(ROUND_HALF_EVEN)

    def __floor__(self) -> Any:
        return self._as_int(ROUND_FLOOR)

    def __ceil__(self) -> Any:
        return self._as_int(ROUND_CEILING)

    def _as_int(self, rounding: str) -> Any:
        if self._kind == "F":
            raise OverflowError("cannot convert Infinity to integer")
        if self._kind:
            raise ValueError("cannot convert NaN to integer")
        return int(_rescaled(self, 0, rounding))

    def quantize(self, exp: Any, rounding: str | None = None, context: Any = None) -> "Decimal":
        context = context or getcontext()
        return _quantized(self, _own(exp), rounding or context.rounding, context)

    def normalize(self, context: Any = None) -> "Decimal":
        context = context or getcontext()
        if self._kind:
            return _checked(self) or self
        found = _rounded(self, context)
        if found._int == 0:
            return _made(found._sign, 0, 0)
        digits: Any = found._int
        exp = found._exp
        while digits % 10 == 0 and exp < context.Emax:
            digits //= 10
            exp += 1
        return _made(found._sign, digits, exp)

    def to_integral_value(self, rounding: str | None = None, context: Any = None) -> "Decimal":
        if self._kind:
            return _checked(self) or self
        if self._exp >= 0:
            return self
        return _rescaled(self, 0, rounding or (context or getcontext()).rounding)

    def to_integral_exact(self, rounding: str | None = None, context: Any = None) -> "Decimal":
        return self.to_integral_value(rounding, context)

    def to_integral(self, rounding: str | None = None, context: Any = None) -> "Decimal":
        return self.to_integral_value(rounding, context)

    def sqrt(self, context: Any = None) -> "Decimal":
        return _root(self, context or getcontext())

    def fma(self, other: Any, third: Any, context: Any = None) -> "Decimal":
        context = context or getcontext()
        factor, added = _own(other), _own(third)
        if self._kind or factor._kind:
            return _sum(_product(self, factor, context), added, context)
        exact = _made(self._sign ^ factor._sign, self._int * factor._int, self._exp + factor._exp)
        return _sum(exact, added, context)

    def remainder_near(self, other: Any, context: Any = None) -> "Decimal":
        context = context or getcontext()
        number = _own(other)
        nan = _checked(self, number)
        if nan is not None:
            return nan
        if self._kind or (not number._kind and number._int == 0):
            raise InvalidOperation([InvalidOperation])
        if number._kind:
            return _rounded(self, context)
        exp = min(self._exp, number._exp)
        if self._int == 0:
            return _rounded(_made(self._sign, 0, exp), context)
        above = self.adjusted() - number.adjusted()
        if above >= context._prec + 1:
            raise InvalidOperation([DivisionImpossible])
        if above <= -2:
            return _rounded(_rescaled(self, exp, ROUND_HALF_EVEN), context)
        a: Any = self._int * 10 ** (self._exp - exp)
        b: Any = number._int * 10 ** (number._exp - exp)
        whole, rest = divmod(a, b)
        if 2 * rest + whole % 2 > b:
            rest -= b
            whole += 1
        if _length(whole) > context._prec:
            raise InvalidOperation([DivisionImpossible])
        sign = self._sign
        if rest < 0:
            sign = 1 - sign
            rest = -rest
        return _rounded(_made(sign, rest, exp), context)

    def scaleb(self, other: Any, context: Any = None) -> "Decimal":
        number = _own(other)
        nan = _checked(self, number)
        if nan is not None:
            return nan
        if number._kind or number._exp != 0:
            raise InvalidOperation([InvalidOperation])
        if self._kind:
            return self
        return _rounded(_made(self._sign, self._int, self._exp + int(number)), context or getcontext())

    def logb(self, context: Any = None) -> "Decimal":
        nan = _checked(self)
        if nan is not None:
            return nan
        if self._kind:
            return _special(0, "F")
        if self._int == 0:
            raise DivisionByZero([DivisionByZero])
        return _rounded(Decimal(self.adjusted()), context or getcontext())

    def same_quantum(self, other: Any, context: Any = None) -> bool:
        number = _own(other)
        if self._kind or number._kind:
            return self.is_nan() == number.is_nan() and self.is_infinite() == number.is_infinite()
        return self._exp == number._exp

    def max(self, other: Any, context: Any = None) -> "Decimal":
        return self._better(_own(other), context or getcontext(), 1)

    def min(self, other: Any, context: Any = None) -> "Decimal":
        return self._better(_own(other), context or getcontext(), -1)

    def _better(self, other: Any, context: Any, way: int) -> "Decimal":
        if self.is_nan() or other.is_nan():
            if self._kind == "N" or other._kind == "N":
                raise InvalidOperation([InvalidOperation])
            number = other if self.is_nan() else self
            return number if number.is_nan() else _rounded(number, context)
        found = self._compared(other) or self._total(other)
        return _rounded(self if found * way >= 0 else other, context)

    def _total(self, other: Any) -> Any:
        """The order of two that are equal."""
        if self._sign != other._sign:
            return -1 if self._sign else 1
        found = self._exp - other._exp
        return -found if self._sign else found

    def number_class(self, context: Any = None) -> str:
        if self.is_nan():
            return "NaN" if self._kind == "n" else "sNaN"
        sign = "-" if self._sign else "+"
        if self._kind:
            return sign + "Infinity"
        if self._int == 0:
            return sign + "Zero"
        return sign + ("Subnormal" if self.is_subnormal(context) else "Normal")

    def radix(self) -> "Decimal":
        return Decimal(10)


def _shortened(number: Any, digits: int, rounding: str) -> "Decimal":
    """With so many digits."""
    if number._int == 0:
        return _made(number._sign, 0, number.adjusted() + 1 - digits)
    found = _rescaled(number, number.adjusted() + 1 - digits, rounding)
    if _length(found._int) > digits:
        found = _made(found._sign, found._int // 10, found._exp + 1)
    return found


def _grouped(digits: str, room: int) -> str:
    """With a comma before every three digits, and zeros up to the width."""
    parts: list[str] = []
    while True:
        taken = min(max(len(digits), room, 1), 3)
        parts.insert(0, "0" * (taken - len(digits)) + digits[-taken:])
        digits = digits[:-taken]
        room -= taken
        if not digits and room <= 0:
            return ",".join(parts)
        room -= 1


def _padded(sign: str, body: str, fill: str, align: str, width: int) -> str:
    padding = fill * (width - len(sign) - len(body))
    if align == "<":
        return sign + body + padding
    if align == ">":
        return padding + sign + body
    if align == "=":
        return sign + padding + body
    half = len(padding) // 2
    return padding[:half] + sign + body + padding[half:]
