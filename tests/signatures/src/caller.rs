//! Writes one call in either language.

use crate::call::{Address, Arg, Len, Provided, State, Storage};
use crate::closure::{Closure, Reply};
use crate::model::{Given, Kind, Library, PREFIX, Taken};
use crate::oracle::Left;
use crate::planned::Planned;
use crate::types::{Number, Ty};
use crate::value::Value;
use std::fmt::Write;

/// A call, and the library that is called.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Site<'a> {
    pub(crate) library: &'a Library,
    pub(crate) planned: &'a Planned<'a>,
}

/// The parts of the function that makes a call.
#[derive(Debug, Default)]
pub(crate) struct Parts {
    pub(crate) callbacks: String,
    pub(crate) storages: String,
    pub(crate) call: String,
    /// Adds the return value and the memory to their digests.
    pub(crate) observations: String,
}

/// The language of a caller. The storage with number N is the variable `sN`.
pub(crate) trait Language {
    const NULL: &'static str;
    const NO_FUNCTION: &'static str;
    const GREATEST_SIZE: &'static str;
    /// The digest of the return value, as an argument.
    const RETURNED: &'static str;
    /// The digest of the memory, as an argument.
    const MEMORY: &'static str;

    fn site(&self) -> Site<'_>;
    /// The function, of its parts.
    fn function(&self, parts: &Parts) -> String;
    /// The statement that makes the call.
    fn statement(&self, call: String) -> String;
    /// A callback of the caller, which answers with a value that it makes of its arguments.
    fn callback(&self, index: usize, takes: &[Taken], gives: Option<&Ty>) -> String;

    /// The function of a closure.
    fn closure(&self, index: usize, closure: &Closure, reply: &Reply) -> String;

    // Arguments.
    /// The name of the function that destroys the data of a closure.
    fn destroyer(&self, given: bool) -> &'static str;
    fn value(&self, ty: &Ty, value: &Value) -> String;
    fn callback_argument(&self, index: usize) -> String;
    fn number(&self, number: u64) -> String;
    fn place(&self, storage: usize, element: usize, shifted: bool) -> String;
    /// A pointer to an array of these pointers.
    fn array(&self, pointers: &str) -> String;
    /// The least number of elements that no object has.
    fn too_many(&self, of: &Ty) -> String;

    // Declarations of storages.
    fn data(&self, index: usize, ty: &Ty, values: &[Value]) -> String;
    fn text(&self, index: usize, bytes: &[String]) -> String;
    fn object(&self, index: usize, object: usize, seed: u64) -> String;
    /// Replaces an object by another reference to it.
    fn share(&self, index: usize, object: usize) -> String;
    fn slot(&self, index: usize) -> String;
    fn list_slot(&self, index: usize) -> String;
    fn counter(&self, index: usize) -> String;
    fn answer(&self, index: usize) -> String;
    fn present(&self, index: usize) -> String;

    // Observations.
    /// The content of a slot or an answer.
    fn content(&self, index: usize) -> String;
    fn observe_status(&self) -> String;
    /// Adds a `bool` to the digest of the return value.
    fn observe_flag(&self, flag: &str) -> String;
    fn observe_returned(&self, observe: &str) -> String;
    fn fold_value(&self, ty: &Ty, place: &str) -> String;
    fn fold_list(&self, of: &Ty, place: &str) -> String;
    fn fold_texts(&self, place: &str) -> String;
    fn fold_objects(&self, object: usize, place: &str) -> String;
    fn fold_text_view(&self, place: &str) -> String;
    fn fold_pointer(&self, to: &Ty, place: &str) -> String;
    fn fold_view(&self, of: &Ty, place: &str) -> String;
    fn observe_text_slot(&self, index: usize) -> String;
    fn observe_list(&self, index: usize, of: &Ty) -> String;
    fn observe_data(&self, index: usize, ty: &Ty, len: usize) -> String;
    fn observe_text(&self, index: usize, len: usize) -> String;
    fn observe_word(&self, word: &str) -> String;
    /// A `bool` as a word.
    fn word_of_bool(&self, flag: &str) -> String;
}

