//! Modules about time and waiting.

use crate::tables::effects::{READS, Use};
use crate::tables::py_modules::PyModuleRow;
use crate::tables::py_modules::PyStatus::{Planned, Refused, Source, Typing};
use crate::tables::py_modules::library::{class, exception, function, variadic};
use crate::tables::returns::Returns;
use crate::tables::signature::{any, any_or, args, kw_or};

pub(super) const ASYNCIO: PyModuleRow = PyModuleRow {
    name: "asyncio",
    members: &[
        ("ALL_COMPLETED", Source),
        (
            "AbstractChildWatcher",
            Refused("starts a process or opens a socket, which a browser cannot"),
        ),
        (
            "AbstractEventLoop",
            Refused(
                "works on Python's event loop, and the browser has one of its own; await the coroutine itself",
            ),
        ),
        (
            "AbstractEventLoopPolicy",
            Refused(
                "works on Python's event loop, and the browser has one of its own; await the coroutine itself",
            ),
        ),
        ("AbstractServer", Refused("starts a process or opens a socket, which a browser cannot")),
        (
            "Barrier",
            Refused(
                "works on Python's event loop, and the browser has one of its own; await the coroutine itself",
            ),
        ),
        (
            "BaseEventLoop",
            Refused(
                "works on Python's event loop, and the browser has one of its own; await the coroutine itself",
            ),
        ),
        ("BaseProtocol", Refused("starts a process or opens a socket, which a browser cannot")),
        ("BaseTransport", Refused("starts a process or opens a socket, which a browser cannot")),
        ("BoundedSemaphore", Source),
        (
            "BrokenBarrierError",
            Refused(
                "works on Python's event loop, and the browser has one of its own; await the coroutine itself",
            ),
        ),
        ("BufferedProtocol", Refused("starts a process or opens a socket, which a browser cannot")),
        (
            "CancelledError",
            exception("asyncio.CancelledError", "asyncioCancelledError", "BaseException"),
        ),
        ("Condition", Source),
        ("DatagramProtocol", Refused("starts a process or opens a socket, which a browser cannot")),
        (
            "DatagramTransport",
            Refused("starts a process or opens a socket, which a browser cannot"),
        ),
        (
            "DefaultEventLoopPolicy",
            Refused(
                "works on Python's event loop, and the browser has one of its own; await the coroutine itself",
            ),
        ),
        ("Event", Source),
        ("FIRST_COMPLETED", Source),
        ("FIRST_EXCEPTION", Source),
        ("FastChildWatcher", Refused("starts a process or opens a socket, which a browser cannot")),
        ("Future", Planned),
        (
            "Handle",
            Refused(
                "works on Python's event loop, and the browser has one of its own; await the coroutine itself",
            ),
        ),
        (
            "IncompleteReadError",
            Refused("starts a process or opens a socket, which a browser cannot"),
        ),
        (
            "InvalidStateError",
            exception("asyncio.InvalidStateError", "asyncioInvalidStateError", "Exception"),
        ),
        ("LifoQueue", Source),
        (
            "LimitOverrunError",
            Refused("starts a process or opens a socket, which a browser cannot"),
        ),
        ("Lock", Source),
        (
            "MultiLoopChildWatcher",
            Refused("starts a process or opens a socket, which a browser cannot"),
        ),
        (
            "PidfdChildWatcher",
            Refused("starts a process or opens a socket, which a browser cannot"),
        ),
        ("PriorityQueue", Source),
        ("Protocol", Refused("starts a process or opens a socket, which a browser cannot")),
        ("Queue", Source),
        ("QueueEmpty", Source),
        ("QueueFull", Source),
        ("ReadTransport", Refused("starts a process or opens a socket, which a browser cannot")),
        (
            "Runner",
            Refused(
                "works on Python's event loop, and the browser has one of its own; await the coroutine itself",
            ),
        ),
        ("SafeChildWatcher", Refused("starts a process or opens a socket, which a browser cannot")),
        (
            "SelectorEventLoop",
            Refused(
                "works on Python's event loop, and the browser has one of its own; await the coroutine itself",
            ),
        ),
        ("Semaphore", Source),
        (
            "SendfileNotAvailableError",
            Refused("starts a process or opens a socket, which a browser cannot"),
        ),
        ("Server", Refused("starts a process or opens a socket, which a browser cannot")),
        ("StreamReader", Refused("starts a process or opens a socket, which a browser cannot")),
        (
            "StreamReaderProtocol",
            Refused("starts a process or opens a socket, which a browser cannot"),
        ),
        ("StreamWriter", Refused("starts a process or opens a socket, which a browser cannot")),
        (
            "SubprocessProtocol",
            Refused("starts a process or opens a socket, which a browser cannot"),
        ),
        (
            "SubprocessTransport",
            Refused("starts a process or opens a socket, which a browser cannot"),
        ),
        ("Task", Typing),
        ("TaskGroup", Source),
        (
            "ThreadedChildWatcher",
            Refused("starts a process or opens a socket, which a browser cannot"),
        ),
        (
            "Timeout",
            Refused(
                "works on Python's event loop, and the browser has one of its own; await the coroutine itself",
            ),
        ),
        ("TimeoutError", exception("asyncio.TimeoutError", "PyTimeoutError", "OSError")),
        (
            "TimerHandle",
            Refused(
                "works on Python's event loop, and the browser has one of its own; await the coroutine itself",
            ),
        ),
        ("Transport", Refused("starts a process or opens a socket, which a browser cannot")),
        ("WriteTransport", Refused("starts a process or opens a socket, which a browser cannot")),
        (
            "_enter_task",
            Refused(
                "works on Python's event loop, and the browser has one of its own; await the coroutine itself",
            ),
        ),
        (
            "_get_running_loop",
            Refused(
                "works on Python's event loop, and the browser has one of its own; await the coroutine itself",
            ),
        ),
        (
            "_leave_task",
            Refused(
                "works on Python's event loop, and the browser has one of its own; await the coroutine itself",
            ),
        ),
        (
            "_register_task",
            Refused(
                "works on Python's event loop, and the browser has one of its own; await the coroutine itself",
            ),
        ),
        (
            "_set_running_loop",
            Refused(
                "works on Python's event loop, and the browser has one of its own; await the coroutine itself",
            ),
        ),
        (
            "_unregister_task",
            Refused(
                "works on Python's event loop, and the browser has one of its own; await the coroutine itself",
            ),
        ),
        (
            "all_tasks",
            Refused(
                "works on Python's event loop, and the browser has one of its own; await the coroutine itself",
            ),
        ),
        ("as_completed", Source),
        (
            "create_eager_task_factory",
            Refused(
                "works on Python's event loop, and the browser has one of its own; await the coroutine itself",
            ),
        ),
        (
            "create_subprocess_exec",
            Refused("starts a process or opens a socket, which a browser cannot"),
        ),
        (
            "create_subprocess_shell",
            Refused("starts a process or opens a socket, which a browser cannot"),
        ),
        (
            "create_task",
            function(
                "asyncio.create_task",
                "asyncioCreateTask",
                &[any("coro"), kw_or("name", "None")],
                Returns::Unknown,
            ),
        ),
        ("current_task", Planned),
        (
            "eager_task_factory",
            Refused(
                "works on Python's event loop, and the browser has one of its own; await the coroutine itself",
            ),
        ),
        (
            "ensure_future",
            function(
                "asyncio.ensure_future",
                "asyncioCreateTask",
                &[any("coro_or_future")],
                Returns::Unknown,
            ),
        ),
        (
            "gather",
            variadic(
                "asyncio.gather",
                "asyncioGather",
                "asyncioGatherWith",
                &[args("coros_or_futures"), kw_or("return_exceptions", "False")],
                Returns::Unknown,
            ),
        ),
        (
            "get_child_watcher",
            Refused("starts a process or opens a socket, which a browser cannot"),
        ),
        (
            "get_event_loop",
            Refused(
                "works on Python's event loop, and the browser has one of its own; await the coroutine itself",
            ),
        ),
        (
            "get_event_loop_policy",
            Refused(
                "works on Python's event loop, and the browser has one of its own; await the coroutine itself",
            ),
        ),
        (
            "get_running_loop",
            Refused(
                "works on Python's event loop, and the browser has one of its own; await the coroutine itself",
            ),
        ),
        ("iscoroutine", Planned),
        ("iscoroutinefunction", Planned),
        ("isfuture", Planned),
        (
            "new_event_loop",
            Refused(
                "works on Python's event loop, and the browser has one of its own; await the coroutine itself",
            ),
        ),
        ("open_connection", Refused("starts a process or opens a socket, which a browser cannot")),
        (
            "open_unix_connection",
            Refused("starts a process or opens a socket, which a browser cannot"),
        ),
        (
            "run",
            Refused(
                "starts the event loop, which a browser has running already; call the async function, or use `asyncio.create_task`",
            ),
        ),
        (
            "run_coroutine_threadsafe",
            Refused(
                "works on Python's event loop, and the browser has one of its own; await the coroutine itself",
            ),
        ),
        (
            "set_child_watcher",
            Refused("starts a process or opens a socket, which a browser cannot"),
        ),
        (
            "set_event_loop",
            Refused(
                "works on Python's event loop, and the browser has one of its own; await the coroutine itself",
            ),
        ),
        (
            "set_event_loop_policy",
            Refused(
                "works on Python's event loop, and the browser has one of its own; await the coroutine itself",
            ),
        ),
        (
            "shield",
            function("asyncio.shield", "asyncioCreateTask", &[any("arg")], Returns::Unknown),
        ),
        (
            "sleep",
            function(
                "asyncio.sleep",
                "asyncioSleep",
                &[any("delay"), any_or("result", "None")],
                Returns::Unknown,
            )
            .does(READS.acts()),
        ),
        ("start_server", Refused("starts a process or opens a socket, which a browser cannot")),
        (
            "start_unix_server",
            Refused("starts a process or opens a socket, which a browser cannot"),
        ),
        (
            "timeout",
            Refused(
                "would have to stop what is running; use `asyncio.wait_for` on an async function",
            ),
        ),
        (
            "timeout_at",
            Refused(
                "works on Python's event loop, and the browser has one of its own; await the coroutine itself",
            ),
        ),
        (
            "to_thread",
            Refused("runs a function in a thread, and JavaScript has none; call the function"),
        ),
        ("wait", Source),
        (
            "wait_for",
            function(
                "asyncio.wait_for",
                "asyncioWaitFor",
                &[any("fut"), any("timeout")],
                Returns::Unknown,
            ),
        ),
        (
            "wrap_future",
            Refused(
                "works on Python's event loop, and the browser has one of its own; await the coroutine itself",
            ),
        ),
    ],
};

