//! Definitions, calls and what they expand to.

use super::{Definition, Unexpanded};
use proc_macro2::{TokenStream, TokenTree};
use std::str::FromStr;

fn stream(source: &str) -> TokenStream {
    TokenStream::from_str(source).unwrap_or_else(|error| panic!("{source}: {error}"))
}

fn expand(rules: &str, call: &str) -> Result<TokenStream, Unexpanded> {
    let definition = Definition::parse(&stream(rules));
    definition.ok_or(Unexpanded::NoRule)?.expand(stream(call))
}

/// The expansion without spaces, or nothing if the call is not expanded.
fn expanded(rules: &str, call: &str) -> String {
    expand(rules, call).map(|tokens| squeezed(&tokens.to_string())).unwrap_or_default()
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Rules, calls and expansions for every kind of fragment.
const FRAGMENTS: &[(&str, &str, &str)] = &[
    ("($n:ident) => { fn $n() }", "a", "fn a()"),
    ("($n:ident, $s:literal) => { $n $s }", "a, -1", "a -1"),
    ("($v:vis fn $n:ident) => { $v $n }", "pub(in a) fn b", "pub(in a) b"),
    ("($v:vis fn $n:ident) => { <$v> $n }", "fn b", "<> b"),
    (
        "($t:ty => $e:expr; $b:block) => { $t|$e|$b }",
        "A<B, C> => a(b, c) + 1; { x }",
        "A<B, C>|a(b, c) + 1|{ x }",
    ),
    ("(-> $t:ty $b:block) => { $t }", "-> Option<fn() -> u8> { x }", "Option<fn() -> u8>"),
    ("(fn $n:ident() -> $t:ty $b:block) => { $n $t }", "fn a() -> u8 {}", "a u8"),
    ("($i:item) => { $i }", "#[x] pub fn a() {}", "#[x] pub fn a() {}"),
    ("($l:lifetime $p:path) => { $l $p }", "'a b::c", "'a b::c"),
    ("($p:path) => { $p }", "<A as B<C>>::D", "<A as B<C>>::D"),
    (
        "($e:expr, $f:expr) => { $f }",
        "|a, b| c, move |d, e| f::<A, B>(g)",
        "move |d, e| f::<A, B>(g)",
    ),
    (
        "($(#[$m:meta])*) => { $($m)* }",
        "#[unsafe(a)] #[b = \"c\"] #[d(e)]",
        "unsafe(a) b = \"c\" d(e)",
    ),
    (
        "($p:pat => $q:pat_param | $r:ident) => { $p; $q; $r }",
        "A | B(_) => 1..=2 | c",
        "A | B(_); 1..=2; c",
    ),
    ("($($s:stmt)*) => { $($s)* }", "a(); let b = c; d", "a(); let b = c; d"),
    (
        "($s:stmt; $t:stmt; $u:stmt) => { $u }",
        "let A(a) = b else { c }; d(); fn e() {}",
        "fn e() {}",
    ),
    ("($a:tt $b:tt $c:tt) => { $c }", "'a ..= (d e)", "(d e)"),
    ("($a:literal $b:literal) => { $b $a }", "true \"a\"", "\"a\" true"),
];

#[test]
fn fragments_of_every_kind() {
    for (rules, call, expected) in FRAGMENTS {
        assert_eq!(expanded(rules, call), squeezed(expected), "{rules} {call}");
    }
}

#[test]
fn other_fragments_do_not_match() {
    let cases = [
        ("($n:ident) => { x }", "_"),
        ("($n:ident) => { x }", "1"),
        ("($l:lifetime) => { x }", "a"),
        ("($l:literal) => { x }", "a"),
        ("($l:literal) => { x }", "- a"),
        ("($b:block) => { x }", "(a)"),
        ("($e:expr) => { x }", ""),
        ("($e:expr) => { x }", "a b"),
        ("($i:item) => { x }", "a + b"),
        ("($t:tt) => { x }", "= >"),
        ("($t:unknown) => { x }", "a"),
        ("((a)) => { x }", "[a]"),
        ("((a)) => { x }", "(a b)"),
        ("(a) => { x }", "a a"),
    ];
    for (rules, call) in cases {
        assert_eq!(expand(rules, call).err(), Some(Unexpanded::NoRule), "{rules} {call}");
    }
}

#[test]
fn repetitions_nest() {
    let rules = "($($n:ident: [$($t:ty),*]),+ $(,)?) => { $( fn $n($(_: $t),*); )+ }";
    let expected = "fna(_:u8,_:B<C,D>);fnb();";
    assert_eq!(expanded(rules, "a: [u8, B<C, D>], b: [],"), expected);
    assert_eq!(expanded(rules, ""), "");
    assert_eq!(expanded("($($a:ident)=>*) => { $($a)::* }", "a => b"), "a::b");
    assert_eq!(expanded("($($a:ident)?) => { b $($a)? }", "a"), "ba");
    let outer = "($a:ident $($b:ident)*) => { $( $a = $b; )* }";
    assert_eq!(expanded(outer, "a b c"), "a=b;a=c;");
}

#[test]
fn the_first_rule_that_matches_is_taken() {
    let rules = "(a $x:ident) => { one $x }; ($($t:tt)*) => { two $($t)* }";
    assert_eq!(expanded(rules, "a b"), "oneb");
    assert_eq!(expanded(rules, "a (b c) d"), "twoa(bc)d");
}

#[test]
fn definitions_of_the_second_kind() {
    assert_eq!(expanded("($n:ident) { fn $n() {} }", "a"), "fna(){}");
    assert_eq!(expanded("{ (a) => { b }, ($n:ident) => { $n } }", "c"), "c");
    assert_eq!(expanded("( (a) => ( b ) )", "a"), "b");
}

#[test]
fn dollars_that_are_no_variables() {
    let define = "($n:ident) => { macro_rules! $n { ($f:ident) => { fn $f() {} } } }";
    assert_eq!(expanded(define, "a"), "macro_rules!a{($f:ident)=>{fn$f(){}}}");
    assert_eq!(expanded("() => { $$x $crate::a }", ""), "$xcrate::a");
    assert_eq!(expanded("($r#type:ident) => { $type }", "a"), "a");
}

#[test]
fn fragments_stay_in_one_piece() {
    let tokens = expand("($a:expr, $t:ty) => { $a * 2 as &$t }", "1 + 2, dyn A + B");
    let product: syn::Expr = syn::parse2(tokens.expect("an expansion")).expect("an expression");
    let syn::Expr::Binary(product) = product else { panic!("no product") };
    assert!(matches!(product.op, syn::BinOp::Mul(_)));
    let shift = expand("($t:ty) => { 1 as $t << 2 }", "u8").expect("an expansion");
    assert!(matches!(syn::parse2(shift), Ok(syn::Expr::Binary(_))));
    let forwarded = expand("($a:expr) => { b!($a) }", "1 + 2").expect("an expansion").to_string();
    assert_eq!(squeezed(&forwarded), "b!(1+2)");
}

/// Rules, calls and expansions of macros that export.
const EXPORTS: &[(&str, &str, &str)] = &[
        (
            "($(#[$doc:meta])* fn $name:ident($($arg:ident: $ty:ty),* $(,)?) -> $ret:ty $body:block) => {
                $(#[$doc])* #[no_mangle] pub extern \"C\" fn $name($($arg: $ty),*) -> $ret { run(move || $body) }
            };
            ($(#[$doc:meta])* fn $name:ident($($arg:ident: $ty:ty),* $(,)?) $body:block) => {
                ffi_fn!($(#[$doc])* fn $name($($arg: $ty),*) -> () $body);
            };",
            "fn c(x: Vec<u8>, f: Option<extern \"C\" fn(u8) -> u8>,) { work(x); }",
            "ffi_fn!(fn c(x: Vec<u8>, f: Option<extern \"C\" fn(u8) -> u8>) -> () { work(x); });",
        ),
        (
            "(fn $name:ident($($arg:tt)*) $(-> $ret:ty)? $body:block) => { extern \"C\" fn $name($($arg)*) $(-> $ret)? $body }",
            "fn a(x: u8) -> u8 { work(x) }",
            "extern \"C\" fn a(x: u8) -> u8 { work(x) }",
        ),
        (
            "($prefix:literal; $($name:ident => $field:ident: $ty:ty),* $(,)?) => {
                $( #[unsafe(export_name = concat!($prefix, stringify!($field)))] fn $name(x: *const T) -> $ty {} )*
            };",
            "\"shape_\"; area => get_area: f64, name => get_name: *const c_char,",
            "#[unsafe(export_name = concat!(\"shape_\", stringify!(get_area)))] fn area(x: *const T) -> f64 {}
             #[unsafe(export_name = concat!(\"shape_\", stringify!(get_name)))] fn name(x: *const T) -> *const c_char {}",
        ),
        (
            "($type:ident) => { paste! { fn [<$type:lower _free>](x: *mut $type) {} } }",
            "Shape",
            "paste! { fn [<Shape:lower _free>](x: *mut Shape) {} }",
        ),
        (
            "($($item:item)*) => { $( #[ffi_export] $item )* }",
            "pub extern \"C\" fn a() { work() } static B: u8 = 1;",
            "#[ffi_export] pub extern \"C\" fn a() { work() } #[ffi_export] static B: u8 = 1;",
        ),
        (
            "($first:ident $($rest:ident)*) => { inner!($first); walk!($($rest)*); }; () => {}",
            "c d e",
            "inner!(c); walk!(d e);",
        ),
        (
            "($(#[$m:meta])* $n:ident) => { $(#[$m])* fn $n() {} }",
            "/// Documented.\n #[no_mangle] a",
            "#[doc = \" Documented.\"] #[no_mangle] fn a() {}",
        ),
    ];

#[test]
fn the_exports_of_macros() {
    for (rules, call, expected) in EXPORTS {
        assert_eq!(expanded(rules, call), squeezed(expected), "{rules}");
        let items = expand(rules, call).expect("an expansion");
        if let Err(error) = syn::parse2::<syn::File>(items) {
            panic!("{expected}: {error}");
        }
    }
}

#[test]
fn tokens_keep_their_places() {
    let definition = Definition::parse(&stream("($n:ident) => { fn\n $n () }")).expect("a rule");
    let call = stream("\n\n\na");
    let places: Vec<_> = definition
        .expand(call.clone())
        .expect("an expansion")
        .into_iter()
        .map(|tree| (tree.to_string(), tree.span().start().line))
        .collect();
    assert_eq!(places, [("fn".to_owned(), 1), ("a".to_owned(), 4), ("()".to_owned(), 2)]);
}

#[test]
fn broken_definitions_match_nothing() {
    for rules in [
        "",
        "a",
        "(a)",
        "(a) =>",
        "(a) => b",
        "() = {}",
        "($) => {}",
        "($x) => { $x }",
        "($x:) => {}",
        "($()) => { $() }",
        "($x:tt) => { $( $x }",
        "($($x:tt)*) => { $x }",
        "($x:tt) => { $( $x )* }",
        "($(a)) => { $(b), }",
    ] {
        let Ok(rules) = TokenStream::from_str(rules) else { continue };
        let expansion = Definition::parse(&rules).map(|rules| rules.expand(stream("b")));
        assert!(!matches!(expansion, Some(Ok(_))), "{rules}");
    }
    let deep = |open: &str, close: &str| format!("{}x{}", open.repeat(300), close.repeat(300));
    assert!(Definition::parse(&stream(&format!("({}) => {{}}", deep("$(", ")*")))).is_none());
    let body = expand(&format!("(a) => {{ {} }}", deep("(", ")")), "a");
    assert_eq!(body.err(), Some(Unexpanded::TooMuch));
}

#[test]
fn expansions_have_a_bound() {
    let rules = format!("($($t:tt)*) => {{ {} }}", "$($t)* ".repeat(16));
    let call = "a ".repeat(1 << 15);
    assert!(expand(&rules, &call).is_ok());
    assert_eq!(expand(&rules, &format!("{call} a")).err(), Some(Unexpanded::TooMuch));
    // Each level holds the one below twice, in shared groups.
    let definition = Definition::parse(&stream("($t:tt) => { ($t $t) }")).expect("a rule");
    let mut tokens = stream("a");
    let levels = (0..64).take_while(|_| {
        definition.expand(tokens.clone()).map(|expansion| tokens = expansion).is_ok()
    });
    assert_eq!(levels.count(), 18);
}

#[test]
fn empty_turns_end() {
    let rules = |copies: usize| format!("($($v:vis a)*) => {{ {} }}", "$($v)* ".repeat(copies));
    assert_eq!(expanded(&rules(2), "a pub a"), "pubpub");
    assert_eq!(expand(&rules(100), &"a ".repeat(10_000)).err(), Some(Unexpanded::TooMuch));
}

#[test]
fn long_calls_take_time_by_their_length() {
    let call = "f(a, b) + 1, ".repeat(20_000);
    let expansion = expand("($($e:expr),* $(,)?) => { $($e;)* }", &call).expect("an expansion");
    assert_eq!(
        expansion.into_iter().filter(|tree| matches!(tree, TokenTree::Punct(_))).count(),
        20_000
    );
    let rows = "u8 Vec<u8>; ; ".repeat(5_000);
    assert!(
        expand("($( $( $t:ty )* $( $n:literal )* ; )*) => { $( $( $t )* ; )* }", &rows).is_ok()
    );
    // Every turn reads all that is left in vain.
    let again = "($( $( $( a )* c )* a )*) => {}";
    assert_eq!(expand(again, &"a ".repeat(5_000)).err(), Some(Unexpanded::TooMuch));
    let again = "($( $( $x:path => )* $t:tt )*) => {}";
    let path = format!("{}a", "a::".repeat(5_000));
    assert_eq!(expand(again, &path).err(), Some(Unexpanded::TooMuch));
}
