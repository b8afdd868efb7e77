//! The rules: findings about code whose JavaScript is right, or would be, and which is probably not what was meant.
//! A project may turn each off, or make it an error; a comment may ignore it.
//!
//! ```text
//! [tool.pulsec.rules]
//! missing-key = "error"       by name
//! PSC516 = "off"              by code
//! elements = "warn"           a group
//! all = "warn"
//! ```

use crate::diag::{Code, Severity};

/// What becomes of a finding of a rule.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    Off,
    Warn,
    Error,
}

impl Level {
    pub const ALL: [Level; 3] = [Level::Error, Level::Warn, Level::Off];

    pub fn name(self) -> &'static str {
        match self {
            Level::Off => "off",
            Level::Warn => "warn",
            Level::Error => "error",
        }
    }

    pub fn severity(self) -> Option<Severity> {
        match self {
            Level::Off => None,
            Level::Warn => Some(Severity::Warning),
            Level::Error => Some(Severity::Error),
        }
    }
}

/// What a rule is about.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Group {
    /// Python that means something else than it seems to.
    Python,
    /// Hooks: where they are called, what they depend on, what their functions return.
    Hooks,
    /// What happens while a component renders.
    Rendering,
    /// Tags, props and children.
    Elements,
    Channels,
    /// What people need who do not see the page or use no mouse. Off unless it is asked for.
    Accessibility,
}

impl Group {
    pub const ALL: [Group; 6] = [
        Group::Python,
        Group::Hooks,
        Group::Rendering,
        Group::Elements,
        Group::Channels,
        Group::Accessibility,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Group::Python => "python",
            Group::Hooks => "hooks",
            Group::Rendering => "rendering",
            Group::Elements => "elements",
            Group::Channels => "channels",
            Group::Accessibility => "accessibility",
        }
    }
}

/// Sorted by code.
pub const RULES: &[(&Code, Group)] = &[
    (Code::PSC202, Group::Python),
    (Code::PSC307, Group::Python),
    (Code::PSC503, Group::Hooks),
    (Code::PSC504, Group::Hooks),
    (Code::PSC506, Group::Elements),
    (Code::PSC507, Group::Rendering),
    (Code::PSC508, Group::Hooks),
    (Code::PSC510, Group::Python),
    (Code::PSC511, Group::Elements),
    (Code::PSC512, Group::Hooks),
    (Code::PSC513, Group::Rendering),
    (Code::PSC514, Group::Rendering),
    (Code::PSC515, Group::Rendering),
    (Code::PSC516, Group::Rendering),
    (Code::PSC517, Group::Elements),
    (Code::PSC518, Group::Hooks),
    (Code::PSC519, Group::Hooks),
    (Code::PSC520, Group::Elements),
    (Code::PSC521, Group::Elements),
    (Code::PSC522, Group::Accessibility),
    (Code::PSC523, Group::Hooks),
    (Code::PSC524, Group::Hooks),
    (Code::PSC525, Group::Hooks),
    (Code::PSC526, Group::Hooks),
    (Code::PSC527, Group::Rendering),
    (Code::PSC528, Group::Elements),
    (Code::PSC529, Group::Elements),
    (Code::PSC530, Group::Elements),
    (Code::PSC531, Group::Elements),
    (Code::PSC532, Group::Elements),
    (Code::PSC533, Group::Hooks),
    (Code::PSC534, Group::Rendering),
    (Code::PSC602, Group::Channels),
    (Code::PSC603, Group::Channels),
    (Code::PSC604, Group::Channels),
    (Code::PSC605, Group::Channels),
    (Code::PSC606, Group::Channels),
    (Code::PSC607, Group::Channels),
    (Code::PSC608, Group::Channels),
    (Code::PSC609, Group::Channels),
    (Code::PSC610, Group::Channels),
    (Code::PSC611, Group::Channels),
    (Code::PSC612, Group::Channels),
];

/// Rules that say nothing where nothing is said of them: what they find is often meant.
const OFF: &[&Code] = &[Code::PSC522, Code::PSC530, Code::PSC610, Code::PSC612];

/// Rules about all files together, which are asked when each has been.
pub const OF_PROJECT: &[&Code] = &[
    Code::PSC604,
    Code::PSC606,
    Code::PSC607,
    Code::PSC608,
    Code::PSC609,
    Code::PSC610,
    Code::PSC611,
];

