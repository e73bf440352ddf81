//! Single changes of a lock, each with its class.

use crate::support::abi;
use ffi_guard_test_support::child::Outcome;
use std::fs;

const LOCK: &str = include_str!("shop/abi.lock");

/// Texts of `shop/abi.lock`, with those that replace them.
type Edits = &'static [(&'static str, &'static str)];

/// A change, its class, and a part of the line that tells it.
struct Case {
    name: &'static str,
    edits: Edits,
    class: &'static str,
    line: &'static str,
}

const fn case(name: &'static str, edits: Edits, class: &'static str, line: &'static str) -> Case {
    Case { name, edits, class, line }
}

const BREAKING: &str = "breaking";
const SOURCE: &str = "source-breaking";
const ADDITIVE: &str = "additive";
const COMPATIBLE: &str = "compatible";

/// The text of a function of `shop/abi.lock`, for a removal.
const MAJOR: &str = "[functions.shop_major]\nparameters = []\nreturns = \"u32\"\n\n";
const MINOR: &str = "[functions.shop_minor]\nparameters = []\nreturns = \"u32\"\n\n";
const VERSION: &str = "[statics.shop_version]\ntype = \"[u32; 3]\"\n\n";
const FIND: &str = "    \"name: &c_char (utf8)\",\n    \"out: &mut Item (out)\",\n";

const SHOP: &str = "[handles.Shop]\nowner = \"box\"\nfree = \"shop_shop_free\"\n";

/// Renames `Point`.
const POSITION: Edits = &[
    (
        "shop: &Shop (borrowed)\"]\nreturns = \"FfiVec<Point>",
        "shop: &Shop (borrowed)\"]\nreturns = \"FfiVec<Position>",
    ),
    ("vec: FfiVec<Point>", "vec: FfiVec<Position>"),
    ("*const Point (borrowed)", "*const Position (borrowed)"),
    ("[structs.\"FfiVec<Point>\"]", "[structs.\"FfiVec<Position>\"]"),
    ("ptr: *mut Point", "ptr: *mut Position"),
    ("place: Point", "place: Position"),
    ("[structs.Point]", "[structs.Position]"),
    ("[layouts.LP64.\"FfiVec<Point>\"]", "[layouts.LP64.\"FfiVec<Position>\"]"),
    ("[layouts.LP64.\"FfiVec<Point>\".offsets]", "[layouts.LP64.\"FfiVec<Position>\".offsets]"),
    ("[layouts.LP64.Point]", "[layouts.LP64.Position]"),
    ("[layouts.LP64.Point.offsets]", "[layouts.LP64.Position.offsets]"),
    ("[layouts.LLP64.\"FfiVec<Point>\"]", "[layouts.LLP64.\"FfiVec<Position>\"]"),
    ("[layouts.LLP64.\"FfiVec<Point>\".offsets]", "[layouts.LLP64.\"FfiVec<Position>\".offsets]"),
    ("[layouts.LLP64.Point]", "[layouts.LLP64.Position]"),
    ("[layouts.LLP64.Point.offsets]", "[layouts.LLP64.Position.offsets]"),
    ("[layouts.ILP32.\"FfiVec<Point>\"]", "[layouts.ILP32.\"FfiVec<Position>\"]"),
    ("[layouts.ILP32.\"FfiVec<Point>\".offsets]", "[layouts.ILP32.\"FfiVec<Position>\".offsets]"),
    ("[layouts.ILP32.Point]", "[layouts.ILP32.Position]"),
    ("[layouts.ILP32.Point.offsets]", "[layouts.ILP32.Position.offsets]"),
];

const FUNCTIONS: &[Case] = &[
    case(
        "a function is added",
        &[(
            MAJOR,
            "[functions.shop_major]\nparameters = []\nreturns = \"u32\"\n\n[functions.shop_minor]\nparameters = []\nreturns = \"u32\"\n\n",
        )],
        ADDITIVE,
        "fn shop_minor: added",
    ),
    case("a function is removed", &[(MAJOR, "")], BREAKING, "fn shop_major: removed"),
    case("a function is renamed", &[(MAJOR, MINOR)], BREAKING, "fn shop_major: removed"),
    case(
        "the calling convention changes",
        &[("[functions.shop_major]\n", "[functions.shop_major]\nabi = \"system\"\n")],
        BREAKING,
        "fn shop_major, calling convention: was `C`, is `system`",
    ),
    case(
        "unwinding is declared",
        &[("[functions.shop_major]\n", "[functions.shop_major]\nabi = \"C-unwind\"\n")],
        COMPATIBLE,
        "fn shop_major, calling convention: was `C`, is `C-unwind`",
    ),
    case(
        "a parameter is added",
        &[(
            FIND,
            "    \"name: &c_char (utf8)\",\n    \"limit: u32\",\n    \"out: &mut Item (out)\",\n",
        )],
        BREAKING,
        "fn shop_shop_find, parameter: `limit: u32`: added",
    ),
    case(
        "a parameter is removed",
        &[("    \"name: &c_char (utf8)\",\n", "")],
        BREAKING,
        "fn shop_shop_find, parameter: `name: &c_char (utf8)`: removed",
    ),
    case(
        "a slice is added",
        &[(
            "    \"flags: u32\",",
            "    \"flags: u32\",\n    \"data: &u8 (array)\",\n    \"data_len: usize (length)\",",
        )],
        BREAKING,
        "fn shop_shop_open, parameters: `data: &u8 (array), data_len: usize (length)`: added",
    ),
    case(
        "parameters are reordered",
        &[(
            "    \"offset: c_long\",\n    \"size: usize\",\n",
            "    \"size: usize\",\n    \"offset: c_long\",\n",
        )],
        BREAKING,
        "fn shop_resize, parameters: was `offset, size, steps`, is `size, offset, steps`: the order changed",
    ),
    case(
        "a parameter moves, and another is renamed",
        &[(
            "    \"offset: c_long\",\n    \"size: usize\",\n",
            "    \"size: c_long\",\n    \"extent: usize\",\n",
        )],
        BREAKING,
        "fn shop_resize, parameters: was `offset, size, steps`, is `size, extent, steps`: the order changed",
    ),
    case(
        "a parameter is renamed",
        &[("\"flags: u32\"", "\"options: u32\"")],
        COMPATIBLE,
        "fn shop_shop_open, parameter flags: was `flags: u32`, is `options: u32`: renamed, or replaced by another",
    ),
    case(
        "a parameter is widened",
        &[("\"flags: u32\"", "\"flags: u64\"")],
        BREAKING,
        "fn shop_shop_open, parameter flags: was `u32`, is `u64`: the size changed",
    ),
    case(
        "a parameter gets a sign",
        &[("\"flags: u32\"", "\"flags: i32\"")],
        BREAKING,
        "the sign changed",
    ),
    case(
        "the result is widened",
        &[("parameters = []\nreturns = \"u32\"", "parameters = []\nreturns = \"u64\"")],
        BREAKING,
        "fn shop_major, result: was `u32`, is `u64`: the size changed",
    ),
    case(
        "a function returns nothing any more",
        &[("parameters = []\nreturns = \"u32\"", "parameters = []\nreturns = \"()\"")],
        BREAKING,
        "fn shop_major, result: was `u32`, is `()`: the type changed",
    ),
    case(
        "0 is accepted",
        &[("NonZero<u32>", "u32")],
        COMPATIBLE,
        "fn shop_shop_count, parameter limit: was `NonZero<u32>`, is `u32`: more values are allowed",
    ),
    case(
        "0 is refused",
        &[("\"flags: u32\"", "\"flags: NonZero<u32>\"")],
        BREAKING,
        "fewer values are allowed",
    ),
    case(
        "0 is not returned any more",
        &[("parameters = []\nreturns = \"u32\"", "parameters = []\nreturns = \"NonZero<u32>\"")],
        COMPATIBLE,
        "fn shop_major, result",
    ),
    case(
        "a pointer is used for another type",
        &[("\"from: *const Point (borrowed)\"", "\"from: *const Item (borrowed)\"")],
        BREAKING,
        "fn shop_shop_total, parameter from: was `*const Point (borrowed)`, is `*const Item (borrowed)`: the type changed",
    ),
];

