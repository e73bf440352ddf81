//! Functions and variables of the header that the library does not have.

use super::{Finding, Found};

impl Found<'_> {
    pub(super) fn superfluous(&mut self) {
        let (abi, declared) = (self.writer.abi, self.writer.declared);
        let functions = declared.functions.iter().map(|it| ("function", it));
        let functions = functions.filter(|(_, (symbol, _))| !abi.functions.contains_key(*symbol));
        let variables = declared.variables.iter().map(|it| ("variable", it));
        let variables = variables.filter(|(_, (symbol, _))| !abi.statics.contains_key(*symbol));
        for (kind, (symbol, declared)) in functions.chain(variables) {
            if !declared.is_own {
                continue;
            }
            let place = declared.place.clone();
            if self.exported.contains(symbol) {
                let what = format!(
                    "the {kind} `{symbol}` has no description in the library: only its name is checked"
                );
                self.note(place, what);
            } else {
                let what = format!("the library does not export the {kind} `{symbol}`");
                let findings = match kind {
                    "function" => &mut self.proof.functions,
                    _ => &mut self.proof.errors,
                };
                findings.push(Finding { place, what });
            }
        }
    }
}
