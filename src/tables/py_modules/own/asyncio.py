"""What waits for others: locks and queues."""

import collections
import heapq
import time
from asyncio import create_task, gather, wait_for
from collections.abc import Callable, Iterable
from typing import Any

from pulse.js import Promise


class QueueEmpty(Exception):
    pass


class QueueFull(Exception):
    pass


class _Waiters:
    """Those who wait, in the order in which they came."""

    def __init__(self):
        self._waking: collections.deque[Callable[..., Any]] = collections.deque()

    def __len__(self) -> int:
        return len(self._waking)

    def wait(self):
        return Promise(lambda resolve, reject: self._waking.append(resolve))

    def wake(self, n: int = 1) -> None:
        while n > 0 and self._waking:
            self._waking.popleft()(None)
            n -= 1


class Event:
    def __init__(self):
        self._waiters = _Waiters()
        self._value = False

    def is_set(self) -> bool:
        return self._value

    def set(self) -> None:
        if not self._value:
            self._value = True
            self._waiters.wake(len(self._waiters))

    def clear(self) -> None:
        self._value = False

    async def wait(self) -> bool:
        if not self._value:
            await self._waiters.wait()
        return True


class Lock:
    def __init__(self):
        self._waiters = _Waiters()
        self._locked = False

    def locked(self) -> bool:
        return self._locked

    async def acquire(self) -> bool:
        if self._locked:
            # Who releases it hands it over.
            await self._waiters.wait()
        self._locked = True
        return True

    def release(self) -> None:
        if not self._locked:
            raise RuntimeError("Lock is not acquired.")
        if self._waiters:
            self._waiters.wake()
        else:
            self._locked = False

    async def __aenter__(self) -> None:
        await self.acquire()

    async def __aexit__(self, exc_type: Any, exc: Any, tb: Any) -> None:
        self.release()


class Semaphore:
    def __init__(self, value: int = 1):
        if value < 0:
            raise ValueError("Semaphore initial value must be >= 0")
        self._waiters = _Waiters()
        self._value = value

    def locked(self) -> bool:
        return self._value == 0

    async def acquire(self) -> bool:
        if self._value == 0:
            # Who releases it hands it over.
            await self._waiters.wait()
        else:
            self._value -= 1
        return True

    def release(self) -> None:
        if self._waiters:
            self._waiters.wake()
        else:
            self._value += 1

    async def __aenter__(self) -> None:
        await self.acquire()

    async def __aexit__(self, exc_type: Any, exc: Any, tb: Any) -> None:
        self.release()


class BoundedSemaphore(Semaphore):
    def __init__(self, value: int = 1):
        super().__init__(value)
        self._bound = value

    def release(self) -> None:
        if self._value >= self._bound:
            raise ValueError("BoundedSemaphore released too many times")
        super().release()


class Queue:
    def __init__(self, maxsize: int = 0):
        self._maxsize = maxsize
        self._getters = _Waiters()
        self._putters = _Waiters()
        self._joiners = _Waiters()
        self._unfinished = 0
        self._items: list[Any] = []

    @property
    def maxsize(self) -> int:
        return self._maxsize

    def _get(self) -> Any:
        return self._items.pop(0)

    def _put(self, item: Any) -> None:
        self._items.append(item)

    def qsize(self) -> int:
        return len(self._items)

    def empty(self) -> bool:
        return not self._items

    def full(self) -> bool:
        return 0 < self._maxsize <= len(self._items)

    async def put(self, item: Any) -> None:
        while self.full():
            await self._putters.wait()
        self.put_nowait(item)

    def put_nowait(self, item: Any) -> None:
        if self.full():
            raise QueueFull()
        self._put(item)
        self._unfinished += 1
        self._getters.wake()

    async def get(self) -> Any:
        while self.empty():
            await self._getters.wait()
        return self.get_nowait()

    def get_nowait(self) -> Any:
        if self.empty():
            raise QueueEmpty()
        item = self._get()
        self._putters.wake()
        return item

    def task_done(self) -> None:
        if self._unfinished <= 0:
            raise ValueError("task_done() called too many times")
        self._unfinished -= 1
        if self._unfinished == 0:
            self._joiners.wake(len(self._joiners))

    async def join(self) -> None:
        if self._unfinished > 0:
            await self._joiners.wait()