const POINTERS: &[Case] = &[
    case(
        "null is accepted",
        &[("\"items: &Item (array)\"", "\"items: *const Item (array)\"")],
        COMPATIBLE,
        "fn shop_shop_total, parameter items: was `&Item (array)`, is `*const Item (array)`: it may be NULL",
    ),
    case(
        "null is refused",
        &[("\"from: *const Point (borrowed)\"", "\"from: &Point (borrowed)\"")],
        BREAKING,
        "it may not be NULL any more",
    ),
    case(
        "null is not returned any more",
        &[("returns = \"*mut Shop (owned)\"", "returns = \"&mut Shop (owned)\"")],
        COMPATIBLE,
        "fn shop_shop_open, result: was `*mut Shop (owned)`, is `&mut Shop (owned)`",
    ),
    case(
        "an argument is written to",
        &[("\"shop: *const Shop\"", "\"shop: *mut Shop\"")],
        BREAKING,
        "fn shop_state, parameter shop: was `*const Shop`, is `*mut Shop`: it may be written to",
    ),
    case(
        "an argument is not written to any more",
        &[("\"text: *mut c_char\"", "\"text: *const c_char\"")],
        COMPATIBLE,
        "it may only be read",
    ),
    case(
        "a result is read-only",
        &[(
            "returns = \"*mut c_char (owned_string)\"",
            "returns = \"*const c_char (owned_string)\"",
        )],
        SOURCE,
        "fn shop_shop_name, result",
    ),
    case(
        "a type takes the place of void",
        &[("    \"data: *mut c_void\",", "    \"data: *mut Shop\",")],
        SOURCE,
        "fn shop_visit, parameter data: was `*mut c_void`, is `*mut Shop`: C++ converts to `void *` only",
    ),
    case(
        "void takes the place of a type",
        &[("\"handle: *mut Shop\"", "\"handle: *mut c_void\"")],
        COMPATIBLE,
        "fn shop_shop_free, parameter handle",
    ),
    case(
        "an owned argument is borrowed",
        &[("\"other: &mut Shop (owned)\"", "\"other: &mut Shop (borrowed)\"")],
        BREAKING,
        "fn shop_shop_merge, parameter other: was `&mut Shop (owned)`, is `&mut Shop (borrowed)`: the ownership changed",
    ),
    case(
        "a borrowed argument is owned",
        &[("\"from: *const Point (borrowed)\"", "\"from: *const Point (owned)\"")],
        BREAKING,
        "the ownership changed",
    ),
    case(
        "an owned argument is shared",
        &[("\"other: &mut Shop (owned)\"", "\"other: &mut Shop (shared)\"")],
        COMPATIBLE,
        "the library counts references",
    ),
    case(
        "a result is not owned any more",
        &[("returns = \"*mut Shop (owned)\"", "returns = \"*mut Shop\"")],
        BREAKING,
        "fn shop_shop_open, result",
    ),
    case(
        "an out-parameter is an argument",
        &[("\"out: &mut Item (out)\"", "\"out: &mut Item (borrowed)\"")],
        BREAKING,
        "the use changed",
    ),
    case(
        "text of any encoding is accepted",
        &[("\"path: &c_char (utf8)\"", "\"path: &c_char (string)\"")],
        COMPATIBLE,
        "text of any encoding is accepted",
    ),
    case(
        "an argument is checked",
        &[("\"value: *const Unknown<Value>\"", "\"value: *const Unknown<Value> (borrowed)\"")],
        BREAKING,
        "misaligned and overlapping pointers are refused",
    ),
    case(
        "a handle is not promised to be borrowed any more",
        &[("\"shop: &Shop (borrowed)\"", "\"shop: &Shop\"")],
        BREAKING,
        "it is not checked any more, and the library does not promise that C keeps it",
    ),
    case(
        "a struct is not promised to be borrowed any more",
        &[("\"from: *const Point (borrowed)\"", "\"from: *const Point\"")],
        COMPATIBLE,
        "it is not checked any more, and the library does not promise that C keeps it",
    ),
    case(
        "text is bytes",
        &[("\"text: *mut c_char\"", "\"text: *mut i8\"")],
        SOURCE,
        "the sign of `char` depends on the target",
    ),
    case(
        "a callback may be null no more",
        &[(
            "\"visit: Option<fn(&Item, *mut c_void) -> bool>\"",
            "\"visit: fn(&Item, *mut c_void) -> bool\"",
        )],
        BREAKING,
        "fn shop_visit, parameter visit",
    ),
    case(
        "a callback may get null",
        &[("\"visit: Option<fn(&Item,", "\"visit: Option<fn(*const Item,")],
        BREAKING,
        "it may be NULL",
    ),
    case(
        "a callback has another parameter",
        &[("\"visit: Option<fn(&Item, *mut c_void)", "\"visit: Option<fn(&Item)")],
        BREAKING,
        "the number of parameters changed",
    ),
    case(
        "a callback returns another type",
        &[("-> bool>\"", "-> u8>\"")],
        BREAKING,
        "fn shop_visit, parameter visit",
    ),
];

