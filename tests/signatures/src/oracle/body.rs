//! Models the body of a function and its effects.

use super::{Left, Outcome, value_in_c};
use crate::call::{Address, Arg, Call, Len, Mode, State, Storage};
use crate::digest::{Digest, Source};
use crate::model::{Function, Given, Kind, Library, Object, Taken};
use crate::types::{Number, Ty};
use crate::value::Value;

/// A call in progress.
pub(super) struct Run<'a> {
    pub(super) library: &'a Library,
    function: &'a Function,
    pub(super) call: &'a Call,
    storages: Vec<Storage>,
    /// The digest of the arguments.
    pub(super) received: Digest,
    /// The digest of the arguments of the callbacks.
    pub(super) heard: Digest,
    source: Source,
    /// The objects in the caller's variables, by storage.
    slots: Vec<Option<Value>>,
    /// The digests of the texts and lists in the caller's variables, by storage.
    pub(super) written: Vec<Option<Digest>>,
    /// Whether an out-parameter was set to a text that cannot be converted.
    pub(super) has_nul: bool,
    /// Values for out-parameters, written if the call succeeds: storage, element, value.
    outs: Vec<(usize, usize, Value)>,
    pub(super) given: Digest,
    /// Whether an optional value is present.
    pub(super) is_present: bool,
    /// The number of objects that C receives.
    gives_objects: i64,
    consumed: Vec<bool>,
    poisoned: Vec<bool>,
    pub(super) cleared: bool,
}

/// Returns whether the memory that an argument points to has the type of its parameter.
pub(super) fn has_own_type(library: &Library, kind: &Kind, call: &Call, index: usize) -> bool {
    let Some((storage, _)) = call.place(index) else { return true };
    if let Arg::List(_, Len::Exact(0)) = call.args[index] {
        return true;
    }
    let storage = &call.storages[storage];
    match (kind, storage) {
        (
            Kind::Reference { to: own, .. }
            | Kind::Slice { of: own, .. }
            | Kind::Out { ty: own, .. },
            Storage::Data { ty, .. },
        ) => own == ty,
        (
            Kind::Reference { to: own, .. } | Kind::Slice { of: own, .. },
            Storage::Object { object, .. },
        ) => matches!(&library.objects[*object], Object::Data { ty, .. } if ty == own),
        (Kind::CStr { .. } | Kind::Text { .. } | Kind::CountedText { .. }, Storage::Text(_)) => {
            true
        }
        (Kind::Lent { .. } | Kind::LentArc { .. } | Kind::Owner { .. }, Storage::Object { .. }) => {
            true
        }
        (Kind::OutOwner { .. }, Storage::Slot { .. })
        | (Kind::OutText { .. }, Storage::TextSlot)
        | (Kind::OutList { .. }, Storage::ListSlot { .. })
        | (Kind::Answer, Storage::Answer)
        | (Kind::Present, Storage::Present) => true,
        _ => false,
    }
}

fn is_in(storage: &Storage, wanted: State) -> bool {
    matches!(storage, Storage::Object { state, .. } if *state == wanted)
}

impl<'a> Run<'a> {
    pub(super) fn new(library: &'a Library, function: &'a Function, call: &'a Call) -> Self {
        let count = call.storages.len();
        let poisoned = call.storages.iter().map(|storage| is_in(storage, State::Poisoned));
        let consumed = call.storages.iter().map(|storage| is_in(storage, State::Freed));
        Self {
            library,
            function,
            call,
            storages: call.storages.clone(),
            received: Digest::new(function.index as u64),
            heard: Digest::default(),
            source: Source::new(0),
            slots: vec![None; count],
            written: vec![None; count],
            has_nul: false,
            outs: Vec::new(),
            given: Digest::default(),
            is_present: false,
            gives_objects: 0,
            consumed: consumed.collect(),
            poisoned: poisoned.collect(),
            cleared: false,
        }
    }

    /// Runs the body.
    pub(super) fn body(&mut self) -> Outcome {
        let (function, mode) = (self.function, self.call.mode);
        self.cleared = true;
        for (index, param) in function.params.iter().enumerate() {
            if !self.receive(index, &param.kind) {
                self.consume();
                self.poison();
                return Outcome::InvalidResult;
            }
        }
        self.source = Source::new(self.received.0);
        for (index, param) in function.params.iter().enumerate() {
            self.write(index, &param.kind);
        }
        self.consume();
        if mode == Mode::Panic {
            self.poison();
            return Outcome::Panicked;
        }
        if let (Mode::Fail, Some(failure)) = (mode, function.failure) {
            return Outcome::Failed { code: failure.code() };
        }
        if self.give() && !self.has_nul { Outcome::Passed } else { Outcome::Failed { code: 0 } }
    }

