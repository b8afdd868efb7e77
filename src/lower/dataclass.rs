//! `@dataclass`: the constructor is written here, the rest is what the helper `dataclass` adds to the class.
//!
//! ```text
//! @dataclass(order=True)           constructor(id, tags = []) { this.id = id; this.tags = tags; }
//! class Todo:
//!     id: int
//!     tags: list = field(default_factory=list)
//! ```

use rustc_hash::FxHashMap;

use crate::base::{Name, Span};
use crate::diag::{Code, Diagnostic};
use crate::ir::{
    self, Data, DataField, Default, Expr, FuncId, Member, MemberKind, Param, ParamKind, Place,
    PlaceKind, Py, Stmt, StmtKind, VarKind,
};
use crate::lower::args::Formal;
use crate::lower::context::Lowering;
use crate::lower::family::{Family, Kind, Root};
use crate::resolve::{Binding, Item};
use crate::syntax::ast::{self, ArgKind, Constant, ExprKind as AstKind, StmtKind as AstStmt};
use crate::tables::special_methods::{REPLACE, SHOWN};

/// A field as it is written.
#[derive(Clone)]
pub(super) struct Field<'a> {
    pub item: &'a Item,
    pub name: &'a Name,
    pub span: Span,
    pub annotation: &'a ast::Expr,
    pub default: Option<&'a ast::Expr>,
    pub factory: Option<&'a ast::Expr>,
    pub in_init: bool,
    pub is_shown: bool,
    pub is_compared: bool,
    pub is_keyword: bool,
    /// Only handed to `__post_init__`.
    pub is_passed: bool,
}

/// The options of the decorator.
#[derive(Clone, Copy)]
pub(super) struct Options {
    pub init: bool,
    pub repr: bool,
    pub eq: bool,
    pub order: bool,
    pub frozen: bool,
    pub unsafe_hash: bool,
    pub kw_only: bool,
    pub match_args: bool,
}

/// What the decorators of a class say, where one of them is `@dataclass`.
pub(super) fn options(item: &Item, def: &ast::ClassDef) -> Option<Options> {
    let decorator = def.decorators.iter().find(|it| is_decorator(item, it))?;
    Some(options_of(match &decorator.kind {
        AstKind::Call { args, .. } => args,
        _plain => &[],
    }))
}

/// `@dataclass` or `@dataclass(…)`.
pub(super) fn is_decorator(item: &Item, decorator: &ast::Expr) -> bool {
    let name = match &decorator.kind {
        AstKind::Call { func, .. } => func,
        _plain => decorator,
    };
    is_of_dataclasses(item, name, "dataclass")
}

fn options_of(args: &[ast::Arg]) -> Options {
    let flag = |name: &str, otherwise: bool| {
        let found = args.iter().find_map(|arg| match &arg.kind {
            ArgKind::Keyword(key) if &*key.name == name => Some(&arg.value.kind),
            _other => None,
        });
        match found {
            Some(AstKind::Constant(Constant::Bool(value))) => *value,
            _other => otherwise,
        }
    };
    Options {
        init: flag("init", true),
        repr: flag(SHOWN, true),
        eq: flag("eq", true),
        order: flag("order", false),
        frozen: flag("frozen", false),
        unsafe_hash: flag("unsafe_hash", false),
        kw_only: flag("kw_only", false),
        match_args: flag("match_args", true),
    }
}

/// Whether the expression names that member of `dataclasses`.
fn is_of_dataclasses(item: &Item, expr: &ast::Expr, wanted: &str) -> bool {
    match item.refs.get(&expr.span) {
        Some(Binding::PyMember { module, name }) => &**module == "dataclasses" && &**name == wanted,
        Some(Binding::TypeOnly(dotted)) => **dotted == *format!("dataclasses.{wanted}"),
        _other => false,
    }
}

/// The fields of a class alone.
fn own_fields<'a>(item: &'a Item, def: &'a ast::ClassDef) -> Vec<Field<'a>> {
    let mut is_keyword = options(item, def).is_some_and(|options| options.kw_only);
    let mut fields = Vec::new();
    for ast::Declared { name, span, annotation, value } in def.declared() {
        let head = match &annotation.kind {
            AstKind::Subscript { value, .. } => &**value,
            _plain => annotation,
        };
        if is_of_dataclasses(item, head, "KW_ONLY") {
            is_keyword = true;
            continue;
        }
        let is_class_var = matches!(item.refs.get(&head.span), Some(Binding::TypeOnly(name)) if name.ends_with("ClassVar"));
        if is_class_var {
            continue;
        }
        let mut field = Field {
            item,
            name,
            span,
            annotation,
            default: value,
            factory: None,
            in_init: true,
            is_shown: true,
            is_compared: true,
            is_keyword,
            is_passed: is_of_dataclasses(item, head, "InitVar"),
        };
        if let Some(ast::Expr { kind: AstKind::Call { func, args }, .. }) = value
            && is_of_dataclasses(item, func, "field")
        {
            field.default = None;
            for arg in args {
                field.set(arg);
            }
        }
        fields.push(field);
    }
    fields
}

