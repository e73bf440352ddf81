//! Tokens, and the states of entries. Both are one word, with a generation in its high half.
//!
//! | low half of a state | meaning |
//! | --- | --- |
//! | 0 | free: the generation has ended, or generation 0 |
//! | 1 + n | n calls share the entry |
//! | all bits set | one call uses the entry exclusively |

use std::num::NonZeroUsize;

/// The number of bits in half a word: 32 on 64-bit targets, 16 on 32-bit targets.
pub(super) const HALF: u32 = usize::BITS / 2;
const LOW: usize = usize::MAX >> HALF;

/// The highest index. Indices start at 1, so no token is null.
pub(super) const LAST_INDEX: usize = LOW;
const LAST_GENERATION: usize = LOW;

const FREE: usize = 0;
const IDLE: usize = 1;
const EXCLUSIVE: usize = LOW;
/// The maximum number of sharing calls. One more would look like `EXCLUSIVE`.
pub(super) const MOST_SHARERS: usize = EXCLUSIVE - IDLE - 1;

/// What C receives for a handle: the generation, and the index of the entry. Generations start at 1, so small integers
/// are not tokens.
#[derive(Clone, Copy)]
pub(super) struct Token(pub(super) usize);

impl Token {
    #[inline]
    pub(super) const fn index(self) -> Option<NonZeroUsize> {
        NonZeroUsize::new(self.0 & LOW)
    }

    #[inline]
    pub(super) const fn generation(self) -> usize {
        self.0 >> HALF
    }

    /// Returns the state of the entry while no call uses it.
    #[inline]
    pub(super) const fn idle(self) -> State {
        State(self.0 & !LOW | IDLE)
    }

    /// Returns the state of the entry after the handle is freed.
    #[inline]
    pub(super) const fn freed(self) -> State {
        State(self.0 & !LOW | FREE)
    }
}

/// The state of an entry: its generation, and the number of calls that use it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct State(pub(super) usize);

impl State {
    #[inline]
    pub(super) const fn generation(self) -> usize {
        self.0 >> HALF
    }

    pub(super) const fn is_free(self) -> bool {
        self.0 & LOW == FREE
    }

    /// Returns whether the number of sharing calls is at its maximum.
    pub(super) const fn is_full(self) -> bool {
        self.0 & LOW == IDLE + MOST_SHARERS
    }

    /// Returns the state with one more sharing call, if the generations match and the state allows sharing.
    #[inline]
    pub(super) fn shared_by(self, token: Token) -> Option<Self> {
        // One comparison suffices. If the generations differ, the difference has bits in its high half. If the entry is
        // free, exclusive or full, the difference is at least `MOST_SHARERS`.
        (self.0.wrapping_sub(token.idle().0) < MOST_SHARERS).then(|| Self(self.0 + 1))
    }

    /// Returns the exclusive state, if the generations match and no call uses the entry.
    #[inline]
    pub(super) fn excluded_by(self, token: Token) -> Option<Self> {
        (self == token.idle()).then_some(Self(token.0 | EXCLUSIVE))
    }

    /// Returns whether this is the last generation. Reusing the entry would create tokens that it had before.
    pub(super) const fn is_last_generation(self) -> bool {
        self.generation() == LAST_GENERATION
    }

    /// Returns the token of the next generation, for the entry at `index`. Must not be called in the last generation.
    pub(super) fn next_token(self, index: NonZeroUsize) -> NonZeroUsize {
        index | (self.generation() + 1) << HALF
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: Token = Token(7 << HALF | 3);

    const OTHERS: [Token; 5] = [
        Token(3),
        Token(1 << HALF | 3),
        Token(6 << HALF | 3),
        Token(8 << HALF | 3),
        Token(LAST_GENERATION << HALF | 3),
    ];

    #[test]
    fn a_state_is_shared_by_its_own_generation_alone() {
        for sharers in [0, 1, 2, MOST_SHARERS - 1] {
            let state = State(TOKEN.idle().0 + sharers);
            let shared = state.shared_by(TOKEN).unwrap();
            assert_eq!((shared.0, shared.generation()), (state.0 + 1, 7));
            for other in OTHERS {
                assert!(state.shared_by(other).is_none(), "{sharers} {:#x}", other.0);
            }
        }
    }

    #[test]
    fn an_idle_state_is_excluded_by_its_own_generation_alone() {
        assert!(TOKEN.idle().excluded_by(TOKEN).is_some());
        assert!(TOKEN.idle().shared_by(TOKEN).unwrap().excluded_by(TOKEN).is_none());
        for other in OTHERS {
            assert!(TOKEN.idle().excluded_by(other).is_none(), "{:#x}", other.0);
        }
    }

    #[test]
    fn the_last_sharer_closes_a_state_and_does_not_exclude() {
        let full = State(TOKEN.idle().0 + MOST_SHARERS);
        assert!(full.is_full() && !full.is_free());
        assert!(full.shared_by(TOKEN).is_none() && full.excluded_by(TOKEN).is_none());
        assert!(full != TOKEN.idle().excluded_by(TOKEN).unwrap());
        assert_eq!(full.generation(), 7);
    }

    #[test]
    fn free_and_exclusive_states_are_closed() {
        let (free, exclusive) = (TOKEN.freed(), TOKEN.idle().excluded_by(TOKEN).unwrap());
        assert!(free.is_free() && !exclusive.is_free());
        assert!(!free.is_full() && !exclusive.is_full());
        for state in [free, exclusive] {
            assert_eq!(state.generation(), 7);
            assert!(state.shared_by(TOKEN).is_none() && state.excluded_by(TOKEN).is_none());
        }
    }

    #[test]
    fn memory_of_zeros_is_open_to_no_token() {
        for token in [0, 1, 1 << HALF, LOW, usize::MAX].map(Token) {
            assert!(State(0).shared_by(token).is_none(), "{:#x}", token.0);
            assert!(State(0).excluded_by(token).is_none(), "{:#x}", token.0);
        }
    }

    #[test]
    fn generations_end() {
        let index = NonZeroUsize::MIN;
        assert_eq!(State(0).next_token(index).get(), 1 << HALF | 1);
        let before_last = State((LAST_GENERATION - 1) << HALF);
        assert!(!before_last.is_last_generation());
        let last = Token(before_last.next_token(index).get());
        assert_eq!(last.generation(), LAST_GENERATION);
        assert!(last.freed().is_last_generation());
    }
}
