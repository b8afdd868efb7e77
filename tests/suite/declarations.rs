//! What TypeScript is told: the declarations of `fixtures/declarations` as recorded. Whether the
//! compiler of TypeScript takes them, and what it then says of programs that use them rightly and
//! wrongly, is tested in `tests/react/tests/types.test.js`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use pulsec::driver::{Config, Output};
use pulsec::host::MemoryHost;

use crate::loading;

fn compile(files: &[(&str, &str)], config: &Config) -> Output {
    let host = files.iter().fold(MemoryHost::new(), |host, (path, text)| host.with(path, text));
    let output = loading::compile(&host, config);
    assert!(!output.has_errors(), "{:?}", output.diagnostics);
    output
}

fn fixture(only: Option<&str>, paths: &[&str]) -> Output {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/declarations/board");
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "py") {
            let name = format!("board/{}", path.file_name().unwrap().to_str().unwrap());
            texts.push((name, std::fs::read_to_string(path).unwrap()));
        }
    }
    let files: Vec<(&str, &str)> =
        texts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let paths = paths.iter().map(PathBuf::from).collect();
    compile(&files, &Config { paths, only: only.map(str::to_owned), ..Config::default() })
}

fn declarations(output: &Output) -> String {
    let mut all = String::new();
    for file in output.files.iter().filter(|file| file.path.to_string_lossy().ends_with(".d.ts")) {
        let _ = writeln!(all, "════ {}\n{}", file.path.display(), file.contents);
    }
    all
}

#[test]
fn what_typescript_is_told() {
    insta::assert_snapshot!(declarations(&fixture(None, &["."])));
}

#[test]
fn declarations_are_files_of_the_build() {
    let output = fixture(None, &["."]);
    let listed = |name: &str| output.manifest.files.iter().any(|file| file == name);
    assert!(listed("board/parts.d.ts") && listed("board/parts.js"));
    // Nothing of it runs, but others import its types.
    assert!(listed("board/shapes.d.ts") && !listed("board/shapes.js"));
}

#[test]
fn one_function_is_declared_alone() {
    let text = declarations(&fixture(Some("nothing"), &["board/functions.py"]));
    assert!(text.contains("export function nothing(x: number): void;"), "{text}");
    assert!(!text.contains("describe") && !text.contains("shapes.d.ts"), "{text}");
}

/// The line of an export, with the interface before it.
#[track_caller]
fn told(text: &str, wanted: &str) {
    let text = format!("import pulse as ps\nfrom typing import *\n\n\n@ps.javascript\n{text}\n");
    let output = compile(&[("a.py", &text)], &Config::default());
    let found = declarations(&output);
    assert!(found.contains(&format!("\nexport {wanted}\n")), "{wanted}\n{found}");
}

#[test]
fn results_are_what_the_body_returns() {
    told("def f(x: int):\n    return x * 2", "function f(x: number): number;");
    told(
        "def f(x: int):\n    if x:\n        return 'a'",
        "function f(x: number): string | undefined;",
    );
    told("def f(x: int):\n    return 'a' if x else None", "function f(x: number): string | null;");
    told("def f() -> None:\n    return None", "function f(): null;");
    told("def f() -> None:\n    raise ValueError('x')", "function f(): void;");
    told(
        "def f(x: str | None):\n    return x",
        "function f(x: string | null | undefined): string | null | undefined;",
    );
    told(
        "def f() -> dict[str, int]:\n    return {'a': 1}",
        "function f(): { [key: string]: number };",
    );
    told(
        "def f(k: str) -> dict[str, int]:\n    return {k: 1}",
        "function f(k: string): Map<string, number>;",
    );
    told(
        "def f(d: dict[str, int]) -> dict[str, int]:\n    return d",
        "function f(d: { [key: string]: number } | Map<string, number>): { [key: string]: number } | Map<string, number>;",
    );
    let cached = "import functools\n\n\n@ps.javascript\n@functools.cache\ndef g(n: int) -> int:\n    return n";
    told(&format!("def f(): pass\n\n\n{cached}"), "function g(n: number): number;");
    told("async def f():\n    return {1, 2}", "function f(): Promise<Set<number>>;");
}

#[test]
fn parameters_are_as_javascript_takes_them() {
    told(
        "def f(a, /, b: int = 1, *, c: bool): pass",
        "function f(a: any, b: number | undefined, c: boolean): void;",
    );
    told("def f(**more: int): pass", "function f(more?: { [key: string]: number }): void;");
    told(
        "def f(*rest: tuple[str, ...]): pass",
        "function f(...rest: (readonly string[])[]): void;",
    );
    told(
        "def f(class_: type, for_: object): pass",
        "function f(class_: any, for_: unknown): void;",
    );
    told(
        "def f(a: Optional[Union[str, int]]): pass",
        "function f(a: string | number | null | undefined): void;",
    );
    told(
        "def f(a: Literal['it\\'s \"x\"', -1, True, None]): pass",
        r#"function f(a: "it's \"x\"" | -1 | true | null | undefined): void;"#,
    );
}

/// An edit of a body is no edit of the modules that import it, so nothing is read there.
#[test]
fn of_a_decorator_elsewhere_annotations_are_read() {
    let marks = "from typing import Callable, ParamSpec, TypeVar\n\
         P = ParamSpec('P')\n\
         T = TypeVar('T')\n\
         F = TypeVar('F', bound=Callable)\n\
         def plain(fn):\n    return fn\n\
         def same(fn: F) -> F:\n    return fn\n\
         def timed(fn: Callable[P, T]) -> Callable[P, str]:\n    def inner(*args, **kwargs):\n        return str(fn(*args, **kwargs))\n    return inner\n\
         def named(name: str):\n    def mark(fn):\n        return fn\n    return mark\n\
         def tagged(name: str) -> Callable[[Callable[P, T]], Callable[P, T]]:\n    def mark(fn):\n        return fn\n    return mark\n";
    let uses = "import pulse as ps\nfrom marks import named, plain, same, tagged, timed\n"
        .to_owned()
        + &["plain", "same", "timed", "named('a')", "tagged('a')"]
            .iter()
            .enumerate()
            .map(|(at, mark)| {
                format!(
                    "@ps.javascript\n@{mark}\ndef f{at}(text: str) -> int:\n    return len(text)\n"
                )
            })
            .collect::<String>();
    let output = compile(&[("marks.py", marks), ("uses.py", &uses)], &Config::default());
    let all = declarations(&output);
    let told: Vec<&str> = all
        .lines()
        .skip_while(|line| !line.contains("uses.d.ts"))
        .filter(|line| line.starts_with("export "))
        .collect();
    assert_eq!(
        told,
        [
            "export const f0: any;",
            "export function f1(text: string): number;",
            "export function f2(text: string): string;",
            "export const f3: any;",
            "export function f4(text: string): number;",
        ]
    );
}
