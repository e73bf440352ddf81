//! One call in Rust.

use super::types::{raw, value};
use super::{by_value, closure, given};
use crate::call::Storage;
use crate::caller::{Language, Parts, Site};
use crate::closure::{Closure, Reply};
use crate::digest::Source;
use crate::model::{Given, OnFailure, PREFIX, Taken};
use crate::oracle::{AS_C_LEFT_IT, value_in_c};
use crate::types::{Ty, Types};
use crate::value::Value;
use std::fmt::Write;

/// A call in Rust.
pub(super) struct Rust<'a>(pub(super) Site<'a>);

impl Rust<'_> {
    /// Returns a list that the function returned or wrote.
    fn list_of_pointers(&self, place: &str) -> String {
        let Site { library, planned } = self.0;
        if planned.function.has_answer() {
            return place.to_owned();
        }
        let from = given(library, &planned.function.given);
        format!("transmute::<{from}, List<*mut c_void>>({place})")
    }

    fn types(&self) -> &Types {
        &self.0.library.types
    }
}

impl Language for Rust<'_> {
    const NULL: &'static str = "null_mut()";
    const NO_FUNCTION: &'static str = "None";
    const GREATEST_SIZE: &'static str = "usize::MAX";
    const RETURNED: &'static str = "&mut g";
    const MEMORY: &'static str = "&mut m";

    fn site(&self) -> Site<'_> {
        self.0
    }

    fn function(&self, parts: &Parts) -> String {
        let Site { planned, .. } = self.0;
        let (ident, label, mode) = (planned.ident(), planned.label(), planned.call.mode as u32);
        let Parts { callbacks, storages, call, observations } = parts;
        format!(
            "unsafe fn {ident}() {{ unsafe {{\n    label(\"{label}\");\n{callbacks}{storages}    begin({mode});\n    \
             let result = {call}\n    let message = end();\n    \
             let (mut r, mut m) = (Digest::new(0), Digest::new(0));\n{observations}    \
             finish(r, m, &message);\n}} }}\n"
        )
    }

    fn statement(&self, call: String) -> String {
        call
    }

    fn callback(&self, index: usize, takes: &[Taken], gives: Option<&Ty>) -> String {
        let types = self.types();
        let (mut params, mut folds) = (Vec::new(), String::new());
        for (at, Taken { ty, by_reference }) in takes.iter().enumerate() {
            let star = if *by_reference { "&" } else { "" };
            params.push(format!("a{at}: {star}{}", types.rust(ty)));
            let _ = write!(folds, " g.fold(&a{at});");
        }
        let params = params.join(", ");
        let gives_type = gives.map_or("()".to_owned(), |ty| types.rust(ty));
        let answer = if gives.is_some() { "Source::new(g.value()).make()" } else { "" };
        format!(
            "    extern \"C\" fn heard{index}({params}) -> {gives_type} {{ let mut g = Digest::new(0);{folds} hear(&g); {answer} }}\n"
        )
    }

    fn closure(&self, index: usize, closure: &Closure, reply: &Reply) -> String {
        closure::function(self.0.library, closure, reply, &format!("heard{index}"))
    }

    fn destroyer(&self, given: bool) -> &'static str {
        if given { "Some(destroyed)" } else { "None" }
    }

    fn value(&self, ty: &Ty, value: &Value) -> String {
        let (raw, value) = (raw(self.types(), ty), self::value(self.types(), ty, value));
        format!("transmute::<{raw}, {}>({value})", by_value(self.0.library, ty))
    }

    fn callback_argument(&self, index: usize) -> String {
        format!("Some(heard{index})")
    }

    fn number(&self, number: u64) -> String {
        format!("without_provenance_mut({number:#x}_u64 as usize)")
    }

    fn place(&self, storage: usize, element: usize, shifted: bool) -> String {
        let mut place = format!("s{storage}.cast::<u8>()");
        if let Storage::Data { ty, .. } = &self.0.planned.call.storages[storage] {
            let ty = raw(self.types(), ty);
            place = format!("{place}.wrapping_add({element} * size_of::<{ty}>())");
        }
        if shifted {
            place.push_str(".wrapping_add(1)");
        }
        format!("{place}.cast()")
    }

    fn array(&self, pointers: &str) -> String {
        format!("<[*mut c_void]>::as_ptr(&[{pointers}]).cast_mut().cast()")
    }

    fn too_many(&self, of: &Ty) -> String {
        format!("isize::MAX as usize / size_of::<{}>() + 1", raw(self.types(), of))
    }

    fn data(&self, index: usize, ty: &Ty, values: &[Value]) -> String {
        let all: Vec<_> = values.iter().map(|one| value(self.types(), ty, one)).collect();
        let array = format!("[{}; {}]", raw(self.types(), ty), values.len());
        padded(index, &array, &format!("[{}]", all.join(", ")))
    }

    fn text(&self, index: usize, bytes: &[String]) -> String {
        padded(index, &format!("[u8; {}]", bytes.len()), &format!("[{}]", bytes.join(", ")))
    }

    fn object(&self, index: usize, object: usize, seed: u64) -> String {
        format!("    let s{index} = {PREFIX}_o{object}_make({seed});\n")
    }

    fn share(&self, index: usize, object: usize) -> String {
        let function = format!("{PREFIX}_o{object}");
        format!(
            "    let f{index} = s{index};\n    let s{index} = {function}_share(f{index});\n    {function}_free(f{index});\n"
        )
    }

    fn slot(&self, index: usize) -> String {
        padded(index, "*mut c_void", "STALE")
    }

    fn list_slot(&self, index: usize) -> String {
        padded(index, "List<u8>", "List { ptr: STALE.cast(), len: 1 }")
    }

    fn counter(&self, index: usize) -> String {
        padded(index, "u64", "0")
    }

    fn answer(&self, index: usize) -> String {
        let types = self.types();
        let (ty, before) = match &self.0.planned.function.given {
            Given::Value(ty) | Given::Maybe(ty) => {
                let ty = value_in_c(ty);
                let before = types.make(&ty, &mut Source::new(AS_C_LEFT_IT));
                (raw(types, &ty), value(types, &ty, &before))
            }
            Given::List { of, .. } | Given::View { of, .. } => (
                format!("List<{}>", raw(types, of)),
                "List { ptr: STALE.cast(), len: 1 }".to_owned(),
            ),
            list if list.is_list() => {
                ("List<*mut c_void>".to_owned(), "List { ptr: STALE.cast(), len: 1 }".to_owned())
            }
            _ => ("*mut c_void".to_owned(), "STALE".to_owned()),
        };
        padded(index, &ty, &before)
    }

    fn present(&self, index: usize) -> String {
        padded(index, "u8", "2")
    }

    fn content(&self, index: usize) -> String {
        format!("(*s{index}).0")
    }

    fn observe_status(&self) -> String {
        match self.0.planned.function.on_failure {
            OnFailure::OwnStatus => "    r.word(result as i64 as u64);\n".to_owned(),
            _ => "    r.word(i64::from(result) as u64);\n".to_owned(),
        }
    }

    fn observe_flag(&self, flag: &str) -> String {
        format!("    r.word(u64::from({flag}));\n")
    }

    fn observe_returned(&self, observe: &str) -> String {
        format!("    let mut g = Digest::new(0); {observe} r.word(g.value());\n")
    }

    fn fold_value(&self, _: &Ty, place: &str) -> String {
        format!("g.fold(&{place});")
    }

    fn fold_texts(&self, place: &str) -> String {
        format!("texts(&mut g, {});", self.list_of_pointers(place))
    }

    fn fold_objects(&self, object: usize, place: &str) -> String {
        let (name, list) = (format!("{PREFIX}_o{object}"), self.list_of_pointers(place));
        format!("objects(&mut g, {list}, {name}_read, {name}_end, {PREFIX}_vec_o{object}_free);")
    }

    fn fold_text_view(&self, place: &str) -> String {
        format!("view_text(&mut g, {});", self.list_of_pointers(place))
    }

    fn fold_pointer(&self, to: &Ty, place: &str) -> String {
        let raw = raw(self.types(), to);
        format!("if is_there(&mut g, {place}) {{ g.fold(&*{place}.cast::<{raw}>()); }}")
    }

    fn fold_view(&self, of: &Ty, place: &str) -> String {
        let Site { library, planned } = self.0;
        let raw = raw(self.types(), of);
        let from = if planned.function.returns_status() {
            format!("List<{raw}>")
        } else {
            given(library, &planned.function.given)
        };
        format!("view::<{raw}>(&mut g, transmute::<{from}, List<{raw}>>({place}));")
    }

    fn fold_list(&self, of: &Ty, place: &str) -> String {
        let Site { library, planned } = self.0;
        let (raw, name) = (raw(self.types(), of), self.types().rust(of));
        let from = if planned.function.returns_status() {
            format!("List<{raw}>")
        } else {
            given(library, &planned.function.given)
        };
        let symbol = name.to_lowercase();
        format!(
            "list::<{raw}, {name}>(&mut g, transmute::<{from}, List<{raw}>>({place}), {PREFIX}_vec_{symbol}_free);"
        )
    }

    fn observe_text_slot(&self, index: usize) -> String {
        format!("    let mut g = Digest::new(0); text(&mut g, (*s{index}).0); m.word(g.value());\n")
    }

    fn observe_list(&self, index: usize, of: &Ty) -> String {
        let (raw, name) = (raw(self.types(), of), self.types().rust(of));
        let symbol = name.to_lowercase();
        format!(
            "    let mut g = Digest::new(0); list::<{raw}, {name}>(&mut g, transmute((*s{index}).0), {PREFIX}_vec_{symbol}_free); m.word(g.value());\n"
        )
    }

    fn observe_data(&self, index: usize, _: &Ty, _: usize) -> String {
        format!("    for one in (*s{index}).0 {{ m.fold(&one); }}\n")
    }

    fn observe_text(&self, index: usize, len: usize) -> String {
        format!(
            "    m.word({len}); let bytes = (*s{index}).0; for one in &bytes[..{len}] {{ m.fold(one); }}\n"
        )
    }

    fn observe_word(&self, word: &str) -> String {
        format!("    m.word({word});\n")
    }

    fn word_of_bool(&self, flag: &str) -> String {
        format!("u64::from({flag})")
    }
}

/// A pointer to memory of this type.
fn padded(index: usize, ty: &str, value: &str) -> String {
    format!(
        "    let mut padded{index}: Padded<{ty}> = Padded({value}, [0; 256]);\n    let s{index} = &raw mut padded{index};\n"
    )
}
