//! Components.

use super::{Grammar, Kind};

const TAGS: &[&str] =
    &["div", "span", "p", "ul", "li", "button", "input", "label", "form", "section", "svg", "del_"];
const PROPS: &[&str] = &[
    "className",
    "id",
    "title",
    "style",
    "hidden",
    "value",
    "href",
    "htmlFor",
    "data_id",
    "aria_label",
];

impl Grammar<'_> {
    pub fn component(&mut self) {
        let name = self.fresh("View");
        self.line("");
        self.line("");
        self.line("@ps.javascript(jsx=True)");
        let params: Vec<(String, Kind)> =
            (0..self.random.below(3)).map(|_| (self.fresh("a"), self.kind())).collect();
        let mut parts: Vec<String> =
            params.iter().map(|(it, kind)| format!("{it}: {}", kind.annotation())).collect();
        match self.random.below(4) {
            0 => parts.insert(0, "*children".into()),
            1 if !parts.is_empty() => parts.insert(0, "*".into()),
            2 => parts.push("**rest".into()),
            _ => {}
        }
        let head = format!("def {name}({}):", parts.join(", "));
        self.line(&head);
        self.indent += 1;
        self.scopes.push(params);
        if self.random.chance(60) {
            let first = self.expr(Kind::Int, 1);
            let (state, set) = (self.fresh("s"), self.fresh("set"));
            let text = format!("{state}, {set} = useState({first})");
            self.line(&text);
            self.bind(state.clone(), Kind::Int);
            if self.random.chance(50) {
                self.line("def tick():");
                let text = format!("    {set}(lambda old: old + 1)");
                self.line(&text);
                self.line("def effect():");
                let text = format!("    ps.js.window.setTimeout(tick, {state})");
                self.line(&text);
                let text = format!("useEffect(effect, [{state}])");
                self.line(&text);
            }
        }
        for _ in 0..self.random.below(3) {
            let kind = self.kind();
            let value = self.expr(kind, 2);
            let name = self.fresh("v");
            let text = format!("{name} = {value}");
            self.line(&text);
            self.bind(name, kind);
        }
        let element = self.element(3);
        let text = format!("return {element}");
        self.line(&text);
        self.scopes.pop();
        self.indent -= 1;
    }

    fn element(&mut self, depth: usize) -> String {
        let tag = self.random.pick(TAGS);
        let mut props: Vec<String> = Vec::new();
        for prop in PROPS {
            if self.random.chance(10) {
                let value = match *prop {
                    "style" => "{'color': 'red', '--x': 1}".to_owned(),
                    "hidden" => self.expr(Kind::Bool, 1),
                    _ => self.expr(Kind::Str, 1),
                };
                props.push(format!("{prop}={value}"));
            }
        }
        if self.random.chance(15) {
            props.push(format!("onClick=lambda event: print({})", self.expr(Kind::Any, 1)));
        }
        if self.random.chance(10) {
            props.push(format!("**{{'data-k': {}}}", self.expr(Kind::Str, 1)));
        }
        let mut children: Vec<String> = Vec::new();
        for _ in 0..self.random.below(if depth == 0 { 1 } else { 3 }) {
            children.push(self.child(depth - 1));
        }
        match self.random.below(3) {
            0 if !children.is_empty() => {
                format!("ps.{tag}({})[{}]", props.join(", "), children.join(", "))
            }
            _ => {
                children.extend(props);
                format!("ps.{tag}({})", children.join(", "))
            }
        }
    }

    fn child(&mut self, depth: usize) -> String {
        match self.random.below(7) {
            0 | 1 => self.element(depth),
            2 => self.expr(Kind::Str, 2),
            3 => {
                let items = self.expr(Kind::Strs, 1);
                format!("[ps.li(it, key=it) for it in {items}]")
            }
            4 => {
                let test = self.expr(Kind::Bool, 1);
                let element = self.element(depth);
                format!("({element} if {test} else None)")
            }
            5 => {
                let test = self.expr(Kind::Bool, 1);
                let element = self.element(depth);
                format!("({test} and {element})")
            }
            _ => self.expr(Kind::Int, 1),
        }
    }
}
