//! Which predicates never hold outside of `cfg(test)` builds.

/// What holds the parts of a predicate together.
#[derive(Clone, Copy)]
enum Operator {
    All,
    Any,
    Not,
    /// Such as `version(..)`, whose value is not known here.
    Other,
}

/// An operator whose bracket is open, and its value so far: `None` where it is not known.
struct Open {
    operator: Operator,
    value: Option<bool>,
}

/// Whether a predicate holds in builds of tests alone, as `all(unix, test)`, or in none, as `any()`.
#[must_use]
pub fn never_holds(predicate: &str) -> bool {
    value(predicate) == Some(false)
}

/// The value of a predicate where `test` is not set. The operators that are open wait in a list, so nesting costs no
/// stack.
fn value(predicate: &str) -> Option<bool> {
    let mut open = vec![Open::new("all")];
    let mut start = 0;
    let mut quoted = false;
    let mut escaped = false;
    for (at, c) in predicate.char_indices() {
        if quoted {
            quoted = escaped || c != '"';
            escaped = !escaped && c == '\\';
            continue;
        }
        match c {
            '"' => quoted = true,
            '(' => open.push(Open::new(predicate[start..at].trim())),
            ',' => open.last_mut()?.add_word(&predicate[start..at]),
            ')' => {
                let mut inner = open.pop()?;
                inner.add_word(&predicate[start..at]);
                open.last_mut()?.add(inner.value);
            }
            _ => continue,
        }
        if c != '"' {
            start = at + 1;
        }
    }
    let mut last = open.pop().filter(|_| open.is_empty())?;
    last.add_word(&predicate[start..]);
    last.value
}

impl Open {
    fn new(name: &str) -> Self {
        let (operator, value) = match name {
            "all" => (Operator::All, Some(true)),
            "any" => (Operator::Any, Some(false)),
            "not" => (Operator::Not, None),
            _ => (Operator::Other, None),
        };
        Self { operator, value }
    }

    /// A part without brackets; nothing stands behind a trailing comma or a closed bracket.
    fn add_word(&mut self, word: &str) {
        match word.trim() {
            "" => {}
            "test" | "false" => self.add(Some(false)),
            "true" => self.add(Some(true)),
            _ => self.add(None),
        }
    }

    fn add(&mut self, part: Option<bool>) {
        self.value = match (self.operator, self.value, part) {
            (Operator::All, Some(true), part) => part,
            (Operator::All, _, Some(false)) => Some(false),
            (Operator::Any, Some(false), part) => part,
            (Operator::Any, _, Some(true)) => Some(true),
            (Operator::Not, _, part) => part.map(|value| !value),
            (_, known, _) => known,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::never_holds;

    #[test]
    fn only_what_needs_test_is_left_out() {
        for predicate in [
            "test",
            " test ",
            "all(test, unix)",
            "all(unix, all(a, test),)",
            "any(test)",
            "any(test, all(a, test))",
            "not(not(test))",
            "any()",
            "false",
            "not(true)",
            "not(all())",
            "all(feature = \"\\\"(\", test)",
        ] {
            assert!(never_holds(predicate), "{predicate}");
        }
        for predicate in [
            "not(test)",
            "any(test, unix)",
            "all(unix, any(test, a))",
            "feature = \"test\"",
            "feature = \"a, any(test)\"",
            "all(",
            "any(",
            "any())",
            "test)",
            "not(any(a, test))",
            "version(\"1.90\")",
            "accessible(test)",
            "all()",
            "",
        ] {
            assert!(!never_holds(predicate), "{predicate}");
        }
    }

    #[test]
    fn nesting_costs_no_stack() {
        let deep =
            |inner: &str| format!("{}{inner}{}", "not(".repeat(100_000), ")".repeat(100_000));
        assert!(never_holds(&deep("test")) && !never_holds(&deep("not(test)")));
    }
}
