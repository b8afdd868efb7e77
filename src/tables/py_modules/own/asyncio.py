"""What waits for others: locks and queues."""

import collections
import heapq
from collections.abc import Callable
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