class PriorityQueue(Queue):
    def _get(self) -> Any:
        return heapq.heappop(self._items)

    def _put(self, item: Any) -> None:
        heapq.heappush(self._items, item)


class LifoQueue(Queue):
    def _get(self) -> Any:
        return self._items.pop()


class Condition:
    def __init__(self, lock: Lock | None = None):
        self._lock = Lock() if lock is None else lock
        self._waiters = _Waiters()

    def locked(self) -> bool:
        return self._lock.locked()

    async def acquire(self) -> bool:
        return await self._lock.acquire()

    def release(self) -> None:
        self._lock.release()

    async def wait(self) -> bool:
        if not self.locked():
            raise RuntimeError("cannot wait on un-acquired lock")
        self.release()
        try:
            await self._waiters.wait()
        finally:
            await self.acquire()
        return True

    async def wait_for(self, predicate: Callable[[], Any]) -> Any:
        found = predicate()
        while not found:
            await self.wait()
            found = predicate()
        return found

    def notify(self, n: int = 1) -> None:
        if not self.locked():
            raise RuntimeError("cannot notify on un-acquired lock")
        self._waiters.wake(n)

    def notify_all(self) -> None:
        self.notify(len(self._waiters))

    async def __aenter__(self) -> None:
        await self.acquire()

    async def __aexit__(self, exc_type: Any, exc: Any, tb: Any) -> None:
        self.release()


class TaskGroup:
    """Tasks that are waited for together. None of them can be cancelled: those left go on when one has failed."""

    def __init__(self):
        self._tasks: list[Any] = []
        self._is_open = False
        self._is_over = False

    async def __aenter__(self):
        if self._is_open:
            raise RuntimeError("TaskGroup has already been entered")
        self._is_open = True
        return self

    def create_task(self, coro: Any, *, name: Any = None, context: Any = None) -> Any:
        if not self._is_open:
            raise RuntimeError("TaskGroup has not been entered")
        if self._is_over:
            raise RuntimeError("TaskGroup is finished")
        task = create_task(coro, name=name)
        self._tasks.append(task)
        return task

    async def __aexit__(self, exc_type: Any, exc: Any, tb: Any) -> None:
        errors: list[Any] = [] if exc is None else [exc]
        seen = 0
        while not errors and seen < len(self._tasks):
            # What runs may add more.
            seen = len(self._tasks)
            try:
                await gather(*self._tasks)
            except Exception as error:
                errors.append(error)
        self._is_over = True
        if errors:
            for task in self._tasks:
                # Nobody else asks for what becomes of the others.
                task.add_done_callback(_ignored)
            raise ExceptionGroup("unhandled errors in a TaskGroup", errors)


def _ignored(task: Any) -> None:
    pass


FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"


async def wait(fs: Iterable[Any], *, timeout: Any = None, return_when: str = ALL_COMPLETED) -> Any:
    tasks = list(fs)
    if not tasks:
        raise ValueError("Set of Tasks/Futures is empty.")
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError(f"Invalid return_when value: {return_when}")
    for task in tasks:
        if not hasattr(task, "add_done_callback"):
            raise TypeError("Passing coroutines is forbidden, use tasks explicitly.")
    waiters = _Waiters()
    for task in tasks:
        task.add_done_callback(lambda done: waiters.wake())

    async def settled() -> None:
        while not _is_enough(tasks, return_when):
            await waiters.wait()

    try:
        await wait_for(settled(), timeout)
    except TimeoutError:
        pass
    return {task for task in tasks if task.done()}, {task for task in tasks if not task.done()}


def _is_enough(tasks: list[Any], return_when: str) -> bool:
    done = [task for task in tasks if task.done()]
    if len(done) == len(tasks):
        return True
    if return_when == FIRST_COMPLETED:
        return len(done) > 0
    return return_when == FIRST_EXCEPTION and any([task.exception() is not None for task in done])


def as_completed(fs: Iterable[Any], *, timeout: Any = None):
    settled = Queue()
    tasks = [one if hasattr(one, "add_done_callback") else create_task(one) for one in fs]
    for task in tasks:
        # In a tuple, as who awaits a promise of a task gets what comes of it.
        task.add_done_callback(lambda done: settled.put_nowait((done,)))
    end = None if timeout is None else time.monotonic() + timeout

    async def following() -> Any:
        left = None if end is None else end - time.monotonic()
        (task,) = await wait_for(settled.get(), left)
        return task.result()

    for _ in tasks:
        yield following()
