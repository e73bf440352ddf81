//! Models the calls of a closure that C provides.

use super::body::Run;
use crate::closure::{Answer, Closure, Passed, Reply};
use crate::digest::{Digest, Source};
use crate::types::{Ty, Types};

impl Run<'_> {
    /// Calls the closure. Returns false if its result is invalid, which ends the body.
    pub(super) fn call_closure(
        &mut self,
        seed: u64,
        closure: &Closure,
        reply: Option<&Reply>,
    ) -> bool {
        if closure.optional {
            self.received.word(u64::from(reply.is_some()));
        }
        let Some(reply) = reply else { return true };
        let types = &self.library.types;
        let mut source = Source::new(seed);
        for call in 0..closure.holder.times() {
            let mut heard = Digest::default();
            for passed in &closure.takes {
                self.pass(passed, call, &mut source, &mut heard);
            }
            // The number of destructions before the call.
            heard.word(0);
            if closure.fallible {
                fold_zero(types, &closure.answer, &mut heard);
            }
            self.heard.word(heard.0);
            if !self.answered(closure, reply) {
                return false;
            }
        }
        true
    }

    /// Adds an argument to the digest of what C receives.
    fn pass(&self, passed: &Passed, call: usize, source: &mut Source, heard: &mut Digest) {
        let types = &self.library.types;
        match passed {
            Passed::Value(ty) | Passed::Reference(ty) => {
                types.fold(ty, &types.make(ty, source), heard);
            }
            Passed::List(ty) => fold_list(types, ty, source, heard),
            Passed::Text => heard.bytes(text(source).as_bytes()),
            Passed::CStr => heard.bytes(format!("{:x}", source.word()).as_bytes()),
            Passed::CString => {
                heard.word(1);
                heard.bytes(format!("{:x}", source.word()).as_bytes());
            }
            Passed::String => {
                heard.word(1);
                heard.bytes(text(source).as_bytes());
            }
            Passed::Lent { object, .. } | Passed::LentArc { object } => {
                self.lend(*object, source, heard);
            }
            Passed::LentList { object } => {
                heard.word(2);
                (0..2).for_each(|_| self.lend(*object, source, heard));
            }
            Passed::Owner { object } => {
                heard.word(1);
                heard.word(self.made(*object, source));
            }
            Passed::Optional(inner) if call == 0 => {
                heard.word(1);
                self.pass(inner, call, source, heard);
            }
            Passed::Optional(_) => heard.word(0),
        }
    }

    /// C reads an object that is lent. It cannot free a token.
    fn lend(&self, object: usize, source: &mut Source, heard: &mut Digest) {
        heard.word(self.made(object, source));
        if self.library.objects[object].is_checked() {
            heard.word(0);
        }
    }

    /// Returns the digest of a new object.
    fn made(&self, object: usize, source: &mut Source) -> u64 {
        let ty = self.content(object);
        let value = self.library.types.make(&ty, source);
        self.folded(&ty, &value)
    }

    /// Adds the result to the digest of the body. Returns false if it ends the body.
    fn answered(&mut self, closure: &Closure, reply: &Reply) -> bool {
        let types = &self.library.types;
        if let Reply::Status(status) = reply {
            self.received.word(2);
            self.received.word(i64::from(*status) as u64);
            return true;
        }
        if !is_valid(types, &closure.answer, reply) {
            if closure.fallible {
                self.received.word(3);
            }
            return closure.fallible;
        }
        if closure.fallible {
            self.received.word(1);
        }
        match (&closure.answer, reply) {
            (Answer::Value(ty), Reply::Value(value)) => types.fold(ty, value, &mut self.received),
            (Answer::Object { object, optional }, Reply::Object(seed)) => {
                if *optional {
                    self.received.word(u64::from(seed.is_some()));
                }
                if let Some(seed) = seed {
                    let ty = self.content(*object);
                    types.fold(&ty, &types.make(&ty, &mut Source::new(*seed)), &mut self.received);
                }
            }
            _ => {}
        }
        true
    }
}

fn is_valid(types: &Types, answer: &Answer, reply: &Reply) -> bool {
    match (answer, reply) {
        (Answer::Value(ty), Reply::Value(value)) => types.flaw(ty, value).is_none(),
        (Answer::Object { optional: false, .. }, Reply::Object(None)) => false,
        _ => true,
    }
}

/// Adds the content of C's out-parameter before the call.
fn fold_zero(types: &Types, answer: &Answer, digest: &mut Digest) {
    match answer {
        Answer::Nothing => {}
        Answer::Value(ty) => types.fold(ty, &types.zero(ty), digest),
        Answer::Object { .. } => digest.word(1),
    }
}

fn fold_list(types: &Types, ty: &Ty, source: &mut Source, digest: &mut Digest) {
    let len = source.word() % 4;
    digest.word(len);
    for _ in 0..len {
        types.fold(ty, &types.make(ty, source), digest);
    }
}

fn text(source: &mut Source) -> String {
    let word = source.word();
    format!("{word:x}{}", if word & 1 == 1 { "ß" } else { "" })
}
