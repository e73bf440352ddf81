//! Generates random libraries.

mod closure;
mod types;

use crate::model::{
    Failure, Function, Given, Handle, Kind, Library, Object, OnFailure, Param, Receiver, Taken,
};
use crate::types::{Number, Ty, Types};
use crate::value::pick;
use fastrand::Rng;

/// Returns a library of `count` functions, which is determined by the seed.
pub(crate) fn library(seed: u64, count: usize) -> Library {
    let mut rng = Rng::with_seed(seed);
    let types = types::types(&mut rng);
    let objects = objects(&types, &mut rng);
    let mut draw = Draw { types: &types, objects: &objects, rng: &mut rng };
    let functions = (0..count).map(|index| draw.function(index)).collect();
    let own_u32 = rng.bool();
    Library { types, objects, functions, own_u32 }
}

/// Returns one object of each kind, including each kind of handle.
fn objects(types: &Types, rng: &mut Rng) -> Vec<Object> {
    let data = |shared, rng: &mut Rng| Object::Data { ty: types::checked(types, rng), shared };
    let mut objects = vec![
        data(false, rng),
        data(true, rng),
        Object::Opaque { shared: false },
        Object::Opaque { shared: true },
    ];
    for checked in [false, true] {
        let handle = Handle { checked, poison: false, shared: false, single_thread: false };
        objects.extend([
            Object::Handle(handle),
            Object::Handle(Handle { poison: true, ..handle }),
            Object::Handle(Handle { shared: true, ..handle }),
            Object::Handle(Handle { single_thread: true, ..handle }),
        ]);
    }
    objects
}

struct Draw<'a> {
    types: &'a Types,
    objects: &'a [Object],
    rng: &'a mut Rng,
}