/// The group of a code that is a rule.
pub fn group_of(code: &Code) -> Option<Group> {
    RULES.iter().find(|(rule, _)| *rule == code).map(|(_, group)| *group)
}

/// What a rule does where nothing is said of it.
pub fn default_level(code: &Code) -> Level {
    match code.severity {
        _ if OFF.contains(&code) => Level::Off,
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warn,
    }
}

/// What one line of the settings is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Selector {
    All,
    Group(Group),
    Rule(&'static Code),
}

impl Selector {
    /// `all`, a group, a code, or the name of one.
    pub fn of(word: &str) -> Option<Selector> {
        if word == "all" {
            return Some(Selector::All);
        }
        let group = Group::ALL.into_iter().find(|group| group.name() == word);
        let rule = || RULES.iter().find(|(code, _)| code.id == word || code.name == word);
        group.map(Selector::Group).or_else(|| rule().map(|(code, _)| Selector::Rule(code)))
    }

    pub fn name(self) -> &'static str {
        match self {
            Selector::All => "all",
            Selector::Group(group) => group.name(),
            Selector::Rule(code) => code.name,
        }
    }

    /// Every word that selects something.
    pub fn words() -> Vec<&'static str> {
        let groups = Group::ALL.into_iter().map(Group::name);
        let rules = RULES.iter().flat_map(|(code, _)| [code.id, code.name]);
        std::iter::once("all").chain(groups).chain(rules).collect()
    }

    /// The rules that it is about.
    pub fn rules(self) -> impl Iterator<Item = &'static Code> {
        RULES.iter().map(|(code, _)| *code).filter(move |code| self.weight(code).is_some())
    }

    /// How much it says of the code: nothing, or the more the closer.
    fn weight(self, code: &Code) -> Option<u8> {
        match self {
            Selector::All => Some(0),
            Selector::Group(group) => (group_of(code) == Some(group)).then_some(1),
            Selector::Rule(rule) => (rule == code).then_some(2),
        }
    }
}

/// The level that some lines give a rule: the closest counts, of those that are as close the last.
pub fn level_of(lines: &[(Selector, Level)], code: &Code) -> Option<Level> {
    let said = lines.iter().filter_map(|(selector, level)| Some((selector.weight(code)?, *level)));
    said.max_by_key(|(weight, _)| *weight).map(|(_, level)| level)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::ALL;

    #[test]
    fn every_warning_is_a_rule_but_that_of_useless_comments() {
        let warnings = ALL.iter().filter(|code| code.severity == Severity::Warning);
        let missing: Vec<&str> =
            warnings.filter(|code| group_of(code).is_none()).map(|code| code.id).collect();
        assert_eq!(missing, ["PSC210"]);
        assert!(RULES.is_sorted_by_key(|(code, _)| code.id));
    }

    #[test]
    fn the_page_of_the_rules_has_a_row_for_each() {
        let page = include_str!("../../docs/rules.md");
        let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| PSC")).collect();
        let wanted: Vec<String> =
            RULES.iter().map(|(code, _)| format!("| {} `{}` |", code.id, code.name)).collect();
        assert_eq!(rows.len(), wanted.len());
        for (row, wanted) in std::iter::zip(rows, wanted) {
            assert!(row.starts_with(&wanted), "{row}");
        }
    }

    #[test]
    fn the_closest_line_counts() {
        let lines = |text: &str| -> Vec<(Selector, Level)> {
            text.split(' ')
                .map(|part| {
                    let (word, level) = part.split_once('=').unwrap();
                    let level = Level::ALL.into_iter().find(|it| it.name() == level).unwrap();
                    (Selector::of(word).unwrap(), level)
                })
                .collect()
        };
        let level = |text: &str| level_of(&lines(text), Code::PSC508);
        assert_eq!(level("PSC506=off"), None);
        assert_eq!(level("missing-dependency=error hooks=off all=warn"), Some(Level::Error));
        assert_eq!(level("hooks=off all=warn"), Some(Level::Off));
        assert_eq!(level("PSC508=off missing-dependency=warn"), Some(Level::Warn));
    }
}