const FAILURES: &[Case] = &[
    case(
        "the failure value changes",
        &[("failure = \"value -1\"", "failure = \"value 0\"")],
        BREAKING,
        "fn shop_shop_count, failure: was `value -1`, is `value 0`: the value after a failure changed",
    ),
    case(
        "the failure value is written differently",
        &[("failure = \"value 0\"", "failure = \"value 0 as usize\"")],
        COMPATIBLE,
        "the same value, written differently",
    ),
    case(
        "null is written differently",
        &[("failure = \"computed: std::ptr::null()\"", "failure = \"the default of the type\"")],
        COMPATIBLE,
        "the same value, written differently",
    ),
    case(
        "the failure constant changes",
        &[("failure = \"value f64::NAN\"", "failure = \"value f64::MAX\"")],
        BREAKING,
        "fn shop_shop_total, failure",
    ),
    case(
        "a value takes the place of a status",
        &[("failure = \"status\"", "failure = \"value -1\"")],
        BREAKING,
        "failures are reported in another way",
    ),
    case(
        "a status takes the place of a value",
        &[("failure = \"value -1\"", "failure = \"status\"")],
        BREAKING,
        "failures are reported in another way",
    ),
    case(
        "a status takes the place of an abort",
        &[("failure = \"aborts\"", "failure = \"status\"")],
        BREAKING,
        "fn shop_shop_merge, failure: was `aborts`, is `status`: the result is a status, and was a value",
    ),
    case(
        "a function without a guard returns a status",
        &[(
            "[functions.shop_major]\nparameters = []\nreturns = \"u32\"\n",
            "[functions.shop_major]\nparameters = []\nreturns = \"u32\"\nfailure = \"status\"\n",
        )],
        BREAKING,
        "the result is a status, and was a value",
    ),
    case(
        "a cast changes the failure value",
        &[("failure = \"value -1\"", "failure = \"value -1 as u8 as i32\"")],
        BREAKING,
        "the value after a failure changed",
    ),
    case(
        "another function is named as the one for null",
        &[("failure = \"computed: std::ptr::null()\"", "failure = \"computed: config::null()\"")],
        BREAKING,
        "the value after a failure changed",
    ),
    case(
        "a guard is added",
        &[(
            "[functions.shop_major]\nparameters = []\nreturns = \"u32\"\n",
            "[functions.shop_major]\nparameters = []\nreturns = \"u32\"\nfailure = \"value 0\"\n",
        )],
        COMPATIBLE,
        "fn shop_major, failure: was `no guard`, is `value 0`: a guard was added",
    ),
    case(
        "a guard is removed",
        &[("failure = \"value -1\"\n", "")],
        BREAKING,
        "the guard was removed: a panic aborts the process",
    ),
    case(
        "a panic does not abort any more",
        &[("failure = \"aborts\"", "failure = \"the default of the type\"")],
        COMPATIBLE,
        "a panic does not abort the process any more",
    ),
    case(
        "a symbol gets a version",
        &[("[functions.shop_major]\n", "[functions.shop_major]\nsince = \"1.1\"\n")],
        COMPATIBLE,
        "fn shop_major, since: was `none`, is `1.1`",
    ),
    case(
        "a function can be poisoned",
        &[("failure = \"value -1\"\n", "failure = \"value -1\"\npoison = true\n")],
        COMPATIBLE,
        "fn shop_shop_count, poison",
    ),
];

