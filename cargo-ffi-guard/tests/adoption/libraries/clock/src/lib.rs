//! Times of a day. The header is generated and checked in, and some functions have a guard.

mod parse;

use std::panic::catch_unwind;

/// The seconds of a minute.
pub const CLOCK_MINUTE: u32 = 60;

/// A time of a day.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClockTime {
    pub hour: u8,
    pub minute: u8,
    pub second: u8,
}

/// How a time is rounded.
#[repr(u8)]
#[derive(Clone, Copy)]
pub enum ClockRound {
    Down = 0,
    Up = 1,
}

/// Gets each minute between two times.
pub type ClockVisit = Option<unsafe extern "C" fn(minute: ClockTime, data: *mut std::ffi::c_void) -> bool>;

fn seconds(time: ClockTime) -> u32 {
    assert!(time.hour < 24 && time.minute < 60 && time.second < 60, "not a time");
    u32::from(time.hour) * 3600 + u32::from(time.minute) * 60 + u32::from(time.second)
}

fn time(seconds: u32) -> ClockTime {
    let [hour, minute, second] = [seconds / 3600 % 24, seconds / 60 % 60, seconds % 60];
    ClockTime { hour: hour as u8, minute: minute as u8, second: second as u8 }
}

/// Returns the seconds since midnight, or -1.
#[unsafe(no_mangle)]
pub extern "C" fn clock_seconds(time: ClockTime) -> i32 {
    catch_unwind(|| seconds(time) as i32).unwrap_or(-1)
}

/// Returns the seconds from one time to another, or `INT32_MIN`.
#[unsafe(no_mangle)]
pub extern "C" fn clock_difference(from: ClockTime, to: ClockTime) -> i32 {
    match catch_unwind(|| seconds(to) as i32 - seconds(from) as i32) {
        Ok(difference) => difference,
        Err(_) => i32::MIN,
    }
}

/// Returns the later time.
#[unsafe(no_mangle)]
pub extern "C" fn clock_add(to: ClockTime, amount: u32) -> ClockTime {
    time(seconds(to) + amount)
}

/// Returns the time without its seconds.
#[unsafe(no_mangle)]
pub extern "C" fn clock_round(at: ClockTime, way: ClockRound) -> ClockTime {
    let rest = seconds(at) % CLOCK_MINUTE;
    match way {
        ClockRound::Down => time(seconds(at) - rest),
        ClockRound::Up => time(seconds(at) + CLOCK_MINUTE - rest),
    }
}

/// Calls a function for each minute, until it returns false. Returns the number of calls, or -1.
///
/// # Safety
///
/// The function accepts `data`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn clock_minutes(
    from: ClockTime,
    to: ClockTime,
    visit: ClockVisit,
    data: *mut std::ffi::c_void,
) -> i32 {
    let visit = visit.expect("no function");
    let minutes = (seconds(from)..seconds(to)).step_by(60);
    minutes.take_while(|minute| unsafe { visit(time(*minute), data) }).count() as i32
}

/// Returns the greatest of `len` times.
///
/// # Safety
///
/// `times` points to `len` times.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn clock_latest(times: *const ClockTime, len: usize) -> ClockTime {
    let times = unsafe { std::slice::from_raw_parts(times, len) };
    *times.iter().max_by_key(|time| seconds(**time)).expect("no time")
}
