//! Attributes, methods, fields, members of enums and keys of a `TypedDict`: from each use to its declaration, and back.

use super::knowledge::App;

const SHAPES: &str = "\
from dataclasses import dataclass
from enum import Enum
from typing import TypedDict


class Color(Enum):
    RED = \"red\"
    BLUE = \"blue\"


class Size(TypedDict):
    wide: int
    high: int


class Shape:
    unit = \"px\"

    def __init__(self, color: Color):
        self.color = color
        self.sides = 0

    def area(self) -> float:
        return 0.0

    @property
    def label(self) -> str:
        return self.unit + str(self.sides)

    @label.setter
    def label(self, text: str) -> None:
        self.unit = text


@dataclass
class Point:
    x: float
    y: float = 0.0


class Square(Shape):
    middle: Point

    def area(self) -> float:
        self.sides = 4
        return super().area() + self.middle.x
";

/// Compiled: types are inferred.
const PAGE: &str = "\
import pulse as ps
import shapes
from shapes import Color, Point, Shape, Size, Square


def measured(size: Size):
    return size[\"wide\"] * size.get(\"high\", 1)


@ps.javascript
def total(xs: list[Shape]):
    found = [shape.area() for shape in xs]
    for shape in xs:
        if shape.color == Color.RED:
            shape.sides += 1
    origin = Point(x=1.0)
    moved = origin
    first = Square(Color.BLUE)
    first.middle = moved
    return found, moved.y, first.label, first.unit, measured({\"wide\": 1, \"high\": 2})


@ps.javascript
def unknown(thing):
    return thing.area, thing.x, thing[\"wide\"]
";

/// Never compiled: what is written is all there is.
const SERVER: &str = "\
from typing import Optional

import shapes
from shapes import Color, Point, Size, Square

type Sizes = dict[str, Size]
KNOWN: \"Sizes\" = {}
last: Optional[Point] = None


class Store:
    square: Square

    def __init__(self, square, sizes: Sizes):
        self.square = square
        self.sizes = sizes

    @classmethod
    def made(cls) -> \"Store\":
        return cls(Square(Color.RED), {\"a\": {\"wide\": 1, \"high\": 2}})

    async def load(self) -> Size:
        return {\"wide\": self.square.sides, \"high\": 2}


async def serve(store: Store | None, anything):
    size = await store.load()
    print(size[\"wide\"], \"high\" in size, anything.square, anything[\"wide\"])
    for one in store.sizes.values():
        print(one[\"high\"])
    print(Store.made().square.middle.y, last.x, KNOWN[\"a\"][\"high\"], shapes.Color.BLUE)
    either = store if anything else Store.made()
    either.square = anything()
    both = anything
    both = store
    print(both.square)
    match anything:
        case Point(x=0.0):
            return [each for each in Color if each == Color.RED]
";

const FILES: &[(&str, &str)] =
    &[("pyproject.toml", ""), ("shapes.py", SHAPES), ("page.py", PAGE), ("server.py", SERVER)];

#[test]
fn members_lead_to_their_declarations() {
    let mut app = App::of(FILES);
    let cases = [
        // By `self`, `super()`, and what derives from the class.
        ("shapes.py", "self.unit +", 5, "shapes.py:17 unit"),
        ("shapes.py", "self.sides = 4", 5, "shapes.py:21 sides"),
        ("shapes.py", "super().area", 8, "shapes.py:23 area"),
        ("shapes.py", "self.middle.x", 5, "shapes.py:42 middle"),
        ("shapes.py", "self.middle.x", 12, "shapes.py:37 x"),
        ("shapes.py", "def label(self, text", 4, "shapes.py:27 label"),
        // By what is inferred.
        ("page.py", "shape.area()", 6, "shapes.py:23 area"),
        ("page.py", "shape.color", 6, "shapes.py:20 color"),
        ("page.py", "shape.sides", 6, "shapes.py:21 sides"),
        ("page.py", "Color.RED", 6, "shapes.py:7 RED"),
        ("page.py", "Point(x=1.0)", 6, "shapes.py:37 x"),
        ("page.py", "moved.y", 6, "shapes.py:38 y"),
        ("page.py", "first.middle", 6, "shapes.py:42 middle"),
        ("page.py", "first.label", 6, "shapes.py:27 label"),
        ("page.py", "first.unit", 6, "shapes.py:17 unit"),
        ("page.py", "size[\"wide\"]", 6, "shapes.py:12 wide"),
        ("page.py", "size.get(\"high\"", 10, "shapes.py:13 high"),
        ("page.py", "{\"wide\": 1", 3, "shapes.py:12 wide"),
        // By what is written.
        ("server.py", "cls(Square(Color.RED)", 17, "shapes.py:7 RED"),
        ("server.py", "{\"wide\": 1", 3, "shapes.py:12 wide"),
        ("server.py", "{\"wide\": self", 3, "shapes.py:12 wide"),
        ("server.py", "self.square.sides", 5, "server.py:12 square"),
        ("server.py", "self.square.sides", 12, "shapes.py:21 sides"),
        ("server.py", "store.load()", 6, "server.py:22 load"),
        ("server.py", "size[\"wide\"]", 6, "shapes.py:12 wide"),
        ("server.py", "\"high\" in", 2, "shapes.py:13 high"),
        ("server.py", "store.sizes", 6, "server.py:16 sizes"),
        ("server.py", "one[\"high\"]", 5, "shapes.py:13 high"),
        ("server.py", "Store.made()", 6, "server.py:19 made"),
        ("server.py", "square.middle", 7, "shapes.py:42 middle"),
        ("server.py", "middle.y", 7, "shapes.py:38 y"),
        ("server.py", "last.x", 5, "shapes.py:37 x"),
        ("server.py", "KNOWN[\"a\"][\"high\"]", 13, "shapes.py:13 high"),
        ("server.py", "shapes.Color.BLUE", 14, "shapes.py:8 BLUE"),
        ("server.py", "either.square", 8, "server.py:12 square"),
        ("server.py", "case Point(x", 11, "shapes.py:37 x"),
    ];
    for (file, needle, further, wanted) in cases {
        assert_eq!(app.places("definition", file, needle, further), [wanted], "{file}: {needle}");
    }
}

#[test]
fn what_is_not_known_leads_nowhere() {
    let mut app = App::of(FILES);
    let cases = [
        ("page.py", "thing.area", 7),
        ("page.py", "thing.x", 6),
        ("page.py", "thing[\"wide\"]", 8),
        ("server.py", "anything.square", 10),
        ("server.py", "anything[\"wide\"]", 11),
        // One of its two values is anything.
        ("server.py", "both.square", 6),
    ];
    for (file, needle, further) in cases {
        assert_eq!(app.places("definition", file, needle, further), [""; 0], "{file}: {needle}");
        assert_eq!(app.places("references", file, needle, further), [""; 0], "{file}: {needle}");
    }
}

#[test]
fn references_of_members_are_all_there_are() {
    let mut app = App::of(FILES);
    let sides = [
        "page.py:15 sides",
        "server.py:23 sides",
        "shapes.py:21 sides",
        "shapes.py:28 sides",
        "shapes.py:45 sides",
    ];
    assert_eq!(app.places("references", "shapes.py", "sides = 0", 1), sides);
    assert_eq!(app.places("references", "page.py", "shape.sides", 7), sides);
    let wide = [
        "page.py:7 wide",
        "page.py:20 wide",
        "server.py:20 wide",
        "server.py:23 wide",
        "server.py:28 wide",
        "shapes.py:12 wide",
    ];
    assert_eq!(app.places("references", "shapes.py", "wide: int", 1), wide);
    assert_eq!(app.places("references", "server.py", "size[\"wide\"]", 7), wide);
    let red = ["page.py:14 RED", "server.py:20 RED", "server.py:39 RED", "shapes.py:7 RED"];
    assert_eq!(app.places("references", "shapes.py", "RED =", 1), red);
    let x =
        ["page.py:16 x", "server.py:31 x", "server.py:38 x", "shapes.py:37 x", "shapes.py:46 x"];
    assert_eq!(app.places("references", "shapes.py", "x: float", 0), x);
    let label =
        ["page.py:20 label", "shapes.py:27 label", "shapes.py:30 label", "shapes.py:31 label"];
    assert_eq!(app.places("references", "page.py", "first.label", 7), label);
    // Each class has its own.
    let area = ["page.py:12 area", "shapes.py:23 area", "shapes.py:46 area"];
    assert_eq!(app.places("references", "shapes.py", "def area", 5), area);
}

/// While something else is half written, what is written still tells.
#[test]
fn half_written_code_does_not_hide_members() {
    let mut app = App::of(FILES);
    let uri = app.uri("page.py");
    app.client.replace(&uri, &PAGE.replace("origin = Point(x=1.0)", "origin = Point(x="));
    assert_eq!(app.places("definition", "shapes.py", "self.middle.x", 12), ["shapes.py:37 x"]);
    assert_eq!(app.places("definition", "page.py", "size[\"wide\"]", 6), ["shapes.py:12 wide"]);
}

#[test]
fn hover_tells_what_members_are() {
    let mut app = App::of(FILES);
    let cases = [
        ("shapes.py", "x: float", 0, "Point.x: float"),
        ("shapes.py", "RED =", 1, "Color.RED: Color = \"red\""),
        ("shapes.py", "wide: int", 1, "Size.wide: int"),
        ("shapes.py", "sides = 0", 1, "Shape.sides: int"),
        ("shapes.py", "def area", 5, "def Shape.area(self) -> float"),
        ("page.py", "shape.area", 7, "def Shape.area(self) -> float"),
        ("page.py", "moved.y", 6, "moved.y: float"),
        ("page.py", "size[\"wide\"]", 7, "Size.wide: int"),
        ("page.py", "Point(x=1.0)", 6, "Point.x: float"),
        ("server.py", "store.load", 7, "async def Store.load(self) -> Size"),
        ("server.py", "square.middle", 8, "Square.middle: Point"),
        ("server.py", "size[\"wide\"]", 7, "Size.wide: int"),
    ];
    for (file, needle, further, wanted) in cases {
        let hover = app.hover(file, needle, further);
        assert!(hover.starts_with(&format!("```python\n{wanted}\n```")), "{needle}: {hover}");
    }
    assert!(!app.hover("page.py", "thing.x", 6).contains("Point"));
}

/// Names that lead to themselves, and to each other, end nowhere.
#[test]
fn circles_end() {
    let text = "\
class A(B):
    def f(self):
        return self.nothing, self.g().x


class B(A):
    def g(self) -> \"type[A] | A\":
        self.me = self.me
        return self.me.other


first = second
second = first
print(first.x, A().f, A.g)
type Loop = Loop | list[Loop]
loop: Loop = None
print(loop.x)
";
    let mut app = App::of(&[("pyproject.toml", ""), ("loops.py", text)]);
    assert_eq!(app.places("definition", "loops.py", "self.nothing", 6), [""; 0]);
    assert_eq!(app.places("definition", "loops.py", "first.x", 6), [""; 0]);
    assert_eq!(app.places("definition", "loops.py", "loop.x", 5), [""; 0]);
    assert_eq!(app.places("definition", "loops.py", "me.other", 4), [""; 0]);
    assert_eq!(app.places("definition", "loops.py", "A().f", 4), ["loops.py:2 f"]);
}
