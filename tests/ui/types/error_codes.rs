use ffi_guard::ErrorCode;

#[derive(ErrorCode)]
enum NoRepr {
    Empty = 1,
}

#[derive(ErrorCode)]
#[repr(u8)]
enum OtherRepr {
    Empty = 1,
}

#[derive(ErrorCode)]
#[repr(i32)]
enum NoNumbers {
    Empty,
    Full(String),
}

const BASE: i32 = 100;

#[derive(ErrorCode)]
#[repr(i32)]
enum OtherNumbers {
    Zero = 0,
    Negative = -1,
    Computed = BASE + 1,
    Text(String) = 4,
}

#[derive(ErrorCode)]
#[repr(i32)]
enum Taken {
    Ok = 1,
    Panic = 2,
    InvalidArgument(String) = 3,
    Error { at: usize } = 4,
    POISONED = 5,
    Abandoned = 6,
    Cancelled = 7,
    InvalidResult = 8,
}

#[derive(ErrorCode)]
#[repr(i32)]
enum Alike {
    NotFound = 1,
    Not_Found = 2,
    NotFOUND = 3,
}

#[derive(ErrorCode)]
#[repr(i32)]
enum Never {}

#[derive(ErrorCode)]
#[repr(i32)]
enum Marked {
    #[code]
    Empty = 1,
    Full(#[code] Alike) = 2,
}

#[derive(ErrorCode)]
struct NoCode {
    at: usize,
}

#[derive(ErrorCode)]
struct TwoCodes {
    #[code]
    kind: Alike,
    #[code]
    cause: Alike,
}

#[derive(ErrorCode)]
struct WithValue(#[code = 1] Alike);

#[derive(ErrorCode)]
struct OfNumber {
    #[code]
    number: i32,
}

#[derive(ErrorCode)]
union Bits {
    number: i32,
}

fn main() {}
