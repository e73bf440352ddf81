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
        let passed = self.one_passed();
        let can_be_absent = match &passed {
            Passed::Owner { object } => !self.objects[*object].is_shared(),
            Passed::Reference(_) | Passed::Text | Passed::CStr => true,
            Passed::List(_) | Passed::Lent { .. } => true,
            _ => false,
        };
        if can_be_absent && self.rng.u8(..3) == 0 {
            return Passed::Optional(Box::new(passed));
        }
        passed
    }

    fn owned_handle(&mut self) -> usize {
        let owned = self.objects_where(|object| object.handle().is_some() && !object.is_shared());
        *pick(self.rng, &owned)
    }

    fn one_passed(&mut self) -> Passed {
        let exclusive = self.rng.bool();
        match self.rng.u8(..12) {
            0..2 => Passed::Value(self.returned()),
            2 => Passed::Reference(self.returned()),
            3 => Passed::Text,
            4 => Passed::CStr,
            5..7 => Passed::List(self.returned()),
            7 => Passed::Lent { object: self.owned_handle(), exclusive },
            8 => {
                let shared =
                    self.objects_where(|object| object.is_shared() && object.handle().is_some());
                Passed::LentArc { object: *pick(self.rng, &shared) }
            }
            9 => Passed::Owner { object: self.rng.usize(..self.objects.len()) },
            10 => Passed::LentList { object: self.owned_handle() },
            _ if exclusive => Passed::String,
            _ => Passed::CString,
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