    /// Adds an argument to the digest. Returns false if a closure of C ends the body.
    fn receive(&mut self, index: usize, kind: &Kind) -> bool {
        let types = &self.library.types;
        match (&self.call.args[index], kind) {
            (Arg::Value(value), Kind::Value(ty)) => types.fold(ty, value, &mut self.received),
            (Arg::Function(is_some), Kind::Callback { optional, takes, gives }) => {
                if *optional {
                    self.received.word(u64::from(*is_some));
                }
                if *is_some {
                    let seed = self.function.params[index].seed();
                    self.call_back(seed, takes, gives.as_ref());
                }
            }
            (Arg::List(address, Len::Exact(len)), Kind::Slice { of, .. }) => {
                self.received.word(*len as u64);
                (0..*len).for_each(|at| self.receive_at(*address, at, of));
            }
            (Arg::List(address, Len::Exact(len)), Kind::CountedText { optional }) => {
                self.receive_counted_text(*address, *len, *optional);
            }
            (Arg::Address(address), kind) => self.receive_address(*address, kind),
            (Arg::Closure(provided), Kind::Closure(closure)) => {
                let seed = self.function.params[index].seed();
                return self.call_closure(seed, closure, provided.reply.as_ref());
            }
            _ => {}
        }
        true
    }

    fn receive_address(&mut self, address: Address, kind: &Kind) {
        let (Kind::Reference { optional, .. }
        | Kind::CStr { optional }
        | Kind::Text { optional }
        | Kind::Lent { optional, .. }
        | Kind::LentArc { optional, .. }
        | Kind::Owner { optional, .. }) = kind
        else {
            return;
        };
        if !self.marks(*optional, address) {
            return;
        }
        let Address::At { storage, .. } = address else { return };
        match (kind, &self.storages[storage]) {
            (Kind::Reference { to, .. }, _) => self.receive_at(address, 0, to),
            (_, Storage::Text(bytes)) => self.received.bytes(bytes),
            _ => {
                let (ty, value) = self.value_of(storage);
                self.library.types.fold(&ty, &value, &mut self.received);
            }
        }
    }

    fn receive_counted_text(&mut self, address: Address, len: usize, optional: bool) {
        if optional && !self.marks(true, address) {
            return;
        }
        let bytes = match address {
            Address::At { storage, .. } => match &self.storages[storage] {
                Storage::Text(bytes) => bytes[..len].to_vec(),
                other => unreachable!("{other:?}"),
            },
            _ => Vec::new(),
        };
        self.received.bytes(&bytes);
    }

    /// Adds to the digest whether an optional argument is present.
    fn marks(&mut self, optional: bool, address: Address) -> bool {
        let is_some = !matches!(address, Address::Null);
        if optional {
            self.received.word(u64::from(is_some));
        }
        is_some
    }

    fn receive_at(&mut self, address: Address, offset: usize, ty: &Ty) {
        let Address::At { storage, element, .. } = address else { return };
        let value = match &self.storages[storage] {
            Storage::Data { values, .. } => values[element + offset].clone(),
            _ => self.value_of(storage).1,
        };
        self.library.types.fold(ty, &value, &mut self.received);
    }

    /// Returns the content of an object.
    fn value_of(&self, storage: usize) -> (Ty, Value) {
        let Storage::Object { object, seed, .. } = &self.storages[storage] else {
            unreachable!("no object")
        };
        if let Some(value) = &self.slots[storage] {
            return (self.content(*object), value.clone());
        }
        let ty = self.content(*object);
        let value = self.library.types.make(&ty, &mut Source::new(*seed));
        (ty, value)
    }

    pub(super) fn content(&self, object: usize) -> Ty {
        match &self.library.objects[object] {
            Object::Data { ty, .. } => ty.clone(),
            Object::Opaque { .. } | Object::Handle(_) => Ty::number(Number::U64),
        }
    }

    /// Calls back to the caller, whose result is derived from the arguments.
    fn call_back(&mut self, seed: u64, takes: &[Taken], gives: Option<&Ty>) {
        let types = &self.library.types;
        let mut source = Source::new(seed);
        let mut heard = Digest::default();
        for taken in takes {
            types.fold(&taken.ty, &types.make(&taken.ty, &mut source), &mut heard);
        }
        self.heard.word(heard.0);
        if let Some(ty) = gives {
            let answer = types.make(ty, &mut Source::new(heard.0));
            types.fold(ty, &answer, &mut self.received);
        }
    }

