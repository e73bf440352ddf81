use ffi_guard::ErrorCode;

ffi_guard::ffi_library! { prefix = "twice", codes = Fault }

#[derive(ErrorCode)]
#[repr(i32)]
enum Fault {
    ParseEmpty = 1,
    Full = 2,
}

#[derive(ErrorCode)]
#[repr(i32)]
enum Parse {
    Empty = 1,
    Full = 2,
}

#[derive(ErrorCode)]
#[repr(i32)]
enum Invalid {
    Argument = 1,
}

fn main() {}
