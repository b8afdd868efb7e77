//! Python by grammar: projects of a few modules that are mostly valid and mostly compile.
//!
//! Names are in scope and expressions have the type that stands where they do, now and then not. What the
//! programs do is no matter: they are compiled, and what comes out must load.

mod exprs;
mod react;
mod stmts;

use std::fmt::Write as _;

use crate::random::Random;

/// The types that expressions are asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Int,
    Float,
    Str,
    Bool,
    Ints,
    Strs,
    Counts,
    Set,
    Pair,
    Bytes,
    Maybe,
    Any,
}

pub const KINDS: [Kind; 12] = [
    Kind::Int,
    Kind::Float,
    Kind::Str,
    Kind::Bool,
    Kind::Ints,
    Kind::Strs,
    Kind::Counts,
    Kind::Set,
    Kind::Pair,
    Kind::Bytes,
    Kind::Maybe,
    Kind::Any,
];

impl Kind {
    fn annotation(self) -> &'static str {
        match self {
            Kind::Int => "int",
            Kind::Float => "float",
            Kind::Str => "str",
            Kind::Bool => "bool",
            Kind::Ints => "list[int]",
            Kind::Strs => "list[str]",
            Kind::Counts => "dict[str, int]",
            Kind::Set => "set[int]",
            Kind::Pair => "tuple[int, str]",
            Kind::Bytes => "bytes",
            Kind::Maybe => "int | None",
            Kind::Any => "object",
        }
    }
}

/// Names that JavaScript, React or the output itself uses, and ones with other letters.
const FOREIGN: &[&str] = &[
    "new",
    "this",
    "var",
    "let",
    "delete",
    "arguments",
    "eval",
    "typeof",
    "void",
    "static",
    "enum",
    "await_",
    "undefined",
    "NaN",
    "Infinity",
    "Object",
    "Array",
    "Map",
    "String",
    "Symbol",
    "React",
    "jsx",
    "jsxs",
    "Fragment",
    "value",
    "value2",
    "items",
    "item",
    "key",
    "constructor",
    "prototype",
    "__proto__",
    "toString",
    "hasOwnProperty",
    "length",
    "name",
    "exports",
    "require",
    "module",
    "window",
    "document",
    "console",
    "default",
    "function",
    "export",
    "super_",
    "null",
    "true",
    "getItem",
    "setItem",
    "add",
    "eq",
    "truthy",
    "bound",
    "unbound",
    "Dict",
    "größe",
    "变量",
    "ñ",
    "_",
    "__",
];

pub struct Function {
    name: String,
    params: Vec<(String, Kind)>,
    /// So many of the last have a default.
    optional: usize,
    gives: Kind,
}

pub struct Class {
    name: String,
    fields: Vec<(String, Kind)>,
    methods: Vec<(String, Kind)>,
}

pub struct Grammar<'r> {
    pub random: &'r mut Random,
    out: String,
    indent: usize,
    /// Variables in scope, innermost last.
    scopes: Vec<Vec<(String, Kind)>>,
    functions: Vec<Function>,
    classes: Vec<Class>,
    count: usize,
    loops: usize,
    is_async: bool,
    is_generator: bool,
    gives: Kind,
    /// How much may still be said.
    fuel: usize,
}

/// A project: paths and texts.
pub fn project(random: &mut Random) -> Vec<(String, String)> {
    const PATHS: &[&str] = &[
        "app.py",
        "app/__init__.py",
        "app/views.py",
        "app/models/user.py",
        "lib/default.py",
        "util.py",
        "index.py",
        "class_.py",
        "react.py",
        "a-b/c.py",
        "größe.py",
        "runtime.py",
        "_pulsec/x.py",
    ];
    let count = [1, 1, 1, 1, 2, 2, 3][random.below(7)];
    let mut files: Vec<(String, String)> = Vec::new();
    let mut known: Vec<(String, Vec<String>)> = Vec::new();
    for _ in 0..count {
        let path = random.pick(PATHS).to_owned();
        if files.iter().any(|(other, _)| *other == path) {
            continue;
        }
        let mut grammar = Grammar::new(random);
        let text = grammar.module(&known);
        let names: Vec<String> = grammar.functions.iter().map(|it| it.name.clone()).collect();
        let module = path.trim_end_matches(".py").trim_end_matches("/__init__").replace('/', ".");
        if !module.contains('-') {
            known.push((module, names));
        }
        files.push((path, text));
    }
    files
}