const STRUCTS: &[Case] = &[
    case(
        "a field is widened",
        &[
            ("\"count: u32\"", "\"count: u64\""),
            ("[layouts.LP64.Item]\nsize = 48", "[layouts.LP64.Item]\nsize = 56"),
            (
                "[layouts.LP64.Item.offsets]\ncount = 4\nid = 0\nlevel = 8\nplace = 32\nprice = 16\nweight = 24",
                "[layouts.LP64.Item.offsets]\ncount = 8\nid = 0\nlevel = 16\nplace = 40\nprice = 24\nweight = 32",
            ),
        ],
        BREAKING,
        "struct Item, field count: was `u32`, is `u64`: the size changed, the size was 48, is 56 (LP64); used by shop_shop_find and 2 others",
    ),
    case(
        "a field of a field is retyped",
        &[("    \"x: f64\",", "    \"x: u64\",")],
        BREAKING,
        "struct Point, field x: was `f64`, is `u64`: the type changed; used by shop_shop_find and ",
    ),
    case(
        "fields are reordered",
        &[("    \"id: u32\",\n    \"count: u32\",\n", "    \"count: u32\",\n    \"id: u32\",\n")],
        BREAKING,
        "struct Item, fields: was `id, count, level, price, weight, place`, is `count, id, level, price, weight, place`: the order changed",
    ),
    case(
        "a field is renamed",
        &[("\"count: u32\"", "\"number: u32\"")],
        SOURCE,
        "struct Item, field count: was `count: u32`, is `number: u32`: renamed",
    ),
    case(
        "a field is removed",
        &[("    \"place: Point\",\n", "")],
        BREAKING,
        "struct Item, field place: `Point`: removed",
    ),
    case(
        "a field is appended that C lacks",
        &[("    \"place: Point\",\n", "    \"place: Point\",\n    \"rank: u32\",\n")],
        BREAKING,
        "struct Item, field rank: `u32`: added: C programs have objects without it",
    ),
    case(
        "a field is appended to a struct that the library makes",
        &[(
            "    \"name: *const c_char\",\n]",
            "    \"name: *const c_char\",\n    \"rank: u32\",\n]",
        )],
        ADDITIVE,
        "struct Config, field rank: `u32`: added: only the library makes objects",
    ),
    case(
        "a field is inserted in a struct that the library makes",
        &[
            (
                "    \"name: *const c_char\",\n]",
                "    \"rank: u64\",\n    \"name: *const c_char\",\n]",
            ),
            (
                "[layouts.LP64.Config.offsets]\nlimit = 0\nname = 8",
                "[layouts.LP64.Config.offsets]\nlimit = 0\nname = 16\nrank = 8",
            ),
        ],
        BREAKING,
        "struct Config, field rank: `u64`: inserted: the fields after it move",
    ),
    case(
        "a field may be null",
        &[("    \"name: *const c_char\",\n]", "    \"name: &c_char\",\n]")],
        COMPATIBLE,
        "struct Config, field name",
    ),
    case(
        "a pointer in a struct of the library is to mutable data",
        &[("\"name: *const c_char\"", "\"name: *mut c_char\"")],
        SOURCE,
        "struct Config, field name: was `*const c_char`, is `*mut c_char`: it may be written to",
    ),
    case(
        "the role of a field changes",
        &[("\"name: *const c_char\"", "\"name: *const c_char (string)\"")],
        BREAKING,
        "struct Config: it differs, and no class covers the difference",
    ),
    case(
        "the offsets of two fields are swapped",
        &[(
            "[layouts.LP64.Point.offsets]\nx = 0\ny = 8",
            "[layouts.LP64.Point.offsets]\nx = 8\ny = 0",
        )],
        BREAKING,
        "type Point, offset of x (LP64): was `0`, is `8`: the layout changed",
    ),
    case(
        "a struct is passed as its field",
        &[("transparent = true\n", "")],
        BREAKING,
        "struct Meters, transparent",
    ),
    case(
        "a struct is aligned differently",
        &[(
            "[layouts.LP64.Item]\nsize = 48\nalign = 8",
            "[layouts.LP64.Item]\nsize = 48\nalign = 16",
        )],
        BREAKING,
        "type Item, layout (LP64): was `48 bytes, alignment 8`, is `48 bytes, alignment 16`: the layout changed; used by",
    ),
    case(
        "a field moves",
        &[(
            "[layouts.LP64.Config.offsets]\nlimit = 0\nname = 8",
            "[layouts.LP64.Config.offsets]\nlimit = 4\nname = 8",
        )],
        BREAKING,
        "type Config, offset of limit (LP64): was `0`, is `4`",
    ),
    case(
        "a struct is renamed",
        &[
            ("*const Config", "*const Setting"),
            ("[structs.Config]", "[structs.Setting]"),
            ("LP64.Config]", "LP64.Setting]"),
            ("LP64.Config.o", "LP64.Setting.o"),
            ("LLP64.Config]", "LLP64.Setting]"),
            ("LLP64.Config.o", "LLP64.Setting.o"),
            ("ILP32.Config]", "ILP32.Setting]"),
            ("ILP32.Config.o", "ILP32.Setting.o"),
        ],
        SOURCE,
        "type Config: was `Config`, is `Setting`: renamed; used by shop_config",
    ),
    case(
        "a struct is renamed that other types name",
        POSITION,
        SOURCE,
        "type Point: was `Point`, is `Position`: renamed; used by",
    ),
    case(
        "a handle becomes an enum",
        &[
            (SHOP, ""),
            (
                "[enums.Level]",
                "[enums.Shop]\nrepr = \"u8\"\nvalues = [\"Open = 0\"]\n\n[enums.Level]",
            ),
        ],
        SOURCE,
        "type Shop: was `handle`, is `enum`: the kind changed",
    ),
    case(
        "a handle becomes another name of a number",
        &[
            (SHOP, ""),
            (
                "[structs.Point]",
                "[structs.Shop]\ntransparent = true\nfields = [\"_0: u8\"]\n\n[structs.Point]",
            ),
        ],
        SOURCE,
        "type Shop: was `handle`, is `struct`: the kind changed",
    ),
    case(
        "a handle becomes a struct",
        &[
            (SHOP, ""),
            ("[structs.Point]", "[structs.Shop]\nfields = [\"open: u8\"]\n\n[structs.Point]"),
        ],
        ADDITIVE,
        "type Shop: was `handle`, is `struct`: the kind changed",
    ),
    case(
        "a struct becomes opaque",
        &[
            (
                "[structs.Config]\nfields = [\n    \"limit: u32\",\n    \"name: *const c_char\",\n]\n",
                "",
            ),
            (
                "[handles.Shop]",
                "[handles.Config]\nowner = \"box\"\nfree = \"shop_config_free\"\n\n[handles.Shop]",
            ),
        ],
        BREAKING,
        "type Config: was `struct`, is `handle`: the kind changed",
    ),
    case(
        "a union of another crate grows",
        &[(
            "[layouts.LP64.\"Unknown<Value>\"]\nsize = 8",
            "[layouts.LP64.\"Unknown<Value>\"]\nsize = 16",
        )],
        BREAKING,
        "type Unknown<Value>, layout (LP64): was `8 bytes, alignment 8`, is `16 bytes, alignment 8`: the layout changed; used by shop_set",
    ),
    case(
        "a union takes the place of a struct",
        &[("\"length: Meters\"", "\"length: Unknown<Value>\"")],
        BREAKING,
        "fn shop_set, parameter length",
    ),
];

