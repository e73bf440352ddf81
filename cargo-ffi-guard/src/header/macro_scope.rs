//! The `macro_rules!` definitions that are in scope, each with its conditions.

use crate::cfg::exclude_each_other;
use crate::header::conditions::Gate;
use crate::inventory::macro_rules::Definition as MacroRules;
use std::collections::HashMap;
use std::rc::Rc;

/// The macros at one point of the source.
#[derive(Clone, Default)]
pub(super) struct MacroScope {
    /// By name. A name has several definitions if they are under different conditions.
    definitions: HashMap<String, Vec<(Gate, Rc<MacroRules>)>>,
}

impl MacroScope {
    /// Adds a definition. Where its conditions hold, it shadows earlier definitions of the name.
    pub(super) fn define(&mut self, name: String, rules: MacroRules, gate: &Gate) {
        let known = self.definitions.entry(name).or_default();
        if gate.unknown.is_none() {
            known.retain(|(earlier, _)| !gate.open.iter().all(|it| earlier.open.contains(it)));
            let overlapping =
                known.iter_mut().filter(|(it, _)| !exclude_each_other(&it.open, &gate.open));
            for (earlier, _) in overlapping {
                earlier.open.push(format!("not(all({}))", gate.open.join(", ")));
            }
        }
        known.push((gate.clone(), Rc::new(rules)));
    }

    /// Returns the definitions of a name, and their conditions.
    pub(super) fn get(&self, name: &str) -> &[(Gate, Rc<MacroRules>)] {
        self.definitions.get(name).map_or(&[], Vec::as_slice)
    }

    /// Returns to the scope around an inner one. Its macros stay, because paths may lead to them, but do not replace
    /// those of the same names outside.
    pub(super) fn leave_to(&mut self, outside: Self) {
        self.definitions.extend(outside.definitions);
    }
}
