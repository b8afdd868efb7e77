"""Python 3.12 that is hard to cut, compared with CPython by `outline.rs`."""
import a.b.c, d.e as f ; from . import (g, h as i,)  # comment
from .import_ import x; from ..m import *
a = 1; b = 2;
a = b = (c, [d, *e]) = f.g = h[i] = j(k).l = (m).n = [o][0] = v
a: int; b: int = 1; (c): int = 2; d.e: int = 3; f[g]: int = 4
a += 1; b.c //= 2; d[e] **= 3; f @= g; h >>= i; j <<= k; l |= m; n -= o
x, = y; *x, z = y; (x), y = z; [] = x; () = y
f = lambda a=1, *b, c=(d := 2): (e := 3); lambda a=1: a
g = [lambda: f(1) + (local := 2), (outer := 3)]
h = {lambda: 1: 2, "k": (in_dict := 3)}
i = [(last := x) for x in y if (seen := x) for z in x]
print((first := 1), *(second := [2]), key=(third := 3))
"docstring"
...
-x; not y; ~z; [1, 2]; {1: 2}; (paren := 1); await_ == 1; a < b > c != d; x @ y
pass; del x, y; assert x, "y"; raise X from Y; global x
type X = int; type Y[T] = list[T]; type Z[*Ts, **P] = (1)
type = 3; type(x); type in x; type[x]; type.y; type, x; type if x else y; type is x; type: int = 1
match = 3; match(x); match.y; match[x]; match, x = y; match: int = 1; match == x; match * x; match -x; case = 1
match x:
    case Point(x=0, y=py) as whole if (guard := py): bound = 1; other = 2
    case [first, *rest] | {"k": first, **rest}:
        case = 1
        case[first]: int = 3
        match y, z:
            case (a.b | None | -1 | 1 + 2j | "s" f"t"), str(inner), _:
                pass
        after = 1
    case {"a": [b, (c)], a.b: d}: pass
    case _: wild = lambda: (no := 1)
match (x):
    case (y): pass
match [x]:
    case [y]: pass
match -x, *y:
    case z: pass
match match:
    case case: pass
if x: a = 1; b = 2;
elif (y := z): import p.q
else: from r import s as t

if x:

    # comment
  # dedented comment
    a = 1
# comment in column 0
    if y: b = 2
    else:
	    c = 3
    def f(p=(q := 1)):
        local = 1
        def g(): pass
    d = 4
    class C(B, metaclass=(M := N)):
        attribute = 1
    @(decorated := x)
    async def h(): pass
    e = 5
# trailing comment

else :
    z = 1
while (line := next(it)): pass
else: done = True
for i, (j, *k), l.m, n[o in p] in q: r = 1
else: s = 2
for x in lambda: 1, 2: pass
with open(a) as b, c as (d, [e, *f]), g as h.i, j as k[l]: m = 1
with (open(a) as b, c as d,): pass
with (yield_): pass
with (a, b) as c: pass
try: a = 1
except* (A, B) as e: b = 2
except* C: c = 3
else: d = 4
finally: e = 5
try:
    pass
except A as e: pass
except: f = 1
async def f(a: (annotation := int) = (default := 1), *b, c=lambda x: (no := x)) -> (returns := int): y = (z := 2)
async  \
 def g(): pass
@a
@b.c(d, (in_decorator := 1))  # comment

# between

@(e or f)
@[g][0]
@ h
class C[T: int](D, E=(base := 1)): x = 1; y = 2
@a(
    b,
)
def f(): return """
def not_here(): pass
"""
def f[T](
    a,
): return [
1,
2]
x = (
yield_
@y
@z(
w)
)
x = [a
for a in b
if a
if not a
]; y = (a
if b
else c)
x = (lambda: (yield
from_))
def f():
    x = (yield
from_)
    return (yield
from
x)
x = 1 + \
    2 + \
3
if x: \
import y
from a \
import b
\
x = 1
    
	
x = 'a\
b' "c\"d" r'\'' u"" 'é' ; y = rb"\\" Br'x' bR'y' B'z' ; éé = "日本" ; 变量 = 1
x = '''a
'b' ''c'' \''' def f(): '''; y = """"quoted" """
x = f"{d["k"]!r:>{width + 1}} {{ }} {{}} {a:{b:{c}}} {x = } {x=!r:^20} \{a} \N{DIGIT ONE} {'}'} {"{"}"
x = f'{f'{f'{(deep := 1)}'}'}' f"{x:%H:%M:{y}}" f"{x:=^10}" f"{ {1: 2}[1] }" f"{(lambda: (no := 1))()}"
x = rf"\{a}\N{b}" fR'{a}\'' F"" Rf'''{
a  # comment with ' and " and }
}''' f"{
a
}" f"{a!r}" f'''{x:
}''' f"{x != y}" f"{x, (fy := 2)}" f"{*a, b}" f"{yield_}" f'{a['''
def f(): pass
''']}'
x = 0x_ff + 1_000.5e-10j + .5 + 1. + 0b1 if 1else 2
x = (1if 2else 3)
x = a if b else(else_ := 1)
class A: pass
class B(A): x = 1; y = (c := 2)
print(f"{'a' if x else 'b'}", end=''); print()
def f():
    """doc"""
    # trailing comment of f

    # another
x = [  # comment (
    1,  # [ {
]
if 1:
        x = (
1)
        y = 2
last = 1
