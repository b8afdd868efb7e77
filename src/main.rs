//! The `pulsec` binary: hands the command line to `pulsec::cli` and exits with its code.

fn main() -> std::process::ExitCode {
    pulsec::cli::main()
}
