//! The checks of error codes: C has a constant for each, under the name that a generated header gives it.

use super::Found;
use crate::abi::model::{Codes, Variant};
use crate::abi::proof::c_types::Place;
use crate::abi::proof::members::last;
use ffi_guard_syntax::model::STATUSES;
use ffi_guard_syntax::names::constant_case;

/// The constants of one `enum`, or the macros.
struct Group<'a> {
    names: &'a [(String, Place)],
    is_enum: bool,
}

impl<'a> Group<'a> {
    fn find(&self, name: &str) -> Option<&'a (String, Place)> {
        self.names.iter().find(|(it, _)| it == name)
    }
}

impl<'a> Found<'a> {
    pub(super) fn codes(&mut self) {
        let abi = self.writer.abi;
        for (name, codes) in &abi.codes {
            let prefix = abi.prefix.iter().map(|it| it.replace('-', "_").to_uppercase());
            let ty = Some(constant_case(last(name))).filter(|_| !codes.of_library);
            let begin: String = prefix.chain(ty).map(|part| part + "_").collect();
            match self.group(&begin, &codes.values) {
                Some(group) => self.codes_in(&group, &begin, name, codes),
                None => {
                    let what = format!(
                        "the header has no constants with the codes of `{name}` (`{begin}..`): their values are not checked"
                    );
                    self.note(self.header(), what);
                }
            }
        }
    }

    /// Returns the group with the most names of codes.
    fn group(&self, begin: &str, values: &[Variant]) -> Option<Group<'a>> {
        let declared = self.writer.declared;
        let enums = declared.enums.iter().filter(|it| it.is_own);
        let enums = enums.map(|it| Group { names: &it.names, is_enum: true });
        let macros = Group { names: &declared.macros, is_enum: false };
        let counted = enums.chain([macros]).map(|group| {
            let names = values.iter().map(|it| in_c(begin, &it.name));
            (names.filter(|name| group.find(name).is_some()).count(), group)
        });
        let found = counted.filter(|(count, _)| *count > 0).max_by_key(|(count, _)| *count);
        found.map(|(_, group)| group)
    }

    fn codes_in(&mut self, group: &Group<'a>, begin: &str, name: &str, codes: &Codes) {
        let statuses = STATUSES.iter().filter(|_| codes.of_library);
        let statuses: Vec<(String, i32)> =
            statuses.map(|(status, number)| (format!("{begin}{status}"), *number)).collect();
        for (status, number) in &statuses {
            if let Some((_, place)) = group.find(status) {
                self.number(place, status, format!("`{status}`"), &number.to_string());
            }
        }
        let names: Vec<String> = codes.values.iter().map(|it| in_c(begin, &it.name)).collect();
        for (in_c, Variant { name: variant, value }) in names.iter().zip(&codes.values) {
            match group.find(in_c) {
                Some((_, place)) => {
                    self.number(place, in_c, format!("`{in_c}`"), &value.to_string());
                }
                None => {
                    let place = group.names.first().map(|(_, place)| place.clone());
                    let what =
                        format!("there is no constant for `{name}::{variant}`, which is {value}");
                    self.error(place.unwrap_or_else(|| self.header()), what);
                }
            }
        }
        for (constant, place) in group.names.iter().filter(|_| group.is_enum) {
            let is_known =
                names.contains(constant) || statuses.iter().any(|(status, _)| status == constant);
            if !is_known {
                let what = format!("`{constant}` is no code of `{name}` in the library");
                self.error(place.clone(), what);
            }
        }
    }
}

/// Returns the name that a generated header gives a code.
fn in_c(begin: &str, variant: &str) -> String {
    begin.to_owned() + &constant_case(variant)
}
