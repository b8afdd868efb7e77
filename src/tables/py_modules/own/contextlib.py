"""Stacks of context managers."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any


class AbstractContextManager(ABC):
    def __enter__(self):
        return self

    @abstractmethod
    def __exit__(self, exc_type: Any, exc_value: Any, traceback: Any) -> Any:
        return None


class AbstractAsyncContextManager(ABC):
    async def __aenter__(self):
        return self

    @abstractmethod
    async def __aexit__(self, exc_type: Any, exc_value: Any, traceback: Any) -> Any:
        return None


class _Exit:
    """What runs when the stack is left."""

    def __init__(self, call: Callable[..., Any], is_exit: bool, args: tuple[Any, ...], kwargs: Any):
        self.call = call
        self.is_exit = is_exit
        self.args = args
        self.kwargs = kwargs


class ExitStack:
    def __init__(self):
        self._exits: list[_Exit] = []

    def pop_all(self):
        stack = type(self)()
        stack._exits = self._exits
        self._exits = []
        return stack

    def push(self, exit: Any) -> Any:
        if hasattr(exit, "__exit__"):
            self._exits.append(_Exit(lambda *args: exit.__exit__(*args), True, (), {}))
        else:
            self._exits.append(_Exit(exit, True, (), {}))
        return exit

    def enter_context(self, cm: Any) -> Any:
        if not (hasattr(cm, "__enter__") and hasattr(cm, "__exit__")):
            raise TypeError(f"'{type(cm).__name__}' object does not support the context manager protocol")
        result = cm.__enter__()
        self.push(cm)
        return result

    def callback(self, callback: Callable[..., Any], /, *args: Any, **kwds: Any) -> Callable[..., Any]:
        self._exits.append(_Exit(callback, False, args, kwds))
        return callback

    def __enter__(self):
        return self

    def __exit__(self, exc_type: Any, exc_value: Any, traceback: Any) -> bool:
        error = exc_value
        while self._exits:
            leaving = self._exits.pop()
            try:
                call = leaving.call
                if not leaving.is_exit:
                    call(*leaving.args, **leaving.kwargs)
                elif call(None if error is None else type(error), error, None):
                    error = None
            except BaseException as raised:
                error = raised
        if error is None:
            return exc_value is not None
        if error is not exc_value:
            raise error
        return False

    def close(self) -> None:
        self.__exit__(None, None, None)


class AsyncExitStack:
    def __init__(self):
        self._exits: list[tuple[bool, _Exit]] = []

    def pop_all(self):
        stack = type(self)()
        stack._exits = self._exits
        self._exits = []
        return stack

    def push(self, exit: Any) -> Any:
        call = (lambda *args: exit.__exit__(*args)) if hasattr(exit, "__exit__") else exit
        self._exits.append((False, _Exit(call, True, (), {})))
        return exit

    def push_async_exit(self, exit: Any) -> Any:
        call = (lambda *args: exit.__aexit__(*args)) if hasattr(exit, "__aexit__") else exit
        self._exits.append((True, _Exit(call, True, (), {})))
        return exit

    def enter_context(self, cm: Any) -> Any:
        if not (hasattr(cm, "__enter__") and hasattr(cm, "__exit__")):
            raise TypeError(f"'{type(cm).__name__}' object does not support the context manager protocol")
        result = cm.__enter__()
        self.push(cm)
        return result

    async def enter_async_context(self, cm: Any) -> Any:
        if not (hasattr(cm, "__aenter__") and hasattr(cm, "__aexit__")):
            raise TypeError(f"'{type(cm).__name__}' object does not support the asynchronous context manager protocol")
        result = await cm.__aenter__()
        self.push_async_exit(cm)
        return result

    def callback(self, callback: Callable[..., Any], /, *args: Any, **kwds: Any) -> Callable[..., Any]:
        self._exits.append((False, _Exit(callback, False, args, kwds)))
        return callback

    def push_async_callback(self, callback: Callable[..., Any], /, *args: Any, **kwds: Any) -> Callable[..., Any]:
        self._exits.append((True, _Exit(callback, False, args, kwds)))
        return callback

    async def __aenter__(self):
        return self

    async def __aexit__(self, exc_type: Any, exc_value: Any, traceback: Any) -> bool:
        error = exc_value
        while self._exits:
            is_async, leaving = self._exits.pop()
            try:
                call = leaving.call
                if leaving.is_exit:
                    found = call(None if error is None else type(error), error, None)
                else:
                    found = call(*leaving.args, **leaving.kwargs)
                if is_async:
                    found = await found
                if leaving.is_exit and found:
                    error = None
            except BaseException as raised:
                error = raised
        if error is None:
            return exc_value is not None
        if error is not exc_value:
            raise error
        return False

    async def aclose(self) -> None:
        await self.__aexit__(None, None, None)
