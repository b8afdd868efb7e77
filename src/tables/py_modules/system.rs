//! `sys`, as far as it means something in a browser.

use crate::tables::effects::READS;
use crate::tables::library_types::{FLOAT_INFO, VERSION_INFO};
use crate::tables::py_modules::PyModuleRow;
use crate::tables::py_modules::PyStatus::{self, Refused};
use crate::tables::py_modules::library::{constant, function, pure};
use crate::tables::returns::Returns;
use crate::tables::signature::{pos, pos_or};

const ARGUMENTS: PyStatus =
    Refused("is of the command line, which a browser has not; pass the value in as a prop");
const CAUGHT: PyStatus =
    Refused("tells of an exception that is being handled; name it: `except ValueError as error`");
const STREAM: PyStatus =
    Refused("is a stream of the process; use `console.error` from `pulse.js`, or `print`");
const LIMIT: PyStatus =
    Refused("is a limit of CPython, and JavaScript has its own; remove the call");
const PROCESS: PyStatus =
    Refused("is of the Python process, which is on the server; pass the value in as a prop");

pub(super) const SYS: PyModuleRow = PyModuleRow {
    name: "sys",
    members: &[
        ("abiflags", PROCESS),
        ("activate_stack_trampoline", PROCESS),
        ("addaudithook", PROCESS),
        ("api_version", PROCESS),
        ("argv", ARGUMENTS),
        ("audit", PROCESS),
        ("base_exec_prefix", PROCESS),
        ("base_prefix", PROCESS),
        ("breakpointhook", PROCESS),
        ("builtin_module_names", PROCESS),
        ("byteorder", constant("sys.byteorder", "sysByteorder", Returns::Str)),
        ("call_tracing", PROCESS),
        ("copyright", PROCESS),
        ("deactivate_stack_trampoline", PROCESS),
        ("displayhook", PROCESS),
        ("dont_write_bytecode", PROCESS),
        ("exc_info", CAUGHT),
        ("excepthook", CAUGHT),
        ("exception", CAUGHT),
        ("exec_prefix", PROCESS),
        ("executable", PROCESS),
        (
            "exit",
            function("sys.exit", "sysExit", &[pos_or("status", "None")], Returns::Unknown)
                .does(READS),
        ),
        ("flags", ARGUMENTS),
        ("float_info", constant("sys.float_info", "sysFloatInfo", Returns::Library(&FLOAT_INFO))),
        ("float_repr_style", constant("sys.float_repr_style", "sysFloatReprStyle", Returns::Str)),
        ("get_asyncgen_hooks", PROCESS),
        ("get_coroutine_origin_tracking_depth", PROCESS),
        ("get_int_max_str_digits", LIMIT),
        ("getallocatedblocks", PROCESS),
        (
            "getdefaultencoding",
            pure("sys.getdefaultencoding", "sysGetdefaultencoding", &[], Returns::Str),
        ),
        ("getdlopenflags", PROCESS),
        ("getfilesystemencodeerrors", PROCESS),
        ("getfilesystemencoding", PROCESS),
        ("getprofile", PROCESS),
        (
            "getrecursionlimit",
            pure("sys.getrecursionlimit", "sysGetrecursionlimit", &[], Returns::COUNT),
        ),
        ("getrefcount", PROCESS),
        ("getsizeof", PROCESS),
        ("getswitchinterval", LIMIT),
        ("gettrace", PROCESS),
        ("getunicodeinternedsize", PROCESS),
        ("hash_info", PROCESS),
        ("hexversion", constant("sys.hexversion", "sysHexversion", Returns::Natural(32))),
        ("implementation", constant("sys.implementation", "sysImplementation", Returns::Unknown)),
        ("int_info", PROCESS),
        ("intern", pure("sys.intern", "sysIntern", &[pos("string")], Returns::Str)),
        ("is_finalizing", PROCESS),
        ("is_stack_trampoline_active", PROCESS),
        ("maxsize", constant("sys.maxsize", "sysMaxsize", Returns::LargeInt)),
        ("maxunicode", constant("sys.maxunicode", "sysMaxunicode", Returns::Natural(21))),
        ("meta_path", PROCESS),
        ("modules", PROCESS),
        ("orig_argv", ARGUMENTS),
        ("path", PROCESS),
        ("path_hooks", PROCESS),
        ("path_importer_cache", PROCESS),
        ("platform", constant("sys.platform", "sysPlatform", Returns::Str)),
        ("platlibdir", PROCESS),
        ("prefix", PROCESS),
        ("pycache_prefix", PROCESS),
        ("set_asyncgen_hooks", PROCESS),
        ("set_coroutine_origin_tracking_depth", PROCESS),
        ("set_int_max_str_digits", LIMIT),
        ("setdlopenflags", PROCESS),
        ("setprofile", PROCESS),
        ("setrecursionlimit", LIMIT),
        ("setswitchinterval", LIMIT),
        ("settrace", PROCESS),
        ("stderr", STREAM),
        ("stdin", STREAM),
        ("stdlib_module_names", PROCESS),
        ("stdout", constant("sys.stdout", "sysStdout", Returns::Unknown)),
        ("thread_info", PROCESS),
        ("unraisablehook", CAUGHT),
        ("version", constant("sys.version", "sysVersion", Returns::Str)),
        (
            "version_info",
            constant("sys.version_info", "sysVersionInfo", Returns::Library(&VERSION_INFO)),
        ),
        ("warnoptions", ARGUMENTS),
    ],
};