const ENUMS: &[Case] = &[
    case(
        "a value is added",
        &[("    \"Top = 3\",", "    \"Top = 3\",\n    \"Peak = 4\",")],
        ADDITIVE,
        "enum Level, value Peak: `Peak = 4`: added; used by",
    ),
    case(
        "a value is inserted",
        &[(
            "    \"High = 2\",\n    \"Top = 3\",",
            "    \"Middle = 2\",\n    \"High = 3\",\n    \"Top = 4\",",
        )],
        BREAKING,
        "enum Level, value Middle: `Middle = 2`: inserted, which changes High from 2 to 3 and 1 other value; used by",
    ),
    case(
        "a value is removed",
        &[("    \"Top = 3\",\n", "")],
        BREAKING,
        "enum Level, value Top: `Top = 3`: removed",
    ),
    case(
        "a value is removed, and others with it renumbered",
        &[(
            "    \"Low = 1\",\n    \"High = 2\",\n    \"Top = 3\",",
            "    \"High = 1\",\n    \"Top = 2\",",
        )],
        BREAKING,
        "enum Level, value Low: `Low = 1`: removed, which changes High from 2 to 1 and 1 other value",
    ),
    case(
        "a value is renamed",
        &[("    \"Top = 3\",", "    \"Peak = 3\",")],
        SOURCE,
        "enum Level, value Top: was `Top = 3`, is `Peak = 3`: renamed",
    ),
    case(
        "a code is renumbered",
        &[("\"Denied = 2\"", "\"Denied = 5\"")],
        BREAKING,
        "enum Status, value Denied: was `2`, is `5`: the number changed; used by shop_state",
    ),
    case(
        "values are declared in another order",
        &[("    \"Low = 1\",\n    \"High = 2\",", "    \"High = 2\",\n    \"Low = 1\",")],
        COMPATIBLE,
        "declared in another order",
    ),
    case(
        "the representation changes",
        &[
            ("repr = \"u8\"", "repr = \"u32\""),
            (
                "[layouts.LP64.Level]\nsize = 1\nalign = 1",
                "[layouts.LP64.Level]\nsize = 4\nalign = 4",
            ),
        ],
        BREAKING,
        "enum Level, representation: was `u8`, is `u32`: the size changed; used by",
    ),
    case(
        "the representation has another name",
        &[("repr = \"i32\"", "repr = \"c_int\"")],
        COMPATIBLE,
        "enum Status, representation: was `i32`, is `c_int`: another name of the same type",
    ),
];

const OTHERS: &[Case] = &[
    case("a static is removed", &[(VERSION, "")], BREAKING, "static shop_version: removed"),
    case(
        "a static is added",
        &[(
            VERSION,
            "[statics.shop_build]\ntype = \"u32\"\n\n[statics.shop_version]\ntype = \"[u32; 3]\"\n\n",
        )],
        ADDITIVE,
        "static shop_build: added",
    ),
    case(
        "a static is longer",
        &[("type = \"[u32; 3]\"", "type = \"[u32; 4]\"")],
        BREAKING,
        "static shop_version: was `[u32; 3]`, is `[u32; 4]`: the length changed",
    ),
    case(
        "a static may not be written to any more",
        &[("mutable = true\n", "")],
        BREAKING,
        "static shop_limit, mutable: was `true`, is `false`: C may only read it",
    ),
    case(
        "a static may be written to",
        &[("type = \"[u32; 3]\"\n", "type = \"[u32; 3]\"\nmutable = true\n")],
        BREAKING,
        "static shop_version, mutable",
    ),
    case(
        "a handle counts references",
        &[("owner = \"box\"", "owner = \"arc\"")],
        COMPATIBLE,
        "handle Shop, owner: was `box`, is `arc`",
    ),
    case(
        "a handle is freed by another function",
        &[("free = \"shop_shop_free\"", "free = \"shop_close\"")],
        BREAKING,
        "handle Shop, free: was `shop_shop_free`, is `shop_close`",
    ),
    case(
        "a handle belongs to one thread",
        &[
            ("owner = \"box\"\n", "owner = \"box\"\nsingle_thread = true\n"),
            ("free = \"shop_shop_free\"\n", "free = \"shop_shop_free\"\n"),
        ],
        BREAKING,
        "handle Shop, single_thread",
    ),
    case(
        "a handle can be poisoned",
        &[("owner = \"box\"\n", "owner = \"box\"\npoison = true\n")],
        COMPATIBLE,
        "handle Shop, poison",
    ),
    case(
        "long has a fixed size",
        &[("\"offset: c_long\"", "\"offset: i64\"")],
        BREAKING,
        "fn shop_resize, parameter offset: was `c_long`, is `i64`: the size changed",
    ),
    case(
        "size_t has a fixed size",
        &[("\"size: usize\"", "\"size: u64\"")],
        BREAKING,
        "fn shop_resize, parameter size: was `usize`, is `u64`",
    ),
    case(
        "int is int32_t",
        &[("\"steps: c_int\"", "\"steps: i32\"")],
        COMPATIBLE,
        "fn shop_resize, parameter steps: was `c_int`, is `i32`: another name of the same type",
    ),
    case(
        "the layout changes for one data model",
        &[("[layouts.ILP32.Item]\nsize = 40", "[layouts.ILP32.Item]\nsize = 44")],
        BREAKING,
        "type Item, layout (ILP32): was `40 bytes, alignment 4`, is `44 bytes, alignment 4`",
    ),
    case(
        "the prefix changes",
        &[("prefix = \"shop\"", "prefix = \"store\"")],
        SOURCE,
        "prefix: was `shop`, is `store`",
    ),
    case(
        "the version changes",
        &[("version = \"1.2.0\"", "version = \"1.2.1\"")],
        COMPATIBLE,
        "version: was `1.2.0`, is `1.2.1`",
    ),
];

fn edited(name: &str, edits: &[(&str, &str)]) -> String {
    let mut lock = LOCK.replace("\r\n", "\n");
    for (from, to) in edits {
        assert!(lock.contains(from), "{name}: {from}");
        lock = lock.replacen(from, to, 1);
    }
    lock
}