/// A function that makes the call.
pub(crate) fn call(language: &impl Language) -> String {
    let Site { planned, .. } = language.site();
    let mut parts = Parts { call: line(language), ..Parts::default() };
    for (index, arg) in planned.call.args.iter().enumerate() {
        parts.callbacks += &match (arg, &planned.function.params[index].kind) {
            (Arg::Function(true), Kind::Callback { takes, gives, .. }) => {
                language.callback(index, takes, gives.as_ref())
            }
            (Arg::Closure(Provided { reply: Some(reply), .. }), Kind::Closure(closure)) => {
                language.closure(index, closure, reply)
            }
            _ => continue,
        };
    }
    for (index, storage) in planned.call.storages.iter().enumerate() {
        parts.storages += &declare(language, index, storage);
    }
    parts.observations = returned(language);
    for (index, storage) in planned.call.storages.iter().enumerate() {
        parts.observations += &observe(language, index, storage);
    }
    language.function(&parts)
}

/// The call itself.
pub(crate) fn line(language: &impl Language) -> String {
    let function = language.site().planned.function;
    let args: Vec<_> = (0..function.params.len()).map(|index| argument(language, index)).collect();
    language.statement(format!("{}({});", function.symbol(), args.join(", ")))
}

fn argument<L: Language>(language: &L, index: usize) -> String {
    let Site { planned, .. } = language.site();
    match (&planned.call.args[index], &planned.function.params[index].kind) {
        (Arg::Value(value), Kind::Value(ty)) => language.value(ty, value),
        (Arg::Function(true), _) => language.callback_argument(index),
        (Arg::Function(false), _) => L::NO_FUNCTION.to_owned(),
        (Arg::Address(address), _) => pointer(language, *address),
        (Arg::Closure(provided), Kind::Closure(closure)) => {
            provided_arguments(language, index, closure, provided)
        }
        (Arg::Pointers(all), _) => {
            let pointers: Vec<_> = all.iter().map(|address| pointer(language, *address)).collect();
            format!("{}, {}", language.array(&pointers.join(", ")), all.len())
        }
        (Arg::List(address, len), kind) => {
            let len = match (len, kind) {
                (Len::Exact(len), _) => len.to_string(),
                (Len::TooMany, Kind::Slice { of, .. }) => language.too_many(of),
                (Len::TooMany, Kind::CountedText { .. }) => {
                    language.too_many(&Ty::number(Number::U8))
                }
                (Len::TooMany, _) => language.too_many(&Ty::number(Number::Usize)),
                (Len::Max, _) => L::GREATEST_SIZE.to_owned(),
            };
            format!("{}, {len}", pointer(language, *address))
        }
        (arg, kind) => unreachable!("{arg:?} for {kind:?}"),
    }
}

/// The function of a closure, its data, and the function that destroys the data if the library owns it.
fn provided_arguments<L: Language>(
    language: &L,
    index: usize,
    closure: &Closure,
    provided: &Provided,
) -> String {
    let function = match provided.reply {
        Some(_) => language.callback_argument(index),
        None => L::NO_FUNCTION.to_owned(),
    };
    let mut text = format!("{function}, {}", language.place(provided.data, 0, false));
    if closure.holder.is_owner() {
        let _ = write!(text, ", {}", language.destroyer(provided.destroys));
    }
    text
}

fn pointer<L: Language>(language: &L, address: Address) -> String {
    match address {
        Address::Null => L::NULL.to_owned(),
        Address::Number(number) => language.number(number),
        Address::At { storage, element, shifted } => language.place(storage, element, shifted),
    }
}