impl<'a> Field<'a> {
    /// An argument of `field(…)`.
    fn set(&mut self, arg: &'a ast::Arg) {
        let ArgKind::Keyword(key) = &arg.kind else { return };
        let flag = !matches!(arg.value.kind, AstKind::Constant(Constant::Bool(false)));
        match &*key.name {
            "default" => self.default = Some(&arg.value),
            "default_factory" => self.factory = Some(&arg.value),
            "init" => self.in_init = flag,
            SHOWN => self.is_shown = flag,
            "compare" => self.is_compared = flag,
            "kw_only" => self.is_keyword = flag,
            _other => {}
        }
    }

    pub(super) fn has_default(&self) -> bool {
        self.default.is_some() || self.factory.is_some()
    }
}

/// The fields of a class and of the dataclasses above it, in the order of their first definition.
pub(super) fn fields<'a>(family: &Family<'a>) -> Vec<Field<'a>> {
    let mut fields: Vec<Field<'a>> = Vec::new();
    let mut places: FxHashMap<&Name, usize> = FxHashMap::default();
    for (item, def) in family.classes.iter().rev() {
        if options(item, def).is_none() {
            continue;
        }
        for field in own_fields(item, def) {
            match places.get(field.name).and_then(|at| fields.get_mut(*at)) {
                Some(known) => *known = field,
                None => {
                    places.insert(field.name, fields.len());
                    fields.push(field);
                }
            }
        }
    }
    fields
}

/// In the order in which the constructor takes them: those by keyword last.
pub(super) fn in_init<'a>(family: &Family<'a>) -> Vec<Field<'a>> {
    let all: Vec<Field<'a>> = fields(family).into_iter().filter(|field| field.in_init).collect();
    let (keyword, plain): (Vec<_>, Vec<_>) = all.into_iter().partition(|field| field.is_keyword);
    plain.into_iter().chain(keyword).collect()
}

/// The parameters of the constructor that a dataclass gets.
pub(super) fn data_formals(family: &Family) -> Vec<Formal> {
    in_init(family)
        .into_iter()
        .map(|field| Formal {
            name: field.name.clone(),
            kind: if field.is_keyword { ParamKind::KeywordOnly } else { ParamKind::Positional },
            is_required: !field.has_default(),
        })
        .collect()
}

/// Whether the nearest constructor of the chain is one that `@dataclass` makes.
pub(super) fn is_data_init(family: &Family) -> bool {
    for (item, def) in &family.classes {
        let has_init = def.body.iter().any(
            |stmt| matches!(&stmt.kind, AstStmt::Function(def) if &*def.name.name == "__init__"),
        );
        if has_init {
            return false;
        }
        if options(item, def).is_some_and(|options| options.init) {
            return true;
        }
    }
    false
}

/// The helper for a function of `dataclasses`.
pub(super) fn function_of(name: &str) -> Option<&'static str> {
    Some(match name.strip_prefix("dataclasses.")? {
        REPLACE => REPLACE,
        "asdict" => "asdict",
        "astuple" => "astuple",
        "is_dataclass" => "isDataclass",
        "fields" => "dataFields",
        _other => return None,
    })
}

