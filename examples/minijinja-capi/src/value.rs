//! `jinja_value` and `jinja_items`: what C passes to templates and gets from expressions.

use crate::failure::Error;
use ffi_guard::{FfiHandle, FfiType, ffi_export};
use minijinja::value::{ValueIter, ValueKind};

/// A value. It never changes, so a copy of a list or an object shares the items.
#[derive(Debug, FfiHandle)]
pub struct Value(pub(crate) minijinja::Value);

/// The kind of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FfiType)]
#[repr(i32)]
pub enum Kind {
    /// The call failed.
    Unknown = -1,
    /// No value: a variable or an item that does not exist.
    Undefined = 0,
    /// `none`.
    None = 1,
    /// `true` or `false`.
    Bool = 2,
    /// An integer or a floating-point number.
    Number = 3,
    /// A text.
    Text = 4,
    /// A list, or another sequence.
    List = 5,
    /// Keys with values.
    Object = 6,
    /// A value of another kind, which only templates use.
    Other = 7,
}

#[ffi_export(status)]
impl Value {
    /// Creates `none`.
    pub fn none() -> Self {
        Self(().into())
    }

    /// Creates `true` or `false`.
    pub fn from_bool(value: bool) -> Self {
        Self(value.into())
    }

    /// Creates an integer.
    pub fn from_int(value: i64) -> Self {
        Self(value.into())
    }

    /// Creates a floating-point number.
    pub fn from_float(value: f64) -> Self {
        Self(value.into())
    }

    /// Creates a text, which may contain NULs.
    pub fn from_text(#[ffi(len)] text: &str) -> Self {
        Self(text.into())
    }

    /// Creates a list, which owns the items.
    pub fn from_items(items: Vec<Box<Self>>) -> Self {
        Self(items.into_iter().map(|item| item.0).collect())
    }

    /// Creates an object, which owns the values. If `JINJA_LENGTHS` is returned, they are freed.
    ///
    /// # Errors
    ///
    /// `JINJA_LENGTHS` if there are more keys than values, or fewer.
    pub fn from_entries(keys: &[&str], values: Vec<Box<Self>>) -> Result<Self, Error> {
        if keys.len() != values.len() {
            return Err(Error::Lengths { keys: keys.len(), values: values.len() });
        }
        let values = values.into_iter().map(|value| value.0);
        Ok(Self(minijinja::Value::from_pairs(keys.iter().copied().zip(values))))
    }

    /// Returns another reference to the value.
    pub fn copy(&self) -> Self {
        Self(self.0.clone())
    }

    /// Returns the kind of the value.
    #[ffi_export(fallback = Kind::Unknown)]
    pub fn kind(&self) -> Kind {
        match self.0.kind() {
            ValueKind::Undefined => Kind::Undefined,
            ValueKind::None => Kind::None,
            ValueKind::Bool => Kind::Bool,
            ValueKind::Number => Kind::Number,
            ValueKind::String => Kind::Text,
            ValueKind::Seq | ValueKind::Iterable => Kind::List,
            ValueKind::Map => Kind::Object,
            _ => Kind::Other,
        }
    }

    /// Returns true if the value counts as true in a template.
    #[ffi_export(fallback = false)]
    pub fn is_true(&self) -> bool {
        self.0.is_true()
    }

    /// Returns the value if it is an integer of 64 bits.
    pub fn int(&self) -> Option<i64> {
        self.0.as_i64()
    }

    /// Returns the value if it is a number.
    pub fn float(&self) -> Option<f64> {
        self.0.clone().try_into().ok()
    }

    /// Returns the text in place, if the value is a text.
    pub fn text(&self) -> Option<&str> {
        self.0.as_str()
    }

    /// Returns the value as a template prints it.
    pub fn print(&self) -> String {
        self.0.to_string()
    }

    /// Returns the number of items, if the value has a length.
    #[expect(clippy::len_without_is_empty, reason = "C asks for the number")]
    pub fn len(&self) -> Option<usize> {
        self.0.len()
    }

    /// Returns the item of a key; NULL if there is none.
    pub fn get(&self, key: &Self) -> Option<Box<Self>> {
        let item = self.0.get_item(&key.0).ok().filter(|item| !item.is_undefined())?;
        Some(Box::new(Self(item)))
    }

    /// Returns an iterator over the items of a list, or over the keys of an object.
    ///
    /// # Errors
    ///
    /// `JINJA_EVALUATION` if the value has no items.
    pub fn items(&self) -> Result<Box<Items>, Error> {
        Ok(Box::new(Items(self.0.try_iter()?)))
    }

    /// Calls `visit` with each key and its value, or with each index and its item, until it returns false. Returns the
    /// number of calls.
    ///
    /// # Errors
    ///
    /// `JINJA_EVALUATION` if the value has no items.
    pub fn each(&self, visit: &mut dyn FnMut(&Value, &Value) -> bool) -> Result<usize, Error> {
        let keyed = self.kind() == Kind::Object;
        let mut calls = 0;
        for item in self.0.try_iter()? {
            let (key, item) = match keyed {
                true => (Self(item.clone()), Self(self.0.get_item(&item)?)),
                false => (Self(calls.into()), Self(item)),
            };
            calls += 1;
            if !visit(&key, &item) {
                break;
            }
        }
        Ok(calls)
    }
}

/// A position among the items of a value, which may be freed before.
#[derive(Debug, FfiHandle)]
pub struct Items(ValueIter);

#[ffi_export]
impl Items {
    /// Returns the next item; NULL at the end.
    #[expect(clippy::should_implement_trait, reason = "C has no traits")]
    pub fn next(&mut self) -> Option<Box<Value>> {
        self.0.next().map(|item| Box::new(Value(item)))
    }
}
