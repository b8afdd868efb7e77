//! The `pulsec` binary: hands the command line to `pulsec::cli` and exits with its code.

/// The compiler makes and drops many small trees.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    pulsec::cli::main()
}