    fn write(&mut self, index: usize, kind: &Kind) {
        let sets = self.call.mode != Mode::LeaveOut;
        match kind {
            Kind::Reference { exclusive: true, to, .. } => self.write_at(index, 1, to),
            Kind::Slice { exclusive: true, of, .. } => {
                if let Arg::List(_, Len::Exact(len)) = self.call.args[index] {
                    self.write_at(index, len, of);
                }
            }
            Kind::Lent { exclusive: true, .. } => {
                if let Some((storage, _)) = self.call.place(index) {
                    self.slots[storage] = Some(Value::Leaf(self.source.word()));
                }
            }
            Kind::Out { ty, .. } if sets => {
                let value = self.library.types.make(ty, &mut self.source);
                self.set(index, value);
            }
            Kind::OutOwner { object, .. } if sets => {
                let ty = self.content(*object);
                let value = self.library.types.make(&ty, &mut self.source);
                self.set(index, value);
            }
            _ if sets => self.write_owned(index, kind),
            _ => {}
        }
    }

    pub(super) fn values(&mut self, of: &Ty) -> Vec<Value> {
        let len = self.source.word() % 4;
        (0..len).map(|_| self.library.types.make(of, &mut self.source)).collect()
    }

    fn write_at(&mut self, index: usize, len: usize, ty: &Ty) {
        let Some((storage, element)) = self.call.place(index) else { return };
        for at in element..element + len {
            let value = self.library.types.make(ty, &mut self.source);
            if let Storage::Data { values, .. } = &mut self.storages[storage] {
                values[at] = value;
            }
        }
    }

    /// Sets an out-parameter. The value is written only if the call succeeds.
    fn set(&mut self, index: usize, value: Value) {
        let Some((storage, element)) = self.call.place(index) else { return };
        match self.storages[storage] {
            Storage::Data { .. } => self.outs.push((storage, element, value)),
            _ => self.slots[storage] = Some(value),
        }
    }

    fn consume(&mut self) {
        for (index, param) in self.function.params.iter().enumerate() {
            if let (Kind::Owner { .. }, Some((storage, _))) = (&param.kind, self.call.place(index))
            {
                self.consumed[storage] = true;
            }
        }
    }

    /// Poisons the objects that the call has borrowed, as a panic does.
    fn poison(&mut self) {
        for (index, param) in self.function.params.iter().enumerate() {
            if let (Kind::Lent { object, .. }, Some((storage, _))) =
                (&param.kind, self.call.place(index))
            {
                self.poisoned[storage] |= self.library.objects[*object].is_poisonable();
            }
        }
    }

    /// Creates the return value. Returns false if it cannot be converted for C.
    fn give(&mut self) -> bool {
        let (types, mode) = (&self.library.types, self.call.mode);
        let given = &self.function.given;
        if given.is_optional() && mode == Mode::LeaveOut {
            self.given.word(0);
            return true;
        }
        self.is_present = true;
        if given.is_pointer() {
            self.given.word(1);
        }
        match given {
            Given::Nothing => {}
            Given::Value(ty) | Given::Maybe(ty) | Given::Pointer { to: ty, .. } => {
                let value = types.make(ty, &mut self.source);
                types.fold(&value_in_c(ty), &value, &mut self.given);
            }
            Given::Object { object, .. } => {
                let ty = self.content(*object);
                let value = types.make(&ty, &mut self.source);
                self.given.word(self.folded(&ty, &value));
                self.gives_objects = i64::from(self.library.objects[*object].is_counted());
            }
            Given::Text { c_string, .. } => {
                let text = self.text(*c_string);
                self.given.bytes(text.as_bytes());
                return *c_string || mode != Mode::ReturnNul;
            }
            Given::TextView { .. } | Given::CStrView { .. } => {
                let text = self.text(matches!(given, Given::CStrView { .. }));
                self.given.bytes(text.as_bytes());
            }
            Given::Texts { .. } => return self.give_texts() || mode != Mode::ReturnNul,
            Given::Objects { object, .. } => self.give_objects(*object),
            Given::List { of, .. } | Given::View { of, .. } => {
                let values = self.values(of);
                self.given.word(values.len() as u64);
                values.iter().for_each(|value| types.fold(of, value, &mut self.given));
            }
        }
        true
    }

