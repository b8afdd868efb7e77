//! The arguments of a command line as arguments of a Python call.
//!
//! ```text
//! '[1, true]'  limit=3  '"Ada"'     f([1, True], limit=3, "Ada")
//! Ada                               no literal: write '"Ada"'
//! ```

use super::literal;

/// One argument, as Python writes it.
pub struct Argument {
    pub keyword: Option<String>,
    text: String,
}

/// Reads them; what is no literal is refused.
pub fn spelled(arguments: &[String]) -> Result<Vec<Argument>, String> {
    let mut all = Vec::new();
    for argument in arguments {
        let (keyword, value) = match argument.split_once('=') {
            Some((name, value)) if is_name(name) && !value.starts_with('=') => {
                (Some(name.to_owned()), value)
            }
            Some(_) | None => (None, argument.as_str()),
        };
        if keyword.is_none() && all.iter().any(|it: &Argument| it.keyword.is_some()) {
            return Err(format!("positional argument `{argument}` follows a keyword argument"));
        }
        let text = literal::python(value)?;
        all.push(Argument { keyword, text });
    }
    Ok(all)
}

/// As they stand in a call.
pub fn joined(arguments: &[Argument]) -> String {
    let each = arguments.iter().map(|it| match &it.keyword {
        Some(name) => format!("{name}={}", it.text),
        None => it.text.clone(),
    });
    each.collect::<Vec<_>>().join(", ")
}

fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    let is_first = |c: char| c.is_alphabetic() || c == '_';
    chars.next().is_some_and(is_first) && chars.all(|c| c.is_alphanumeric() || c == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(arguments: &[&str]) -> Result<String, String> {
        let arguments: Vec<String> = arguments.iter().map(|it| (*it).to_owned()).collect();
        spelled(&arguments).map(|all| joined(&all))
    }

    #[test]
    fn keywords_come_last() {
        assert_eq!(call(&["1", "a=2", "b='=x'"]).as_deref(), Ok("1, a=2, b=\"=x\""));
        assert_eq!(call(&["'a=1'"]).as_deref(), Ok("\"a=1\""));
        assert!(call(&["a=1", "2"]).is_err());
        assert!(call(&["a==1"]).is_err());
    }
}
