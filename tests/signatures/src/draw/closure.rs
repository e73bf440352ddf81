//! Draws closure types.

use super::{Draw, types};
use crate::closure::{Answer, Bounds, Closure, Holder, Passed};
use crate::types::Ty;
use crate::value::pick;

impl Draw<'_> {
    pub(super) fn closure(&mut self, optional: bool) -> Closure {
        let takes = (0..self.rng.usize(..4)).map(|_| self.passed()).collect();
        Closure {
            holder: *pick(self.rng, &Holder::ALL),
            bounds: *pick(self.rng, &Bounds::ALL),
            optional,
            takes,
            answer: self.answer(),
            fallible: self.rng.u8(..3) == 0,
        }
    }

    fn returned(&mut self) -> Ty {
        types::returned(self.types, self.rng)
    }

    fn passed(&mut self) -> Passed {
        let exclusive = self.rng.bool();
        match self.rng.u8(..11) {
            0..2 => Passed::Value(self.returned()),
            2 => Passed::Reference(self.returned()),
            3 => Passed::Text,
            4 => Passed::CStr,
            5..7 => Passed::List(self.returned()),
            7 => {
                let owned =
                    self.objects_where(|object| object.handle().is_some() && !object.is_shared());
                Passed::Lent { object: *pick(self.rng, &owned), exclusive }
            }
            8 => {
                let shared =
                    self.objects_where(|object| object.is_shared() && object.handle().is_some());
                Passed::LentArc { object: *pick(self.rng, &shared) }
            }
            9 => Passed::Owner { object: self.rng.usize(..self.objects.len()) },
            _ => Passed::String,
        }
    }

    fn answer(&mut self) -> Answer {
        match self.rng.u8(..6) {
            0 => Answer::Nothing,
            1 => {
                let object = self.rng.usize(..self.objects.len());
                let optional = self.rng.bool() && !self.objects[object].is_shared();
                Answer::Object { object, optional }
            }
            _ => Answer::Value(self.returned()),
        }
    }
}