impl<'r> Grammar<'r> {
    fn new(random: &'r mut Random) -> Grammar<'r> {
        let fuel = 12 + random.below(70);
        Grammar {
            random,
            out: String::new(),
            indent: 0,
            scopes: vec![Vec::new()],
            functions: Vec::new(),
            classes: Vec::new(),
            count: 0,
            loops: 0,
            is_async: false,
            is_generator: false,
            gives: Kind::Any,
            fuel,
        }
    }

    fn module(&mut self, others: &[(String, Vec<String>)]) -> String {
        self.line("import pulse as ps");
        self.line("from dataclasses import dataclass, field");
        self.line("from pulse.js.react import useEffect, useMemo, useRef, useState");
        const IMPORTS: &[&str] = &[
            "import math",
            "import json",
            "import re",
            "import asyncio",
            "from collections import Counter, defaultdict",
            "import itertools as it",
            "from functools import partial, reduce",
            "from datetime import datetime, timedelta",
            "from enum import Enum",
            "from typing import TypedDict, NamedTuple, Protocol",
            "import random",
        ];
        for import in IMPORTS {
            if self.random.chance(25) {
                self.line(import);
            }
        }
        for (module, names) in others {
            for name in names {
                if self.random.chance(30) {
                    let text = format!("from {module} import {name}");
                    self.line(&text);
                }
            }
        }
        for _ in 0..self.random.below(4) {
            self.constant();
        }
        let count = 1 + self.random.below(4);
        for at in 0..count {
            match self.random.below(10) {
                0..=1 => self.class(),
                2..=3 if at > 0 => self.component(),
                _ => self.function(true),
            }
        }
        std::mem::take(&mut self.out)
    }

    fn line(&mut self, text: &str) {
        let _ = writeln!(self.out, "{}{text}", "    ".repeat(self.indent));
    }

    /// A name that nothing has yet, now and then one that means something elsewhere.
    fn fresh(&mut self, stem: &str) -> String {
        self.count += 1;
        if self.random.chance(6) {
            let name = self.random.pick(FOREIGN).to_owned();
            let is_new = !self.scopes.iter().flatten().any(|(other, _)| *other == name);
            if is_new && !self.functions.iter().any(|it| it.name == name) {
                return name;
            }
        }
        format!("{stem}{}", self.count)
    }

    fn kind(&mut self) -> Kind {
        *self.random.of(&KINDS)
    }

    fn variable(&mut self, kind: Kind) -> Option<String> {
        let found: Vec<&String> = self
            .scopes
            .iter()
            .flatten()
            .filter(|(_, held)| *held == kind || kind == Kind::Any)
            .map(|(name, _)| name)
            .collect();
        match found.is_empty() {
            true => None,
            false => Some((*self.random.of(&found)).clone()),
        }
    }

    fn bind(&mut self, name: String, kind: Kind) {
        let scope = self.scopes.last_mut().expect("a scope");
        scope.retain(|(other, _)| *other != name);
        scope.push((name, kind));
    }

    fn burn(&mut self) -> bool {
        self.fuel = self.fuel.saturating_sub(1);
        self.fuel > 0
    }

    fn constant(&mut self) {
        let kind = self.kind();
        let name = self.fresh("LIMIT");
        let value = self.expr(kind, 2);
        let text = match self.random.below(3) {
            0 => format!("{name}: {} = {value}", kind.annotation()),
            _ => format!("{name} = {value}"),
        };
        self.line(&text);
        self.bind(name, kind);
    }
}
