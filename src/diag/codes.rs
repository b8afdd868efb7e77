//! The table of diagnostic codes: one row per code, and one page `docs/errors/<code>.md` per row.
//!
//! | range | about |
//! |---|---|
//! | 0xx | input and output: files, paths, configuration |
//! | 1xx | syntax |
//! | 2xx | names, imports, markers |
//! | 3xx | constructs of the language |
//! | 4xx | calls, values, builtins and methods |
//! | 5xx | React: elements, components, hooks |
//! | 6xx | channels |

/// How grave a finding is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// Nothing is emitted for the module.
    Error,
    /// The output is right, but probably not what was meant.
    Warning,
}

/// One row of the table.
#[derive(PartialEq, Eq)]
pub struct Code {
    /// `PSC` and three digits; never reused.
    pub id: &'static str,
    /// The name for people, in kebab case.
    pub name: &'static str,
    pub severity: Severity,
    /// The text of `docs/errors/<id>.md`, which `pulsec explain` prints.
    pub page: &'static str,
}

impl std::fmt::Debug for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.id)
    }
}

macro_rules! codes {
    ($($id:ident $severity:ident $name:literal;)*) => {
        impl Code {
            $(
                #[doc = $name]
                pub const $id: &'static Code = &Code {
                    id: stringify!($id),
                    name: $name,
                    severity: Severity::$severity,
                    page: include_str!(concat!("../../docs/errors/", stringify!($id), ".md")),
                };
            )*
        }

        /// Every code, in order.
        pub const ALL: &[&Code] = &[$(Code::$id),*];
    };
}

codes! {
    PSC001 Error "unreadable-file";
    PSC002 Error "not-utf8";
    PSC003 Error "nul-byte";
    PSC004 Error "output-collision";
    PSC005 Error "foreign-output";
    PSC006 Error "nothing-to-compile";
    PSC007 Error "file-too-large";
    PSC011 Error "internal-error";

    PSC101 Error "syntax-error";
    PSC102 Error "nesting-too-deep";
    PSC103 Error "fstring-syntax";
    PSC104 Error "mixed-indentation";

    PSC201 Error "unknown-name";
    PSC202 Warning "implicit-global";
    PSC203 Error "unresolved-import";
    PSC204 Error "unknown-module-member";
    PSC205 Error "not-available-in-browser";
    PSC206 Error "server-only-value";
    PSC207 Error "ambiguous-definition";
    PSC208 Error "marker-misuse";
    PSC209 Error "unsupported-import-form";
    PSC210 Warning "useless-suppression";
    PSC211 Error "changed-when-loading";
    PSC212 Error "variable-of-server-code";
    PSC213 Error "changed-from-outside";

    PSC301 Error "unsupported-statement";
    PSC302 Error "unsupported-expression";
    PSC303 Error "unsupported-class";
    PSC304 Error "unsupported-pattern";
    PSC306 Error "unsupported-decorator";
    PSC307 Warning "shared-loop-variable";
    PSC308 Error "complex-number";

    PSC401 Error "wrong-arguments";
    PSC402 Error "keyword-to-javascript";
    PSC403 Error "unsupported-builtin";
    PSC404 Error "unsupported-method";
    PSC405 Error "bad-operand-types";
    PSC406 Error "unsupported-format";

    PSC501 Error "unknown-prop-form";
    PSC502 Error "async-effect";
    PSC503 Warning "effect-return";
    PSC504 Error "conditional-hook";
    PSC505 Error "children-twice";
    PSC506 Warning "missing-key";
    PSC507 Warning "mutated-state";
    PSC508 Warning "missing-dependency";
    PSC509 Error "component-as-function";
    PSC510 Warning "lazy-value";
    PSC511 Warning "misnamed-prop";
    PSC512 Warning "ref-in-cleanup";
    PSC513 Warning "called-handler";
    PSC514 Warning "set-in-render";
    PSC515 Warning "ref-in-render";
    PSC516 Warning "impure-render";
    PSC517 Warning "invalid-child";
    PSC518 Warning "unstable-dependency";
    PSC519 Warning "missing-cleanup";
    PSC520 Warning "invalid-nesting";
    PSC521 Warning "uncontrolled-input";
    PSC522 Warning "accessibility";
    PSC523 Warning "dependency-list";
    PSC524 Warning "effect-event";
    PSC525 Warning "set-in-effect";
    PSC526 Warning "void-memo";
    PSC527 Warning "outside-change";
    PSC528 Warning "invalid-value";
    PSC529 Warning "repeated-key";
    PSC530 Warning "index-key";
    PSC531 Warning "lost-element";
    PSC532 Warning "wrong-prop-type";
    PSC533 Warning "hook-name";
    PSC534 Warning "stale-set";

    PSC601 Error "channel-call";
    PSC602 Warning "channel-may-be-missing";
    PSC603 Warning "effect-misses-bridge";
    PSC604 Warning "unmatched-event";
    PSC605 Warning "channel-in-render";
    PSC606 Warning "payload-key";
    PSC607 Warning "payload-type";
    PSC608 Warning "unanswered-request";
    PSC609 Warning "wire-value";
    PSC610 Warning "request-timeout";
    PSC611 Warning "closed-channel";
    PSC612 Warning "unhandled-request";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_ascend_and_names_differ() {
        for pair in ALL.windows(2) {
            let [a, b] = pair else { continue };
            assert!(a.id < b.id, "{} before {}", a.id, b.id);
        }
        let mut names: Vec<_> = ALL.iter().map(|code| code.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ALL.len());
    }
}