    pub(super) fn text(&mut self, c_string: bool) -> String {
        let word = self.source.word();
        format!("{word:x}{}", if !c_string && word & 1 == 1 { "ß" } else { "" })
    }

    /// C keeps the first text of a list, and frees the list. Returns whether the list is empty.
    fn give_texts(&mut self) -> bool {
        let len = self.source.word() % 4;
        let texts: Vec<_> = (0..len).map(|_| self.text(false)).collect();
        self.given.word(len);
        texts.iter().for_each(|text| self.given.bytes(text.as_bytes()));
        if let Some(first) = texts.first() {
            self.given.word(1);
            self.given.bytes(first.as_bytes());
        }
        texts.is_empty()
    }

    /// C keeps the first object of a list, and frees the list.
    fn give_objects(&mut self, object: usize) {
        let ty = self.content(object);
        let len = self.source.word() % 4;
        let mut words = Vec::new();
        for _ in 0..len {
            let value = self.library.types.make(&ty, &mut self.source);
            words.push(self.folded(&ty, &value));
        }
        self.given.word(len);
        words.iter().for_each(|word| self.given.word(*word));
        if let Some(first) = words.first() {
            self.given.word(1);
            self.given.word(*first);
        }
        self.gives_objects = len as i64;
    }

    /// Returns how often the data of a closure is destroyed.
    fn destroyed(&self, storage: usize) -> u64 {
        let params = self.function.params.iter().zip(&self.call.args);
        let destroyed = params.filter(|(param, arg)| match (&param.kind, arg) {
            (Kind::Closure(closure), Arg::Closure(provided)) => {
                provided.data == storage && provided.destroys && closure.holder.is_owner()
            }
            _ => false,
        });
        destroyed.count() as u64
    }

    /// Returns the digest of a single value.
    pub(super) fn folded(&self, ty: &Ty, value: &Value) -> u64 {
        let mut digest = Digest::default();
        self.library.types.fold(ty, value, &mut digest);
        digest.0
    }

    pub(super) fn alive(&self, passed: bool) -> i64 {
        let counted = |object: &usize| self.library.objects[*object].is_counted();
        let of_caller = self.storages.iter().zip(&self.consumed).filter(|(storage, consumed)| {
            matches!(storage, Storage::Object { object, .. } if counted(object)) && !**consumed
        });
        let set = self.storages.iter().zip(&self.slots).filter(|(storage, set)| {
            matches!(storage, Storage::Slot { object } if counted(object))
                && set.is_some()
                && passed
        });
        (of_caller.count() + set.count()) as i64 + if passed { self.gives_objects } else { 0 }
    }

    /// Returns the digest of all storages.
    pub(super) fn memory(&self, passed: bool) -> u64 {
        let types = &self.library.types;
        let mut digest = Digest::default();
        for (index, storage) in self.storages.iter().enumerate() {
            match storage {
                Storage::Data { ty, values } => {
                    for (element, value) in values.iter().enumerate() {
                        let is_here =
                            |(at, of, _): &&(usize, usize, Value)| (*at, *of) == (index, element);
                        let out = self.outs.iter().find(is_here).filter(|_| passed);
                        let value = out.map_or(value, |(_, _, value)| value);
                        types.fold(ty, value, &mut digest);
                    }
                }
                Storage::Text(bytes) => digest.bytes(bytes),
                Storage::Slot { object } => match &self.slots[index] {
                    Some(value) if passed => {
                        digest.word(1);
                        digest.word(self.folded(&self.content(*object), value));
                    }
                    _ => digest.word(if self.cleared { 0 } else { 2 }),
                },
                Storage::Object { .. } if self.consumed[index] => {}
                Storage::Object { .. } if self.poisoned[index] => digest.word(1),
                Storage::Object { .. } => {
                    let (ty, value) = self.value_of(index);
                    digest.word(self.folded(&ty, &value));
                }
                Storage::TextSlot | Storage::ListSlot { .. } => {
                    digest.word(self.slot(index, passed));
                }
                Storage::Counter => digest.word(self.destroyed(index)),
                Storage::Answer | Storage::Present => {}
            }
        }
        digest.word(self.heard.0);
        digest.0
    }

    pub(super) fn left(&self) -> Vec<Left> {
        let of = |(index, storage): (usize, &Storage)| match storage {
            Storage::Object { .. } if self.consumed[index] => Left::Nothing,
            Storage::Object { .. } if self.poisoned[index] => Left::Poisoned,
            Storage::Object { .. } => Left::Object,
            _ => Left::Nothing,
        };
        self.storages.iter().enumerate().map(of).collect()
    }
}
