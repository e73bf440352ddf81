//! Replaces each array of pointers by its length and its elements, for the other parts of the model.

use crate::call::{Arg, Call, Len};
use crate::model::{Function, Kind, Param};
use crate::types::{Number, Ty};
use crate::value::Value;

/// Returns the function and the call without arrays of pointers. An array that is rejected as a whole stays.
pub(super) fn without_arrays(function: &Function, call: &Call) -> (Function, Call) {
    let (mut params, mut args) = (Vec::new(), Vec::new());
    let mut add = |param: Param, arg: Arg| {
        params.push(param);
        args.push(arg);
    };
    for (param, arg) in function.params.iter().zip(&call.args) {
        let elements = match (param.kind.element(), arg) {
            (Some(_), Arg::Pointers(all)) => all.as_slice(),
            (Some(_), Arg::List(_, Len::Exact(0))) => &[],
            _ => {
                add(param.clone(), arg.clone());
                continue;
            }
        };
        let length = Param { kind: Kind::Value(Ty::number(Number::Usize)), ..param.clone() };
        add(length, Arg::Value(Value::Leaf(elements.len() as u64)));
        for address in elements {
            add(param.element(), Arg::Address(*address));
        }
    }
    let function = Function { params, ..function.clone() };
    (function, Call { args, ..call.clone() })
}
