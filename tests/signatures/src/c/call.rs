//! One call in C.

use super::types::{declare, expression, fold, make, value};
use super::{closure, given};
use crate::call::Storage;
use crate::caller::{Language, Parts, Site};
use crate::closure::{Closure, Reply};
use crate::digest::Source;
use crate::model::{Given, PREFIX, Taken};
use crate::oracle::{AS_C_LEFT_IT, value_in_c};
use crate::types::{Ty, Types};
use crate::value::Value;
use std::fmt::Write;

/// A call in C.
pub(super) struct C<'a>(pub(super) Site<'a>);

impl C<'_> {
    fn types(&self) -> &Types {
        &self.0.library.types
    }

    fn callback_name(&self, index: usize) -> String {
        format!("heard_{}_{index}", self.0.planned.ident())
    }
}

impl Language for C<'_> {
    const NULL: &'static str = "NULL";
    const NO_FUNCTION: &'static str = "NULL";
    const GREATEST_SIZE: &'static str = "SIZE_MAX";
    const RETURNED: &'static str = "d";
    const MEMORY: &'static str = "&m";

    fn site(&self) -> Site<'_> {
        self.0
    }

    fn function(&self, parts: &Parts) -> String {
        let Site { planned, .. } = self.0;
        let (ident, label, mode) = (planned.ident(), planned.label(), planned.call.mode as u32);
        let Parts { callbacks, storages, call, observations } = parts;
        format!(
            "{callbacks}static void {ident}(void) {{\n    label(\"{label}\");\n{storages}    begin({mode});\n    \
             {call}\n    end();\n    uint64_t r = 0, m = 0;\n{observations}    finish(r, m);\n}}\n"
        )
    }

    fn statement(&self, call: String) -> String {
        let Site { library, planned } = self.0;
        let given = &planned.function.given;
        match planned.function.returns_status() {
            true => format!("int32_t result = {call}"),
            false if matches!(given, Given::Nothing) => call,
            false if matches!(given, Given::Maybe(_)) => format!("bool result = {call}"),
            false => format!("{} = {call}", self::given(library, given, "result")),
        }
    }

    fn callback(&self, index: usize, takes: &[Taken], gives: Option<&Ty>) -> String {
        let types = self.types();
        let (mut params, mut folds) = (Vec::new(), String::new());
        for (at, Taken { ty, by_reference }) in takes.iter().enumerate() {
            let star = if *by_reference { "const *" } else { "" };
            params.push(declare(types, ty, &format!("{star}a{at}")));
            let value = if *by_reference { format!("(*a{at})") } else { format!("a{at}") };
            let _ = write!(folds, " {}", fold(types, ty, &value, 0));
        }
        let params = if params.is_empty() { "void".to_owned() } else { params.join(", ") };
        let gives_type = gives.map_or_else(|| "void".to_owned(), |ty| declare(types, ty, ""));
        let answer = gives.map(|ty| {
            let (declared, made) = (declare(types, ty, "answer"), make(ty, "answer", 0));
            format!(" uint64_t *s = d; {declared}; {made} return answer;")
        });
        format!(
            "static {gives_type} {}({params}) {{ uint64_t g = 0, *d = &g; (void)d;{folds} word(&heard, g);{} }}\n",
            self.callback_name(index),
            answer.unwrap_or_default()
        )
    }

    fn closure(&self, index: usize, closure: &Closure, reply: &Reply) -> String {
        closure::function(self.0.library, closure, reply, &self.callback_name(index))
    }

    fn destroyer(&self, given: bool) -> &'static str {
        if given { "destroyed" } else { "NULL" }
    }

    fn value(&self, ty: &Ty, value: &Value) -> String {
        expression(self.types(), ty, value)
    }

    fn callback_argument(&self, index: usize) -> String {
        self.callback_name(index)
    }

    fn number(&self, number: u64) -> String {
        format!("(void *)(uintptr_t)UINT64_C({number:#x})")
    }

    fn place(&self, storage: usize, element: usize, shifted: bool) -> String {
        let place = match &self.0.planned.call.storages[storage] {
            Storage::Object { .. } | Storage::Text(_) => format!("s{storage}"),
            _ => format!("(s{storage}.v + {element})"),
        };
        if shifted {
            format!("(void *)((unsigned char *){place} + 1)")
        } else {
            format!("(void *){place}")
        }
    }

    fn array(&self, pointers: &str) -> String {
        format!("(void *)(void *[]){{{pointers}}}")
    }

    fn too_many(&self, of: &Ty) -> String {
        format!("(size_t)PTRDIFF_MAX / sizeof({}) + 1", declare(self.types(), of, ""))
    }

    fn data(&self, index: usize, ty: &Ty, values: &[Value]) -> String {
        let all: Vec<_> = values.iter().map(|one| value(self.types(), ty, one)).collect();
        let declaration = declare(self.types(), ty, &format!("v[{}]", values.len()));
        padded(&declaration, index, &all.join(", "))
    }

    fn text(&self, index: usize, bytes: &[String]) -> String {
        format!("    _Alignas(16) unsigned char s{index}[256] = {{{}}};\n", bytes.join(", "))
    }

    fn object(&self, index: usize, object: usize, seed: u64) -> String {
        format!("    void *s{index} = {PREFIX}_o{object}_make(UINT64_C({seed}));\n")
    }

    fn share(&self, index: usize, object: usize) -> String {
        let function = format!("{PREFIX}_o{object}");
        format!(
            "    void *f{index} = s{index};\n    s{index} = {function}_share(f{index});\n    {function}_free(f{index});\n"
        )
    }

    fn slot(&self, index: usize) -> String {
        padded("void *v[1]", index, "STALE")
    }

    fn list_slot(&self, index: usize) -> String {
        padded("fz_list v[1]", index, "{STALE, 1}")
    }

    fn counter(&self, index: usize) -> String {
        padded("uint64_t v[1]", index, "0")
    }

    fn answer(&self, index: usize) -> String {
        let Site { library, planned } = self.0;
        let before = match &planned.function.given {
            Given::Value(ty) | Given::Maybe(ty) => {
                let ty = value_in_c(ty);
                let made = self.types().make(&ty, &mut Source::new(AS_C_LEFT_IT));
                value(self.types(), &ty, &made)
            }
            list if list.is_list() => "{STALE, 1}".to_owned(),
            _ => "STALE".to_owned(),
        };
        padded(&given(library, &planned.function.given, "v[1]"), index, &before)
    }

    fn present(&self, index: usize) -> String {
        padded("uint8_t v[1]", index, "2")
    }

    fn content(&self, index: usize) -> String {
        format!("s{index}.v[0]")
    }

    fn observe_status(&self) -> String {
        "    word(&r, (uint64_t)(int64_t)result);\n".to_owned()
    }

    fn observe_flag(&self, flag: &str) -> String {
        format!("    word(&r, {flag});\n")
    }

    fn observe_returned(&self, observe: &str) -> String {
        format!("    {{ uint64_t g = 0, *d = &g; {observe} word(&r, g); }}\n")
    }

    fn fold_value(&self, ty: &Ty, place: &str) -> String {
        fold(self.types(), &value_in_c(ty), place, 0)
    }

    fn fold_texts(&self, place: &str) -> String {
        format!("texts(d, {place});")
    }

    fn fold_objects(&self, object: usize, place: &str) -> String {
        let name = format!("{PREFIX}_o{object}");
        format!("objects(d, {place}, {name}_read, {name}_end, {PREFIX}_vec_o{object}_free);")
    }

    fn fold_text_view(&self, place: &str) -> String {
        format!("view_text(d, {place});")
    }

    fn fold_pointer(&self, to: &Ty, place: &str) -> String {
        let declared = declare(self.types(), to, "const *v");
        let fold = fold(self.types(), to, "(*v)", 0);
        format!("{declared} = {place}; if (is_there(d, v)) {{ {fold} }}")
    }

    fn fold_view(&self, of: &Ty, place: &str) -> String {
        format!("view_{}(d, {place});", self.types().rust(of).to_lowercase())
    }

    fn fold_list(&self, of: &Ty, place: &str) -> String {
        format!("list_{}(d, {place});", self.types().rust(of).to_lowercase())
    }

    fn observe_text_slot(&self, index: usize) -> String {
        format!("    {{ uint64_t g = 0; text(&g, s{index}.v[0]); word(&m, g); }}\n")
    }

    fn observe_list(&self, index: usize, of: &Ty) -> String {
        let name = self.types().rust(of).to_lowercase();
        format!("    {{ uint64_t g = 0; list_{name}(&g, s{index}.v[0]); word(&m, g); }}\n")
    }

    fn observe_data(&self, index: usize, ty: &Ty, len: usize) -> String {
        let fold = fold(self.types(), ty, &format!("s{index}.v[i]"), 0);
        format!("    for (size_t i = 0; i < {len}; i++) {{ uint64_t *d = &m; {fold} }}\n")
    }

    fn observe_text(&self, index: usize, len: usize) -> String {
        format!("    bytes(&m, s{index}, {len});\n")
    }

    fn observe_word(&self, word: &str) -> String {
        format!("    word(&m, {word});\n")
    }

    fn word_of_bool(&self, flag: &str) -> String {
        flag.to_owned()
    }
}

/// Padded, because another argument may be passed a pointer to it.
fn padded(declaration: &str, name: usize, values: &str) -> String {
    format!(
        "    _Alignas(16) union {{ {declaration}; unsigned char padded[256]; }} s{name} = {{.v = {{{values}}}}};\n"
    )
}