pub(super) const CONTEXTLIB: PyModuleRow = PyModuleRow {
    name: "contextlib",
    members: &[
        ("AbstractAsyncContextManager", Source),
        ("AbstractContextManager", Source),
        ("AsyncExitStack", Source),
        ("ContextDecorator", Planned),
        ("ExitStack", Source),
        ("aclosing", Refused("works with generators closed by hand; use `try` and `finally`")),
        (
            "asynccontextmanager",
            function(
                "contextlib.asynccontextmanager",
                "contextlibAsynccontextmanager",
                &[any("func")],
                Returns::Unknown,
            )
            .does(READS.all(Use::CallsLater)),
        ),
        ("chdir", Refused("changes the working directory, and a browser has none")),
        (
            "closing",
            class("contextlib.closing", "contextlibClosing", &[any("thing")], Returns::Unknown)
                .does(READS),
        ),
        (
            "contextmanager",
            function(
                "contextlib.contextmanager",
                "contextlibContextmanager",
                &[any("func")],
                Returns::Unknown,
            )
            .does(READS.all(Use::CallsLater)),
        ),
        (
            "nullcontext",
            class(
                "contextlib.nullcontext",
                "contextlibNullcontext",
                &[any_or("enter_result", "None")],
                Returns::Unknown,
            )
            .does(READS),
        ),
        (
            "redirect_stderr",
            Refused("redirects the output of the process; collect the lines in a list"),
        ),
        (
            "redirect_stdout",
            Refused("redirects the output of the process; collect the lines in a list"),
        ),
        (
            "suppress",
            class(
                "contextlib.suppress",
                "contextlibSuppress",
                &[args("exceptions")],
                Returns::Unknown,
            )
            .does(READS),
        ),
    ],
};