impl Draw<'_> {
    fn function(&mut self, index: usize) -> Function {
        let handle = |object: &usize| self.objects[*object].handle().is_some();
        let handles: Vec<usize> = (0..self.objects.len()).filter(handle).collect();
        let of = (self.rng.u8(..4) == 0).then(|| *pick(self.rng, &handles));
        let mut params: Vec<Param> = of.and_then(|of| self.receiver(of)).into_iter().collect();
        for _ in 0..*pick(self.rng, &[0, 1, 1, 2, 2, 2, 3, 3, 4, 5]) {
            let param = self.param(&params);
            params.push(param);
        }
        let given = self.given(of);
        let failure = self.rng.bool().then(|| *pick(self.rng, &Failure::ALL));
        let on_failure = self.on_failure(&given, failure.is_some());
        let mut function = Function { index, of, params, given, failure, on_failure };
        let added = [
            ("out", Kind::Answer, function.has_answer()),
            ("present", Kind::Present, function.has_present()),
        ];
        for (name, kind, _) in added.into_iter().filter(|(_, _, is_there)| *is_there) {
            let name = name.to_owned();
            function.params.push(Param { name, kind, receiver: None, unchecked: false });
        }
        function
    }

    fn receiver(&mut self, object: usize) -> Option<Param> {
        let shared = self.objects[object].is_shared();
        let receiver = match self.rng.u8(..6) {
            0 => return None,
            1 => Receiver::Owner,
            2 if !shared => Receiver::Value,
            _ => Receiver::Reference,
        };
        let exclusive = !shared && self.rng.bool();
        let kind = match receiver {
            Receiver::Reference if shared && self.rng.bool() => {
                Kind::LentArc { optional: false, object }
            }
            Receiver::Reference => Kind::Lent { exclusive, optional: false, object },
            _ => Kind::Owner { optional: false, object },
        };
        Some(Param { name: format!("o{object}"), kind, receiver: Some(receiver), unchecked: false })
    }

    fn param(&mut self, before: &[Param]) -> Param {
        let name = char::from(b'a' + before.len() as u8).to_string();
        let unchecked = self.rng.u8(..16) == 0;
        let kind = if unchecked { self.unchecked() } else { self.checked(before) };
        Param { name, kind, receiver: None, unchecked }
    }

    /// Returns a type without `FfiType`, by value or behind a reference, for `#[ffi(unchecked)]`.
    fn unchecked(&mut self) -> Kind {
        let foreign = |index: &usize| self.types.structs[*index].foreign;
        let foreign: Vec<usize> = (0..self.types.structs.len()).filter(foreign).collect();
        let ty = Ty::Struct(*pick(self.rng, &foreign));
        let (exclusive, optional) = (self.rng.bool(), self.rng.bool());
        if self.rng.bool() {
            Kind::Value(ty)
        } else {
            Kind::Reference { exclusive, optional, to: ty }
        }
    }

    fn checked(&mut self, before: &[Param]) -> Kind {
        let (exclusive, optional) = (self.rng.bool(), self.rng.u8(..3) == 0);
        match self.rng.u8(..31) {
            0..4 => Kind::Value(self.by_value()),
            4..7 => {
                let to = self.same_or(before, types::checked);
                Kind::Reference { exclusive, optional, to }
            }
            7 => Kind::CStr { optional },
            8..10 => Kind::Text { optional },
            10..13 => {
                let of = self.same_or(before, types::checked);
                Kind::Slice { exclusive, of }
            }
            13..15 => self.lent(before, exclusive, optional),
            15..17 => {
                let optional = self.rng.bool();
                self.owner(before, optional)
            }
            17 | 23 | 25 | 26 => self.out(before, optional),
            18 => Kind::CountedText { optional },
            19 => {
                let object = self.object(before, Object::is_shared);
                Kind::LentArc { optional, object }
            }
            20 => Kind::Texts,
            21 => {
                Kind::LentList { object: self.object(before, |object| object.handle().is_some()) }
            }
            22 => Kind::OwnerList { object: self.object(before, |object| !object.is_shared()) },
            24 => self.callback(optional),
            _ => Kind::Closure(self.closure(optional)),
        }
    }

    fn out(&mut self, before: &[Param], nullable: bool) -> Kind {
        let optional = self.rng.bool();
        match self.rng.u8(..4) {
            0 => Kind::Out { ty: self.same_or(before, types::checked), nullable },
            1 => {
                let object = self.rng.usize(..self.objects.len());
                Kind::OutOwner { optional, nullable: self.rng.bool(), object }
            }
            2 => Kind::OutText { c_string: self.rng.bool(), optional, nullable },
            _ => Kind::OutList { of: types::named(self.types, self.rng), optional, nullable },
        }
    }

    fn objects_where(&self, condition: impl Fn(&Object) -> bool) -> Vec<usize> {
        (0..self.objects.len()).filter(|object| condition(&self.objects[*object])).collect()
    }

    fn by_value(&mut self) -> Ty {
        types::by_value(self.types, self.rng)
    }

    /// Returns the type of an earlier parameter, so that the two may overlap element by element, or a new one.
    fn same_or(&mut self, before: &[Param], new: fn(&Types, &mut Rng) -> Ty) -> Ty {
        let pointed = before.iter().filter(|param| !param.unchecked);
        let pointed = pointed.filter_map(|param| pointed_to(self.objects, &param.kind));
        let pointed: Vec<&Ty> = pointed.collect();
        if !pointed.is_empty() && self.rng.bool() {
            return (*pick(self.rng, &pointed)).clone();
        }
        new(self.types, self.rng)
    }

    /// Returns the object of an earlier parameter, or a new one.
    fn object(&mut self, before: &[Param], condition: impl Fn(&Object) -> bool) -> usize {
        let earlier = before.iter().filter_map(|param| match param.kind {
            Kind::Lent { object, .. }
            | Kind::LentArc { object, .. }
            | Kind::LentList { object }
            | Kind::OwnerList { object }
            | Kind::Owner { object, .. } => Some(object),
            _ => None,
        });
        let earlier: Vec<usize> =
            earlier.filter(|object| condition(&self.objects[*object])).collect();
        if !earlier.is_empty() && self.rng.u8(..4) != 0 {
            return *pick(self.rng, &earlier);
        }
        *pick(self.rng, &self.objects_where(condition))
    }

    fn lent(&mut self, before: &[Param], exclusive: bool, optional: bool) -> Kind {
        let object = self.object(before, |object| object.handle().is_some());
        let exclusive = exclusive && !self.objects[object].is_shared();
        Kind::Lent { exclusive, optional, object }
    }

    fn owner(&mut self, before: &[Param], optional: bool) -> Kind {
        let object = self.object(before, |_| true);
        let optional = optional && !self.objects[object].is_shared();
        Kind::Owner { optional, object }
    }

    /// Returns a callback whose return type has no invalid bit patterns.
    fn callback(&mut self, optional: bool) -> Kind {
        let takes = (0..self.rng.usize(..4)).map(|_| {
            let ty = types::by_value(self.types, self.rng);
            Taken { ty, by_reference: self.rng.u8(..3) == 0 }
        });
        let takes = takes.collect();
        let gives = (self.rng.u8(..4) != 0).then(|| types::trivial(self.types, self.rng));
        Kind::Callback { optional, takes, gives }
    }

    fn given(&mut self, of: Option<usize>) -> Given {
        let optional = self.rng.bool();
        match self.rng.u8(..20) {
            0..2 => Given::Nothing,
            2..6 => Given::Value(types::returned(self.types, self.rng)),
            6..9 => {
                let all: Vec<usize> = (0..self.objects.len()).collect();
                let own = of.filter(|_| self.rng.u8(..4) != 0);
                let object = own.unwrap_or_else(|| *pick(self.rng, &all));
                let bare = of == Some(object) && self.rng.bool();
                let optional = optional && (bare || !self.objects[object].is_shared());
                Given::Object { object, optional, bare }
            }
            9..11 => Given::Text { c_string: self.rng.bool(), optional },
            11..13 => Given::Maybe(types::optional(self.types, self.rng)),
            13 => Given::Texts { optional },
            14 => {
                let owned =
                    self.objects_where(|object| object.handle().is_some() && !object.is_shared());
                Given::Objects { object: *pick(self.rng, &owned), optional }
            }
            15 => Given::TextView { optional },
            16 => Given::CStrView { optional },
            17 => Given::Pointer { to: types::named(self.types, self.rng), optional },
            18 => Given::List { of: types::named(self.types, self.rng), optional },
            _ => Given::View { of: types::named(self.types, self.rng), optional },
        }
    }

    fn on_failure(&mut self, given: &Given, fallible: bool) -> OnFailure {
        match self.rng.u8(..4) {
            0..2 if fallible => OnFailure::Status,
            2 if fallible => OnFailure::OwnStatus,
            _ => match given {
                Given::Value(Ty::Number(Number::I32, "i32")) => OnFailure::Kind,
                Given::Value(Ty::Address) => OnFailure::Default,
                Given::Value(_) => OnFailure::Fixed,
                _ => OnFailure::Default,
            },
        }
    }
}

/// Returns the type of the data that a parameter points to.
fn pointed_to<'a>(objects: &'a [Object], kind: &'a Kind) -> Option<&'a Ty> {
    match kind {
        Kind::Owner { object, .. } => match &objects[*object] {
            Object::Data { ty, .. } => Some(ty),
            _ => None,
        },
        Kind::Reference { to: ty, .. } | Kind::Slice { of: ty, .. } | Kind::Out { ty, .. } => {
            Some(ty)
        }
        _ => None,
    }
}