impl<'a> Lowering<'a> {
    /// `replace(todo, done=True)`
    pub fn data_call(&mut self, span: Span, name: &str, args: &[ast::Arg]) -> Expr {
        let changes = name == "dataclasses.replace";
        let fits = args.iter().enumerate().all(|(at, arg)| match &arg.kind {
            ArgKind::Positional => at == 0,
            ArgKind::Keyword(_) | ArgKind::DoubleStar => changes && at > 0,
            ArgKind::Star => false,
        });
        let (Some(helper), [of, rest @ ..], true) = (function_of(name), args, fits) else {
            let message =
                format!("`{name}` takes an instance, and `replace` the fields that change");
            let help = "write `replace(x, field=value)`, `asdict(x)`";
            return self.refuse(Code::PSC401, span, &message, help);
        };
        let of = self.lower(&of.value);
        let mut given = vec![ir::Arg::Pos(of)];
        if changes {
            let mut entries = Vec::new();
            for arg in rest {
                let value = self.lower(&arg.value);
                entries.push(match &arg.kind {
                    ArgKind::Keyword(key) => {
                        let key = self.expr(key.span, ir::ExprKind::Str(key.name.clone()));
                        ir::DictEntry::Pair(key, value)
                    }
                    _spread => ir::DictEntry::Spread(value),
                });
            }
            let record = self.py(span, Py::Dict { entries, is_record: true });
            given.push(ir::Arg::Pos(record));
        }
        let callee = Box::new(self.py(span, Py::Helper(helper)));
        self.py(span, Py::Call { callee, args: given })
    }

    /// What `@dataclass` adds to the class, and the constructor it makes.
    pub fn data_class(&mut self, def: &'a ast::ClassDef) -> Option<(Data, Option<Member>)> {
        let options = options(self.item, def)?;
        let family = Family::of(self.program, self.item)?;
        if matches!(family.root, Root::Exception(_)) && is_data_init(&family) {
            let message = "the `args` of an exception are not those of the fields";
            let help = format!("write an `__init__` for `{}`", def.name.name);
            self.report(Diagnostic::new(Code::PSC303, def.name.span, message).help(help));
            return None;
        }
        let fields = fields(&family);
        self.check_options(def, options, &family);
        self.check_fields(&fields);
        let has_init = !is_data_init(&family) || !options.init;
        let init = match has_init {
            true => None,
            false => Some(self.data_init(def, &family)),
        };
        let kept: Vec<&Field> = fields.iter().filter(|field| !field.is_passed).collect();
        let data = Data {
            fields: kept
                .iter()
                .map(|field| DataField {
                    name: field.name.clone(),
                    is_shown: field.is_shown,
                    is_compared: field.is_compared,
                })
                .collect(),
            init: in_init(&family).iter().map(|field| field.name.clone()).collect(),
            asked: in_init(&family)
                .iter()
                .filter(|field| field.is_passed && !field.has_default())
                .map(|field| field.name.clone())
                .collect(),
            repr: options.repr,
            eq: options.eq,
            order: options.order,
            frozen: options.frozen,
            is_hashed: options.unsafe_hash || (options.eq && options.frozen),
        };
        let span = def.name.span;
        let init =
            init.map(|func| Member { name: "__init__".into(), span, kind: MemberKind::Init(func) });
        Some((data, init))
    }

    fn data_init(&mut self, def: &'a ast::ClassDef, family: &Family<'a>) -> FuncId {
        let span = def.name.span;
        let id = self.reserve_function();
        let this = self.data_param(id, &"self".into(), span);
        let params: Vec<(Field, ir::VarId, Option<Default>)> = in_init(family)
            .into_iter()
            .map(|field| {
                let var = self.data_param(id, field.name, field.span);
                let annotation =
                    crate::lower::annotation::of_item(self, field.item, field.annotation);
                self.annotate(var, annotation);
                let default = self.data_default(&field);
                (field, var, default)
            })
            .collect();
        let mut body = Vec::new();
        let above = self.data_above(def, family);
        if let Some(above) = &above {
            let args = above.iter().map(|name| {
                let found = params.iter().find(|(field, ..)| field.name == name);
                match found {
                    Some((field, var, _)) => ir::Arg::Pos(self.var_expr(field.span, *var)),
                    None => ir::Arg::Omitted,
                }
            });
            let args: Vec<ir::Arg> = args.collect();
            let call = self.super_constructor(span, args);
            body.push(Stmt { span, kind: StmtKind::Expr(call) });
        }
        if above.is_none() && self.has_base() {
            let call = self.super_constructor(span, Vec::new());
            body.push(Stmt { span, kind: StmtKind::Expr(call) });
        }
        for (field, var, _) in &params {
            let is_above = above.as_ref().is_some_and(|above| above.contains(field.name));
            if field.is_passed || is_above {
                continue;
            }
            let value = self.var_expr(field.span, *var);
            body.push(self.data_store(this, field, value));
        }
        for field in fields(family).into_iter().filter(|field| !field.in_init) {
            if let Some(Default::Inline(value) | Default::Once { value, .. }) =
                self.data_default(&field)
            {
                body.push(self.data_store(this, &field, value));
            }
        }
        if family.find("__post_init__").is_some() {
            body.push(self.data_post_init(this, span, &params));
        }
        let params = params.into_iter().map(|(field, var, default)| Param {
            var,
            kind: if field.is_keyword { ParamKind::KeywordOnly } else { ParamKind::Positional },
            default,
        });
        let params = params.collect();
        let qualname = self.qualname(None, "__init__");
        if let Some(function) = self.builder.module.funcs.get_mut(id.index()) {
            function.name = Some("__init__".into());
            function.qualname = qualname.into();
            function.span = span;
            function.name_span = span;
            function.receiver = Some(this);
            function.params = params;
            function.body = ir::Body::Block(body);
        }
        id
    }

