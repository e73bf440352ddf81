//! The texts of a lock: types with their roles, entries, values and failures.

use super::types::parse as parse_type;
use super::{Entry, OnFailure, Typed, Value};
use crate::abi::model::{Failure, Role, Type};
use crate::abi::print;
use serde::Deserialize;
use serde::de::IntoDeserializer;

impl TryFrom<String> for Typed {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (ty, role) = match text.strip_suffix(')').and_then(|text| text.rsplit_once(" (")) {
            Some((ty, word)) => (ty, self::role(word)?),
            None => (text.as_str(), Role::Value),
        };
        Ok(Self { ty: parse_type(ty)?, role })
    }
}

impl From<Typed> for String {
    fn from(typed: Typed) -> Self {
        match print::role(typed.role) {
            "" => typed.ty.to_string(),
            role => format!("{} ({role})", typed.ty),
        }
    }
}

impl TryFrom<String> for Entry {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let (name, is) = text
            .split_once(": ")
            .ok_or_else(|| format!("`{text}` is not written as `name: type`"))?;
        Ok(Self { name: name.to_owned(), is: is.to_owned().try_into()? })
    }
}

impl From<Entry> for String {
    fn from(entry: Entry) -> Self {
        format!("{}: {}", entry.name, Self::from(entry.is))
    }
}

impl OnFailure {
    /// Returns the form in a lock: a number takes the place of the expression.
    pub(super) fn of(failure: &Failure, returns: &Type) -> Self {
        Self(match failure {
            Failure::Value { number: Some(number), .. } => {
                let number = number.to_string();
                let text = limit(returns, &number).unwrap_or(number);
                Failure::Value { text, number: None }
            }
            other => other.clone(),
        })
    }
}

/// Returns the name of the least or the greatest number, if the size of the type depends on the target.
fn limit(ty: &Type, number: &str) -> Option<String> {
    let Type::Integer { signed, bits, word: Some(word), .. } = ty else { return None };
    if !matches!(word.as_str(), "usize" | "isize" | "c_long" | "c_ulong") {
        return None;
    }
    let max = (1_i128 << (bits - u8::from(*signed))) - 1;
    match number.parse::<i128>().ok()? {
        it if it == max => Some(format!("{word}::MAX")),
        it if *signed && it == -max - 1 => Some(format!("{word}::MIN")),
        _ => None,
    }
}

impl TryFrom<String> for OnFailure {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let rest = |start: &str| text.strip_prefix(start).map(str::to_owned);
        let fixed = [Failure::Status, Failure::Default, Failure::Closure, Failure::Abort];
        let fixed = fixed.into_iter().find(|it| print::on_failure(it) == text);
        let value = || rest("value ").map(|text| Failure::Value { text, number: None });
        let parameter = || rest("the argument ").map(|text| Failure::Parameter { text });
        let expression = || rest("computed: ").map(|text| Failure::Expression { text });
        let failure = fixed.or_else(value).or_else(parameter).or_else(expression);
        failure.map(Self).ok_or_else(|| format!("`{text}` is not the outcome of a failure"))
    }
}

impl From<OnFailure> for String {
    fn from(failure: OnFailure) -> Self {
        print::on_failure(&failure.0)
    }
}

impl TryFrom<String> for Value {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let parts = text.split_once(" = ");
        parts
            .and_then(|(name, number)| {
                Some(Self { name: name.to_owned(), number: number.parse().ok()? })
            })
            .ok_or_else(|| format!("`{text}` is not written as `NAME = NUMBER`"))
    }
}

impl From<Value> for String {
    fn from(value: Value) -> Self {
        format!("{} = {}", value.name, value.number)
    }
}

fn role(word: &str) -> Result<Role, String> {
    Role::deserialize(word.into_deserializer())
        .map_err(|_: serde::de::value::Error| format!("`{word}` is not a role"))
}