#[test]
fn each_change_has_its_class_and_one_line() {
    let tables = [FUNCTIONS, POINTERS, FAILURES, STRUCTS, ENUMS, OTHERS];
    let cases: Vec<&Case> = tables.into_iter().flatten().collect();
    let mut wrong = Vec::new();
    for case in &cases {
        let outcome = diff(LOCK, &edited(case.name, case.edits), &[]);
        let expected = i32::from(matches!(case.class, BREAKING | SOURCE));
        let first = outcome.stdout.lines().next().unwrap_or_default();
        let start = format!("{:<15}  ", case.class);
        if outcome.code != Some(expected)
            || !first.starts_with(&start)
            || !first.contains(case.line)
        {
            wrong.push(format!("{}: {outcome}", case.name));
        }
        let others =
            outcome.stdout.lines().skip(1).take_while(|line| !line.starts_with("next version"));
        let others: Vec<&str> = others.collect();
        if !others.is_empty() && case.name != "a function is renamed" {
            wrong.push(format!("{}: more than one line: {outcome}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{} of {} wrong\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    assert!(cases.len() >= 60, "{}", cases.len());
}

#[test]
fn another_version_of_a_symbol_is_breaking() {
    let major = |line| edited("since", &[("[functions.shop_major]\n", line)]);
    let old = major("[functions.shop_major]\nsince = \"1.1\"\n");
    for new in [major("[functions.shop_major]\n"), old.replace("1.1", "1.3")] {
        let outcome = diff(&old, &new, &[]);
        assert!(
            outcome.stdout.starts_with("breaking         fn shop_major, since: was `1.1`"),
            "{outcome}"
        );
    }
}

const ALIGN: (&str, &str) =
    ("[layouts.LP64.Item]\nsize = 48\nalign = 8", "[layouts.LP64.Item]\nsize = 48\nalign = 16");
const RANK: (&str, &str) =
    ("    \"name: *const c_char\",\n]", "    \"name: *const c_char\",\n    \"rank: u32\",\n]");
const MOVED: (&str, &str) =
    ("[layouts.LP64.Config.offsets]\nlimit = 0", "[layouts.LP64.Config.offsets]\nlimit = 4");
const MOST: (&str, &str) = ("\nlimit = 0\nname = ", "\nrank = 99\nmost = 0\nname = ");
const PEAK: (&str, &str) = ("\"Top = 3\",", "\"Top = 5\",\n    \"Peak = 9\",");

/// Two changes each, and the lines that tell them.
const TWO: [(Edits, &[&str]); 8] = [
    (
        &[RANK, ("\"limit: u32\"", "\"most: u32\""), MOST, MOST, MOST],
        &[
            "source-breaking  struct Config, field limit",
            "additive         struct Config, field rank",
        ],
    ),
    (
        &[
            RANK,
            ("\"limit: u32\"", "\"most: u32\""),
            ("\nlimit = 0\nname = 8", "\nmost = 4\nname = 8\nrank = 16"),
        ],
        &[
            "breaking         type Config, layout (LP64)",
            "source-breaking  struct Config, field limit",
            "additive         struct Config, field rank",
        ],
    ),
    (
        &[
            ("    \"x: f64\",", "    \"across: f64\","),
            ("\nx = 0\ny = 8", "\nacross = 0\ny = 8"),
            ("\nx = 0\ny = 8", "\nacross = 0\ny = 8"),
            ("\nx = 0\ny = 8", "\nacross = 0\ny = 8"),
            ALIGN,
        ],
        &["breaking         type Item, layout (LP64)", "source-breaking  struct Point, field x"],
    ),
    (
        &[
            ("\"name: *const c_char\"", "\"name: *const c_char (string)\""),
            ("\"flags: u32\"", "\"options: u32\""),
        ],
        &[
            "breaking         struct Config: it differs",
            "compatible       fn shop_shop_open, parameter flags",
        ],
    ),
    (
        &[("\"count: u32\"", "\"number: u32\""), ALIGN],
        &["breaking         type Item, layout (LP64)", "source-breaking  struct Item, field count"],
    ),
    (
        &[RANK, MOVED],
        &[
            "breaking         type Config, offset of limit (LP64)",
            "additive         struct Config, field rank",
        ],
    ),
    (
        &[PEAK],
        &[
            "breaking         enum Level, value Top: was `3`, is `5`",
            "additive         enum Level, value Peak",
        ],
    ),
    (
        &[("\"High = 2\"", "\"High = 3\""), ("\"Top = 3\"", "\"Top = 2\"")],
        &[
            "breaking         enum Level, value High: was `2`, is `3`",
            "breaking         enum Level, value Top: was `3`, is `2`",
        ],
    ),
];

#[test]
fn a_change_hides_no_other_one() {
    for (edits, expected) in TWO {
        let outcome = diff(LOCK, &edited("two changes", edits), &[]);
        let lines = outcome.stdout.lines().take_while(|line| !line.starts_with("next version"));
        let lines: Vec<&str> = lines.collect();
        assert_eq!(lines.len(), expected.len(), "{outcome}");
        for (line, start) in lines.iter().zip(expected) {
            assert!(line.starts_with(start), "{start}: {outcome}");
        }
    }
}

/// Edits of both locks, and the class and line of a field that is then appended to `Config`.
const APPENDED: [(Edits, &str, &str); 9] = [
    (
        &[("\"visit: Option<fn(&Item,", "\"visit: Option<fn(&Config,")],
        BREAKING,
        "C programs may have a pointer to an array; used by shop_config and shop_visit",
    ),
    (&[("type = \"[u32; 3]\"", "type = \"*const Config\"")], BREAKING, "a pointer to an array"),
    (&[("type = \"[u32; 3]\"", "type = \"&Config\"")], BREAKING, "a pointer to an array"),
    (&[("\"out: &mut Item (out)\"", "\"out: &mut *const Config (out)\"")], BREAKING, "an array"),
    (
        &[(
            "\"out: &mut Item (out)\",\n]\nreturns = \"i32\"",
            "\"out: &mut *const Config (out)\",\n]\nreturns = \"i32 (owned)\"",
        )],
        ADDITIVE,
        "only the library makes objects",
    ),
    (
        &[("returns = \"f64\"", "returns = \"*const Config (owned)\"")],
        ADDITIVE,
        "only the library makes objects",
    ),
    (
        &[
            (
                "[structs.Point]",
                "[structs.All]\nfields = [\"first: *const Config\"]\n\n[structs.Point]",
            ),
            (
                "[functions.shop_major]\nparameters = []\nreturns = \"u32\"",
                "[functions.shop_major]\nparameters = []\nreturns = \"*const All\"",
            ),
            (
                "[layouts.LP64.Config]",
                "[layouts.LP64.All]\nsize = 8\nalign = 8\n\n[layouts.LP64.Config]",
            ),
            (
                "[layouts.LLP64.Config]",
                "[layouts.LLP64.All]\nsize = 8\nalign = 8\n\n[layouts.LLP64.Config]",
            ),
            (
                "[layouts.ILP32.Config]",
                "[layouts.ILP32.All]\nsize = 4\nalign = 4\n\n[layouts.ILP32.Config]",
            ),
        ],
        BREAKING,
        "a pointer to an array; used by",
    ),
    (
        &[("\"from: *const Point (borrowed)\"", "\"from: *const Config (borrowed)\"")],
        BREAKING,
        "C programs have objects without it",
    ),
    (
        &[("\"from: *const Point (borrowed)\"", "\"from: *const Config (owned)\"")],
        ADDITIVE,
        "only the library makes objects",
    ),
];

#[test]
fn a_field_is_appended_only_where_the_library_makes_each_object() {
    for (edits, class, part) in APPENDED {
        let old = edited(part, edits);
        let new = edited(part, &[edits, &[RANK]].concat());
        let outcome = diff(&old, &new, &[]);
        let start = format!("{class:<15}  struct Config, field rank: `u32`: added: ");
        assert!(outcome.stdout.starts_with(&start), "{edits:?}: {outcome}");
        assert!(outcome.stdout.lines().next().is_some_and(|it| it.contains(part)), "{outcome}");
    }
}

/// Edits of the old lock and of the new one, and the class and line of the change.
const BETWEEN: [(Edits, Edits, &str, &str); 7] = [
    (
        &[("\"name: *const c_char\"", "\"name: *const Config\"")],
        &[
            ("\"name: *const c_char\"", "\"name: *const Setting\""),
            ("*const Config", "*const Setting"),
            ("[structs.Config]", "[structs.Setting]"),
            ("LP64.Config]", "LP64.Setting]"),
            ("LP64.Config.o", "LP64.Setting.o"),
            ("LLP64.Config]", "LLP64.Setting]"),
            ("LLP64.Config.o", "LLP64.Setting.o"),
            ("ILP32.Config]", "ILP32.Setting]"),
            ("ILP32.Config.o", "ILP32.Setting.o"),
        ],
        SOURCE,
        "type Config: was `Config`, is `Setting`: renamed",
    ),
    (
        &[("value f64::NAN", "value 0.0")],
        &[("value f64::NAN", "value -0.0")],
        BREAKING,
        "fn shop_shop_total, failure: was `value 0.0`, is `value -0.0`: the value after a failure",
    ),
    (
        &[("[functions.shop_major]\n", "[functions.shop_major]\nabi = \"C-unwind\"\n")],
        &[],
        BREAKING,
        "fn shop_major, calling convention: was `C-unwind`, is `C`: nothing may unwind through it",
    ),
    (
        &[("\"flags: u32\"", "\"flags: c_char\"")],
        &[("\"flags: u32\"", "\"flags: i8\"")],
        BREAKING,
        "fn shop_shop_open, parameter flags: was `c_char`, is `i8`: the sign of `char` depends",
    ),
    (
        &[("type = \"[u32; 3]\"", "type = \"*const u32\"")],
        &[("type = \"[u32; 3]\"", "type = \"*mut u32\"")],
        SOURCE,
        "static shop_version: was `*const u32`, is `*mut u32`: it may be written to",
    ),
    (&[("epoch = 1", "epoch = 2")], &[], BREAKING, "epoch: was `2`, is `1`: lower"),
    (&[("revision = 0", "revision = 3")], &[], BREAKING, "revision: was `3`, is `0`: lower"),
];

#[test]
fn a_change_between_two_edited_locks_has_its_class() {
    for (before, after, class, line) in BETWEEN {
        let outcome = diff(&edited(line, before), &edited(line, after), &[]);
        assert_eq!(outcome.code, Some(1), "{outcome}");
        assert!(outcome.stdout.starts_with(&format!("{class:<15}  {line}")), "{outcome}");
    }
}

#[test]
fn a_lock_that_keeps_its_epoch_in_spite_of_a_break_is_told() {
    let removed = edited("removed", &[(MAJOR, "")]);
    let told = "the worst change is breaking; the epoch of the new lock is not higher";
    let outcome = diff(LOCK, &removed, &[]);
    assert!(outcome.stdout.contains(told), "{outcome}");
    let outcome = diff(LOCK, &removed.replace("epoch = 1", "epoch = 2"), &[]);
    assert!(outcome.stdout.ends_with("the worst change is breaking\n"), "{outcome}");
    let outcome = diff(&removed, LOCK, &[]);
    let told = "the worst change is additive; the revision of the new lock is not higher";
    assert!(outcome.stdout.contains(told), "{outcome}");
}

#[test]
fn a_layout_that_both_locks_lack_is_an_error() {
    let point = "[layouts.LP64.Point]\nsize = 16\nalign = 8\n\n[layouts.LP64.Point.offsets]\nx = 0\ny = 8\n";
    let lock = edited("no layout", &[(point, "")]);
    let outcome = diff(&lock, &lock, &[]);
    assert_eq!(outcome.code, Some(2), "{outcome}");
    assert!(outcome.stderr.contains("the lock has no layout of `Point` for LP64"), "{outcome}");
}

#[test]
fn great_numbers_and_deep_expressions_are_compared() {
    let (least, greatest) = (i128::MIN, i128::MAX);
    let numbers = |first: i128, last: i128| {
        let values = format!("\"Low = {first}\",\n    \"High = 2\",\n    \"Top = {last}\"");
        let values = LOCK.replace("\"Low = 1\",\n    \"High = 2\",\n    \"Top = 3\"", &values);
        values.replace("version = \"1.2.0\"", "version = \"18446744073709551615.0.0\"")
    };
    let new = numbers(greatest, 3).replace("\"High = 2\",\n", "");
    let outcome = diff(&numbers(least, 3), &new, &[]);
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(outcome.stdout.contains("next version: the next major one"), "{outcome}");
    let deep = LOCK.replace("value -1", &format!("value {}1", "-".repeat(100_000)));
    let outcome = diff(LOCK, &deep, &[]);
    assert_eq!(outcome.code, Some(1), "{}", outcome.stderr);
}

fn diff(old: &str, new: &str, options: &[&str]) -> Outcome {
    let folder = tempfile::tempdir().expect("a folder");
    let (before, after) = (folder.path().join("old.lock"), folder.path().join("new.lock"));
    fs::write(&before, old).expect("the old lock");
    fs::write(&after, new).expect("the new lock");
    let files = ["diff".as_ref(), before.as_os_str(), after.as_os_str()];
    abi(files.into_iter().chain(options.iter().map(AsRef::as_ref)))
}

#[test]
fn locks_without_a_comparison_are_errors() {
    let head = "format = 1\nepoch = 1\nrevision = 0\n";
    let lock = |rest: &str| format!("{head}{rest}\n");
    let (unix, windows) = (lock("[layouts.LP64]"), lock("[layouts.LLP64]"));
    let outcome = diff(&unix, &unix, &[]);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert_eq!(outcome.stdout, "the ABI is the same\n");
    let conflict = lock("<<<<<<< HEAD\n[layouts.LP64]");
    for (old, new, expected) in [
        (&unix, &windows, "it has no data model in common with"),
        (&conflict, &unix, "a merge conflict in line 4"),
        (&unix, &lock("[functions]\nf = 1"), "line 5, column 5"),
        (&unix, &unix.replace("format = 1", "format = 9"), "line 1: the lock has format 9"),
        (&lock("version = \"1\"\n[layouts.LP64]"), &unix, "`1` is not a version"),
    ] {
        let outcome = diff(old, new, &[]);
        assert_eq!(outcome.code, Some(2), "{outcome}");
        assert!(outcome.stderr.contains(expected), "{expected}: {outcome}");
        assert!(outcome.stderr.contains(".lock\n  = help: "), "{outcome}");
    }
    let outcome = diff(&lock("[layouts.LP64]\n[layouts.LLP64]"), &unix, &[]);
    assert_eq!(outcome.code, Some(1), "{outcome}");
    assert!(outcome.stdout.starts_with("breaking         data model LLP64: removed"), "{outcome}");
    let outcome = diff(&unix, &lock("[layouts.LP64]\n[layouts.LLP64]"), &[]);
    assert_eq!(outcome.code, Some(0), "{outcome}");
    assert!(outcome.stdout.starts_with("additive         data model LLP64: added"), "{outcome}");
}

#[test]
fn the_changes_are_written_as_json() {
    let changed = LOCK.replace("returns = \"u32\"", "returns = \"u64\"");
    let outcome = diff(LOCK, &changed, &["--format", "json"]);
    assert_eq!(outcome.code, Some(1), "{outcome}");
    let json: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("JSON");
    let change = serde_json::json!({
        "class": "breaking",
        "what": "fn shop_major, result",
        "old": "u32",
        "new": "u64",
        "why": "the size changed",
    });
    assert_eq!(json["class"], "breaking");
    assert_eq!(json["changes"], serde_json::json!([change]));
    assert_eq!(json["step"]["version"], "2.0.0");
}

const CIRCLE: &str = r#"
format = 1
epoch = 1
revision = 0

[functions.shop_walk]
parameters = ["from: &Node (borrowed)", "out: &mut ffi_guard_error (out)"]
returns = "u32"
failure = "the default of the type"

[structs]
Node.fields = ["edge: *const Edge", "id: u64"]
Edge.fields = ["to: *const Node", "back: *const Edge"]
ffi_guard_error.fields = ["size: usize", "kind: i32"]

[codes]
Fault = { of_library = true, values = ["Empty = 1", "TooLong = 5"] }

[layouts.LP64]
Node = { size = 16, align = 8, offsets = { edge = 0, id = 8 } }
Edge = { size = 16, align = 8, offsets = { to = 0, back = 8 } }
ffi_guard_error = { size = 16, align = 8, offsets = { size = 0, kind = 8 } }
"#;

#[test]
fn types_that_name_each_other_are_renamed_together() {
    let new = CIRCLE.replace("Node", "Vertex").replace("Edge", "Arrow");
    let outcome = diff(CIRCLE, &new, &[]);
    for line in [
        "source-breaking  type Node: was `Node`, is `Vertex`: renamed",
        "source-breaking  type Edge: was `Edge`, is `Arrow`: renamed",
    ] {
        assert!(outcome.stdout.contains(line), "{line}: {outcome}");
    }
    assert!(!outcome.stdout.contains("removed"), "{outcome}");
    let outcome = diff(CIRCLE, &new.replace("id: u64", "id: i64"), &[]);
    assert!(!outcome.stdout.contains("renamed"), "{outcome}");
    assert!(outcome.stdout.contains("breaking         fn shop_walk, parameter from"), "{outcome}");
}

#[test]
fn none_of_a_number_is_0() {
    for (value, is_same) in [("value 0", true), ("value None", true), ("value 1", false)] {
        let outcome = diff(CIRCLE, &CIRCLE.replace("the default of the type", value), &[]);
        assert_eq!(outcome.code, Some(i32::from(!is_same)), "{outcome}");
    }
}

#[test]
fn c_passes_the_size_of_the_error_that_it_knows() {
    let line = |new: &str| diff(CIRCLE, new, &[]).stdout;
    let layout = "{ size = 0, kind = 8";
    let new = CIRCLE.replace("\"kind: i32\"", "\"kind: i32\", \"line: u32\"");
    let added = line(&new.replace(layout, &format!("{layout}, line = 12")));
    assert!(added.starts_with("additive         struct ffi_guard_error, field line"), "{added}");
    let new = CIRCLE.replace("\"kind: i32\"", "\"line: u32\", \"kind: i32\"");
    let moved = line(&new.replace(layout, "{ size = 0, line = 8, kind = 12"));
    assert!(moved.starts_with("breaking         struct ffi_guard_error, field line"), "{moved}");
}

#[test]
fn codes_are_compared() {
    for (from, to, line) in [
        (
            "\"Empty = 1\"",
            "\"Empty = 2\"",
            "breaking         codes Fault, value Empty: was `1`, is `2`",
        ),
        (
            "\"TooLong = 5\"",
            "\"TooLong = 5\", \"New = 6\"",
            "additive         codes Fault, value New: `New = 6`",
        ),
        ("\"Empty = 1\", ", "", "source-breaking  codes Fault, value Empty: `Empty = 1`: removed"),
        (
            "\"Empty = 1\"",
            "\"Nothing = 1\"",
            "source-breaking  codes Fault, value Empty: was `Empty = 1`, is `Nothing = 1`",
        ),
        (
            "of_library = true, ",
            "",
            "source-breaking  codes Fault, of_library: was `true`, is `false`",
        ),
        (
            "[codes]\nFault",
            "[codes]\nOther = { values = [] }\nFault",
            "additive         codes Other: added",
        ),
    ] {
        let outcome = diff(CIRCLE, &CIRCLE.replace(from, to), &[]);
        assert!(outcome.stdout.starts_with(line), "{line}: {outcome}");
    }
    let outcome = diff(CIRCLE, &CIRCLE.replace("Fault = {", "Other = {"), &[]);
    let lines = "source-breaking  codes Fault: removed\nadditive         codes Other: added\n";
    assert!(outcome.stdout.starts_with(lines), "{outcome}");
}