    /// The fields that the constructor above takes; `None` where there is no class above.
    fn data_above(&mut self, def: &ast::ClassDef, family: &Family<'a>) -> Option<Vec<Name>> {
        let (base, _) = family.base?;
        let above = Family::of(self.program, base)?;
        let is_data = is_data_init(&above);
        let has_init = above.find("__init__").is_some();
        // Of one module, the constructor above leaves it to the one below.
        let runs_early = is_data
            && above.find("__post_init__").is_some()
            && above.classes.iter().any(|(item, _)| item.module != self.item.module);
        if (has_init && !is_data) || runs_early {
            let what = if is_data { "__post_init__" } else { "__init__" };
            let message = format!("the `{what}` of the class above runs otherwise than in Python");
            let help = format!("write an `__init__` for `{}`", def.name.name);
            self.report(Diagnostic::new(Code::PSC303, def.name.span, message).help(help));
        }
        Some(match is_data {
            true => in_init(&above).iter().map(|field| field.name.clone()).collect(),
            false => Vec::new(),
        })
    }

    pub fn data_param(&mut self, owner: FuncId, name: &Name, span: Span) -> ir::VarId {
        self.new_var(ir::Var {
            name: name.clone(),
            span,
            owner,
            kind: VarKind::Param,
            is_captured: false,
            is_shared: false,
            writes: 1,
            reads: 1,
            annotation: None,
        })
    }

    fn data_store(&mut self, this: ir::VarId, field: &Field<'_>, value: Expr) -> Stmt {
        let span = field.span;
        let object = Box::new(self.var_expr(span, this));
        let kind = PlaceKind::Attr { object, name: field.name.clone() };
        Stmt { span, kind: StmtKind::Assign { place: Place { span, kind }, value } }
    }

    fn data_post_init(
        &mut self,
        this: ir::VarId,
        span: Span,
        params: &[(Field<'_>, ir::VarId, Option<Default>)],
    ) -> Stmt {
        let object = Box::new(self.var_expr(span, this));
        let passed = params.iter().filter(|(field, ..)| field.is_passed);
        let args = passed.map(|(field, var, _)| ir::Arg::Pos(self.var_expr(field.span, *var)));
        let args: Vec<ir::Arg> = args.collect();
        if self.sight.has_data_below(self.item.id) {
            // A class below runs it when it has stored its own fields.
            let class = self.own_class(span);
            let given = self.py(span, Py::List(args));
            let args = [*object, class, given].map(ir::Arg::Pos).into();
            let callee = Box::new(self.py(span, Py::Helper("postInit")));
            let call = self.py(span, Py::Call { callee, args });
            return Stmt { span, kind: StmtKind::Expr(call) };
        }
        let name: Name = "__post_init__".into();
        let found = self.class.as_ref().and_then(|class| class.family.find(&name));
        let object = match found.map(|found| found.kind) {
            Some(Kind::Static | Kind::OfClass) => {
                Box::new(self.py(span, Py::Attr(object, "constructor".into())))
            }
            _method => object,
        };
        let call =
            self.py(span, Py::Method { object, name, name_span: span, args, keywords: Vec::new() });
        Stmt { span, kind: StmtKind::Expr(call) }
    }

    /// JavaScript evaluates a default for each call, as `default_factory` is called for each.
    fn data_default(&mut self, field: &Field<'_>) -> Option<Default> {
        if field.item.id != self.item.id {
            // The constructor of the class above has its own.
            return field.has_default().then(|| {
                let value = self.js(field.span, ir::Js::Undefined);
                Default::Inline(value)
            });
        }
        if let Some(factory) = field.factory {
            let call = self.call(field.span, factory, &[]);
            return Some(Default::Inline(call));
        }
        let value = field.default?;
        Some(self.default_of(value, field.name))
    }
}