fn declare(language: &impl Language, index: usize, storage: &Storage) -> String {
    match storage {
        Storage::Data { ty, values } => language.data(index, ty, values),
        Storage::Text(bytes) => {
            let bytes: Vec<_> = bytes.iter().chain([&0]).map(u8::to_string).collect();
            language.text(index, &bytes)
        }
        Storage::Object { object, seed, state } => {
            let made = language.object(index, *object, *seed);
            match state {
                State::Alive => made,
                State::Share => made + &language.share(index, *object),
                State::Freed => format!("{made}    {PREFIX}_o{object}_end(s{index});\n"),
                State::Poisoned => format!("{made}    {PREFIX}_o{object}_poison(s{index});\n"),
            }
        }
        Storage::Slot { .. } | Storage::TextSlot => language.slot(index),
        Storage::ListSlot { .. } => language.list_slot(index),
        Storage::Counter => language.counter(index),
        Storage::Answer => language.answer(index),
        Storage::Present => language.present(index),
    }
}

/// Adds the return value to its digest: the status, and the value that the function returned or wrote.
fn returned<L: Language>(language: &L) -> String {
    let Site { planned, .. } = language.site();
    let content = |of: fn(&Storage) -> bool| {
        language.content(planned.call.storages.iter().position(of).unwrap_or_default())
    };
    let (mut text, mut place) = (String::new(), "result".to_owned());
    if planned.function.returns_status() {
        text = language.observe_status();
    }
    if planned.function.has_present() {
        text += &language.observe_flag(&content(|storage| matches!(storage, Storage::Present)));
    } else if matches!(planned.function.given, Given::Maybe(_)) {
        text += &language.observe_flag("result");
    }
    if planned.function.has_answer() {
        place = content(|storage| matches!(storage, Storage::Answer));
    }
    let digest = L::RETURNED;
    let observe = match &planned.function.given {
        Given::Nothing => return text,
        Given::Value(ty) | Given::Maybe(ty) => language.fold_value(ty, &place),
        Given::Object { object, .. } => {
            format!("object({digest}, {place}, {PREFIX}_o{object}_end);")
        }
        Given::Text { .. } => format!("text({digest}, {place});"),
        Given::List { of, .. } => language.fold_list(of, &place),
        Given::Texts { .. } => language.fold_texts(&place),
        Given::Objects { object, .. } => language.fold_objects(*object, &place),
        Given::TextView { .. } => language.fold_text_view(&place),
        Given::CStrView { .. } => format!("view_c_str({digest}, {place});"),
        Given::Pointer { to, .. } => language.fold_pointer(to, &place),
        Given::View { of, .. } => language.fold_view(of, &place),
    };
    text + &language.observe_returned(&observe)
}

/// Adds a storage to the digest of the memory.
fn observe<L: Language>(language: &L, index: usize, storage: &Storage) -> String {
    match storage {
        Storage::Data { ty, values } => language.observe_data(index, ty, values.len()),
        Storage::Text(bytes) => language.observe_text(index, bytes.len()),
        Storage::TextSlot => language.observe_text_slot(index),
        Storage::ListSlot { of } => language.observe_list(index, of),
        Storage::Slot { object } => {
            let (digest, content) = (L::MEMORY, language.content(index));
            format!("    object({digest}, {content}, {PREFIX}_o{object}_end);\n")
        }
        Storage::Object { object, .. } => {
            let mut text = String::new();
            let function = |name: &str| format!("{PREFIX}_o{object}_{name}(s{index})");
            let _ = match language.site().planned.expected.left[index] {
                Left::Nothing => Ok(()),
                Left::Object => write!(text, "{}", language.observe_word(&function("end"))),
                Left::Poisoned => {
                    let poisoned = language.word_of_bool(&function("is_poisoned"));
                    let word = language.observe_word(&poisoned);
                    writeln!(text, "{word}    {};", function("free"))
                }
            };
            text
        }
        Storage::Counter => language.observe_word(&language.content(index)),
        Storage::Answer | Storage::Present => String::new(),
    }
}
