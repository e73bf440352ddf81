//! The `macro_rules!` definitions that are in scope, each with its conditions.

use crate::cfg::exclude_each_other;
use crate::header::conditions::Gate;
use crate::inventory::macro_rules::Definition as MacroRules;
use crate::inventory::{symbol_by_macro, symbol_text};
use std::collections::HashMap;
use std::rc::Rc;
use syn::Attribute;

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

    /// Returns the symbol that an attribute names with a macro of the crate.
    pub(super) fn symbol(&self, attrs: &[Attribute]) -> Option<String> {
        let value = attrs.iter().find_map(|attr| symbol_by_macro(&attr.meta))?;
        symbol_text(&value, |name, call| {
            let definitions = self.get(name).iter();
            definitions.map(|(_, rules)| rules.expand(call.tokens.clone()).ok()).collect()
        })
    }

    /// Ends an inner scope. Its macros remain, because paths may lead to them, but the macros of the outer scope come first.
    pub(super) fn leave_to(&mut self, outside: Self) {
        self.definitions.extend(outside.definitions);
    }
}
