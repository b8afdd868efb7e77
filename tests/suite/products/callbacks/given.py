"""What the walks of a module that knows nothing of StopIteration make of one that a callback raises."""

import pulse as ps
from walks import handled, walks


@ps.javascript
def stop(x):
    if x > 1:
        raise StopIteration(3)
    return x


@ps.javascript
def again(_x):
    raise


@ps.javascript
def case_0():
    for name, walk in walks().items():
        try:
            print(name, walk(stop))
        except Exception as e:
            print(name, type(e).__name__, e)
    try:
        handled(again)
    except Exception as e:
        print("handled", type(e).__name__, e)
