//! Boxes in `vecs`, with every kind of error at once.
ffi_guard::ffi_library! {
    prefix = "mylib",
    vecs = [String, Box<Item>, Item, Box<shapes::Item>, Box<[u8]>, Box<Pair<u8>>, Vec<u8>, [u8; 4]],
}

fn main() {}
