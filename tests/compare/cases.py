"""Small programs that mean one thing in Python. Each function gives a text; its docstring says what it is about."""


def big_integers():
    """integers beyond 2**53"""
    return str(2**64 + 1)


def floor_division():
    """`//` and `%` of negative numbers"""
    return f"{-7 // 2} {-7 % 3}"


def division_by_zero():
    """`1 / 0` raises"""
    try:
        return str(1 / 0)
    except ZeroDivisionError:
        return "ZeroDivisionError"


def rounding():
    """`round` to even"""
    return f"{round(2.5)} {round(3.5)} {round(-0.5)}"


def whole_floats():
    """floats show their point"""
    return str([1.0, 2.5, 1e16])


def words():
    """`True` and `None` as text"""
    return f"{True} {None}"


def empty_is_false():
    """an empty list is false"""
    items = []
    return "full" if items else "empty"


def equal_lists():
    """lists are equal by value"""
    return str([1, [2]] == [1, [2]])


def lists_joined():
    """`+` of lists"""
    return str([1, 2] + [3])


def last_item():
    """`items[-1]`"""
    items = [1, 2, 3]
    return str(items[-1])


def missing_item():
    """an index that is not there raises"""
    items = [1]
    try:
        return str(items[5])
    except IndexError:
        return "IndexError"


def slices():
    """slices with a step"""
    return str([0, 1, 2, 3, 4][::-2])


def missing_key():
    """a key that is not there raises"""
    ages = {"ada": 36}
    try:
        return str(ages["bob"])
    except KeyError:
        return "KeyError"


def tuple_keys():
    """tuples as keys of a dict"""
    board = {}
    board[(0, 1)] = "x"
    board[(0, 1)] = "o"
    return f"{board[(0, 1)]} {len(board)}"


def number_keys():
    """a dict keeps its order and the types of its keys"""
    return str({2: "b", 1: "a"})


def code_points():
    """`len` of a text counts characters"""
    return str(len("😀!"))


def formats():
    """format specifications"""
    return f"{1234.5:,.2f}|{7:03d}|{0.256:.1%}|{'a':>3}"


def split_once():
    """`split` with a limit"""
    return str("a,b,c".split(",", 1))


def sorting():
    """`sorted` with `key` and `reverse` is stable"""
    return str(sorted(["bb", "a", "cc", "d"], key=len, reverse=True))


def sets():
    """operators of sets"""
    return str(sorted({1, 2} | {2, 3}))


def unpacking():
    """`first, *rest = ...`"""
    first, *rest = [1, 2, 3]
    return f"{first} {rest}"


def generators():
    """generators"""

    def squares(n):
        for i in range(n):
            yield i * i

    return str(list(squares(4)))


def closures():
    """loops have one variable"""
    functions = []
    for i in range(3):
        functions.append(lambda: i)
    return str([f() for f in functions])


def matching():
    """`match` with classes and sequences"""
    value = ("point", 1, [2, 3])
    match value:
        case ("point", int(x), [y, *_]):
            return f"{x} {y}"
        case _:
            return "other"


def exceptions():
    """exceptions of one's own, and `finally`"""

    class Empty(Exception):
        pass

    said = []
    try:
        try:
            raise Empty("no rows")
        finally:
            said.append("closed")
    except Empty as problem:
        said.append(str(problem))
    return str(said)


def classes():
    """operators of classes"""

    class Money:
        def __init__(self, cents):
            self.cents = cents

        def __add__(self, other):
            return Money(self.cents + other.cents)

        def __repr__(self):
            return f"Money({self.cents})"

    return str([Money(1) + Money(2)])
