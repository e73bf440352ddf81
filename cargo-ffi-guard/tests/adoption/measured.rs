//! The numbers of the table.

pub(crate) const HEAD: &str = "\
# Six libraries, moved over

`fix` gives functions their attribute: with *no edit*, or with a *value to name*. The others are *left*. *By hand* are the
lines that the author then changes until every function is guarded. *Its header* is the one that the library had. The C
program of the library is also compiled with the header of *`cargo ffi-guard header`*.

| library | exports | functions | no edit | value to name | left | lines per function | by hand | its header | \
`cargo ffi-guard header` |
|---|---|---|---|---|---|---|---|---|---|
";

/// The outcome of the commands for one library.
pub(crate) struct Measured {
    pub(crate) functions: usize,
    pub(crate) summary: Summary,
    /// The lines that the commands changed.
    pub(crate) lines: usize,
    /// The lines that the author changed after them.
    pub(crate) by_hand: usize,
    /// Whether the C program compiles with the header of this project, and whether the library's own stays as it was.
    /// `None` if the library does not build.
    pub(crate) headers: Option<(Result<(), String>, bool)>,
}

impl Measured {
    /// Returns a line of the table.
    pub(crate) fn to_line(&self, name: &str, exports: &str) -> String {
        let Self { functions, summary: Summary { guarded, values }, lines, by_hand, headers } =
            self;
        let (no_edit, left) = (guarded - values, functions - guarded);
        let tenths = lines * 10 / functions;
        let end = match headers {
            Some((own, is_identical)) => {
                let header = if *is_identical { "identical" } else { "differs" };
                let own = own
                    .as_ref()
                    .map_or_else(|error| format!("lacks `{error}`"), |()| "compiles".to_owned());
                format!("{by_hand} lines | {header} | {own}")
            }
            None => "does not build | | ".to_owned(),
        };
        let lines = format!("{}.{}", tenths / 10, tenths % 10);
        format!(
            "| {name} | {exports} | {functions} | {no_edit} | {values} | {left} | {lines} | {end} |\n"
        )
    }
}

/// The last line of `cargo ffi-guard fix`.
pub(crate) struct Summary {
    /// The functions that got an attribute.
    guarded: usize,
    /// The values that the author is to name.
    values: usize,
}

impl Summary {
    /// Reads `guarded: 3 functions in 1 file; 0 values to name; 0 left`.
    pub(crate) fn read(output: &str) -> Option<Self> {
        let line = output.lines().rev().find_map(|line| line.strip_prefix("guarded: "))?;
        let mut parts = line.split("; ").map(|part| part.split(' ').next()?.parse().ok());
        Some(Self { guarded: parts.next()??, values: parts.next()?? })
    }
}
