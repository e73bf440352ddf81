//! Types in Rust's words: how the report and the lock write them. Each text is a type that Rust's grammar accepts.
//! `{:#}` leaves out the sizes of types without a description, which depend on the target.

use super::model::{Only, Type};
use std::fmt::{self, Display, Formatter};

impl Display for Type {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Void => f.write_str("()"),
            Self::Never => f.write_str("!"),
            Self::Bool => f.write_str("bool"),
            Self::Integer { signed, bits, word, only } => integer(f, *signed, *bits, word, *only),
            Self::Float { bits } => write!(f, "f{bits}"),
            Self::Pointer { mutable, nullable, to } => {
                f.write_str(match (mutable, nullable) {
                    (false, false) => "&",
                    (true, false) => "&mut ",
                    (false, true) => "*const ",
                    (true, true) => "*mut ",
                })?;
                match **to {
                    Self::Void => f.write_str("c_void"),
                    ref to => to.fmt(f),
                }
            }
            Self::Array { length, of } => {
                f.write_str("[")?;
                of.fmt(f)?;
                write!(f, "; {length}]")
            }
            Self::Function { abi, nullable, parameters, returns } => {
                f.write_str(if *nullable { "Option<" } else { "" })?;
                function(f, abi, parameters, returns)?;
                f.write_str(if *nullable { ">" } else { "" })
            }
            Self::Named { name } => f.write_str(name),
            Self::Unknown { text, size: Some(size), align: Some(align) } if !f.alternate() => {
                write!(f, "Unknown<{text}, {size}, {align}>")
            }
            Self::Unknown { text, .. } => write!(f, "Unknown<{text}>"),
        }
    }
}

fn function(f: &mut Formatter<'_>, abi: &str, parameters: &[Type], returns: &Type) -> fmt::Result {
    if abi != "C" {
        write!(f, "extern \"{abi}\" ")?;
    }
    f.write_str("fn(")?;
    for (index, parameter) in parameters.iter().enumerate() {
        f.write_str(if index == 0 { "" } else { ", " })?;
        parameter.fmt(f)?;
    }
    f.write_str(")")?;
    if *returns != Type::Void {
        f.write_str(" -> ")?;
        returns.fmt(f)?;
    }
    Ok(())
}

fn integer(
    f: &mut Formatter<'_>,
    signed: bool,
    bits: u8,
    word: &Option<String>,
    only: Option<Only>,
) -> fmt::Result {
    let sign = if signed { 'i' } else { 'u' };
    let plain = word.clone().unwrap_or_else(|| format!("{sign}{bits}"));
    match only {
        None => f.write_str(&plain),
        Some(Only::NonZero) => write!(f, "NonZero<{plain}>"),
        Some(Only::Char) => f.write_str("char"),
    }
}
