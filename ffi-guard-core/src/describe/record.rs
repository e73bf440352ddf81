//! The macro that the attributes call: it turns the parts of a description into a note in the artifact.

/// Adds descriptions to the artifact.
///
/// A part is a literal with JSON, and after it `{a type}`, `&{a type behind a pointer}`, `(a number)`, `[a string]`,
/// `=(Type, a constant)`, whose value follows as a number or as `null`, or `?{a type}`: whether a static of this type may
/// change.
///
/// - `record PARTS` adds one description.
/// - `type Name "Name" number Signed json PARTS` implements `Describe` for a type, and adds its definition. Only an enum
///   has a `number`: whether its integer is `Signed` or `Unsigned`.
/// - `generic [parameters] [Type] [where clause] [arguments] "Name" PARTS` implements `Describe` for a generic type. Its
///   definition is with each item that names an instance.
///
/// Nothing is imported by name: an import would hide the author's items of this name.
#[doc(hidden)]
#[macro_export]
macro_rules! __ffi_guard_describe {
    (record $(
        $json:literal
        $({ $ty:ty })?
        $(& { $behind:ty })?
        $(( $number:expr ))?
        $([ $text:expr ])?
        $(= ( $of:ty, $value:expr ))?
        $(? { $changes:ty })?
    )*) => {
        const _: () = {
            #[allow(unused_imports)]
            use $crate::__private::v0_1::describe::Unresolved as _;
            const __FFI_GUARD_PARTS: &[$crate::__private::v0_1::describe::Part] = &[$((
                $json,
                $(<$crate::__private::v0_1::describe::Resolved<$ty>>::VALUE)?
                $(<$crate::__private::v0_1::describe::Resolved<$behind>>::BEHIND)?
                $($crate::__private::v0_1::describe::Piece::Number($number as i128))?
                $($crate::__private::v0_1::describe::Piece::Characters($text))?
                $(<$crate::__private::v0_1::describe::Resolved<$of>>::EVALUATE.piece(
                    &$crate::__private::v0_1::ManuallyDrop::new($value),
                ))?
                $($crate::__private::v0_1::describe::Piece::Json(
                    if <$crate::__private::v0_1::describe::Resolved<$changes>>::HAS_CELL { b"true" } else { b"false" }
                ))?
            ),)*];
            $crate::__private::v0_1::note! {
                static __FFI_GUARD_DESCRIPTION: $crate::__private::v0_1::describe::Note<
                    { $crate::__private::v0_1::describe::size(__FFI_GUARD_PARTS) },
                > = $crate::__private::v0_1::describe::Note::new(__FFI_GUARD_PARTS);
            }
        };
    };
    (type $name:ident $written:literal $(number $sign:ident)? $(json $($parts:tt)*)?) => {
        // SAFETY: with `NUMBER`, the type is an enum without fields, whose integer has this sign; the derive upholds it.
        unsafe impl $crate::__private::v0_1::describe::Describe for $name {
            $(const NUMBER: $crate::__private::v0_1::Option<$crate::__private::v0_1::describe::Integer> =
                $crate::__private::v0_1::Option::Some(
                    $crate::__private::v0_1::describe::Integer::$sign,
                );)?
            const TYPE: &'static [$crate::__private::v0_1::describe::Piece] = {
                const PIECES: &[$crate::__private::v0_1::describe::Piece] =
                    $crate::__private::v0_1::describe!(named $written []);
                &[$crate::__private::v0_1::describe::Piece::Json(
                    &$crate::__private::v0_1::describe::text::<
                        { $crate::__private::v0_1::describe::length(PIECES) },
                    >(PIECES),
                )]
            };
        }
        $crate::__private::v0_1::describe! {
            record b"{\"record\":\"type\",\"definition\":" [""] $($($parts)*)?
        }
    };
    (generic [$($parameters:tt)*] [$ty:ty] [$($clause:tt)*] [$($arguments:tt)*] $written:literal $(
        $json:literal $({ $by_value:ty })? $(& { $behind:ty })? $(( $number:expr ))? $([ $text:expr ])?
    )*) => {
        // SAFETY: `NUMBER` is `None`.
        unsafe impl<$($parameters)*> $crate::__private::v0_1::describe::Describe for $ty
        $($clause)*
        {
            const TYPE: &'static [$crate::__private::v0_1::describe::Piece] =
                $crate::__private::v0_1::describe!(named $written [$($arguments)*]);
            const BY_VALUE: &'static [$crate::__private::v0_1::describe::Piece] = {
                #[allow(unused_imports)]
                use $crate::__private::v0_1::describe::Unresolved as _;
                &[
                    $crate::__private::v0_1::describe::Piece::Json(b","),
                    $(
                        $crate::__private::v0_1::describe::Piece::Json($json),
                        $($crate::__private::v0_1::describe::Piece::Pieces(
                            <$crate::__private::v0_1::describe::Resolved<$by_value>>::TYPE,
                        ),)?
                        $($crate::__private::v0_1::describe::Piece::Pieces(
                            <$crate::__private::v0_1::describe::Resolved<$behind>>::TYPE,
                        ),)?
                        $($crate::__private::v0_1::describe::Piece::Number($number as i128),)?
                        $($crate::__private::v0_1::describe::Piece::Characters($text),)?
                    )*
                    // Not those behind pointers, where types contain themselves.
                    $($($crate::__private::v0_1::describe::Piece::Pieces(
                        <$crate::__private::v0_1::describe::Resolved<$by_value>>::BY_VALUE,
                    ),)?)*
                ]
            };
        }
    };
    // The version and the place distinguish two types of one path.
    (named $written:literal [$($({ $argument:ty })? $(( $number:expr ))?,)*]) => {
        &[
            $crate::__private::v0_1::describe::Piece::Json(::core::concat!(
                "{\"kind\":\"named\",\"name\":\"", ::core::module_path!(), "::", $written, "\",\"version\":\"",
            ).as_bytes()),
            $crate::__private::v0_1::describe::Piece::Characters(
                $crate::__private::v0_1::describe::or_empty(::core::option_env!("CARGO_PKG_VERSION")),
            ),
            $crate::__private::v0_1::describe::Piece::Json(::core::concat!(
                "\",\"line\":", ::core::line!(), ",\"column\":", ::core::column!(), ",\"arguments\":[",
            ).as_bytes()),
            $(
                $($crate::__private::v0_1::describe::Piece::Pieces(
                    <$crate::__private::v0_1::describe::Resolved<$argument>>::TYPE,
                ),)?
                $($crate::__private::v0_1::describe::Piece::Number($number as i128),)?
                $crate::__private::v0_1::describe::Piece::Json(b","),
            )*
            $crate::__private::v0_1::describe::Piece::Json(b"null]}"),
        ]
    };
}
