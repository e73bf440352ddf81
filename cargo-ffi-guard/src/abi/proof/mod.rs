//! The proof of a header: the C compiler compares it with the library's description of its ABI.
//!
//! The header is preprocessed and read (`parse`) for what its types, fields and constants are called (`names`, `members`). The
//! library's types are written in these names (`writer`), and compared with the header's in conditions of C (`checks`) that the
//! compiler evaluates (`ask`). Whether a difference matters to a call, `classes` decides.

mod ask;
mod audit;
mod c_types;
mod checks;
mod classes;
mod command;
mod compiler;
mod conventions;
mod members;
mod messages;
mod names;
mod numbers;
mod parse;
mod report;
mod spell;
mod target;
mod writer;

pub(crate) use audit::audit;
pub use c_types::Place;
pub(crate) use command::run;
pub use compiler::Compiler;

use super::model::{Abi, DataModel};
use crate::failure::Failure;
use checks::Found;
use conventions::Processor;
use names::Names;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use writer::Writer;

/// Precedes the header: `volatile` changes no layout and no call, and Rust's types do not have it.
const WITHOUT_VOLATILE: &str = "#define volatile\n#define __volatile\n#define __volatile__\n";

/// Follows the header: the types that the checks need. The headers of C cannot be included after a preprocessed header.
const TYPES: &str = "\
    #ifndef bool\n#define bool _Bool\n#endif\n\
    typedef __SIZE_TYPE__ size_t; typedef __PTRDIFF_TYPE__ ptrdiff_t;\n\
    typedef __INT8_TYPE__ int8_t; typedef __UINT8_TYPE__ uint8_t;\n\
    typedef __INT16_TYPE__ int16_t; typedef __UINT16_TYPE__ uint16_t;\n\
    typedef __INT32_TYPE__ int32_t; typedef __UINT32_TYPE__ uint32_t;\n\
    typedef __INT64_TYPE__ int64_t; typedef __UINT64_TYPE__ uint64_t;\n";

/// A sentence about a declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The declaration in the header; the line is 0 if there is none.
    pub place: Place,
    /// The two sides: the header's and the library's.
    pub what: String,
}

/// The result of a proof.
#[derive(Clone, Debug, Default)]
pub struct Proof {
    /// Functions that only the header or only the library has.
    pub functions: Vec<Finding>,
    /// Everything else that is wrong.
    pub errors: Vec<Finding>,
    /// Other spellings of types that are the same to a call: errors under `--strict`.
    pub spellings: Vec<Finding>,
    /// The parts that could not be checked.
    pub notes: Vec<Finding>,
    /// The number of conditions that the compiler has checked.
    pub checks: usize,
}

/// Compares headers with an ABI. `exported` has the symbols of the artifact, also those without a description.
///
/// # Errors
///
/// If the compiler does not start, is for another kind of target, or rejects the headers themselves.
pub fn prove(
    abi: &Abi,
    headers: &[PathBuf],
    exported: &BTreeSet<String>,
    compiler: &Compiler,
) -> Result<Proof, Failure> {
    let files = headers.iter().map(|header| absolute(header)).collect::<Result<Vec<_>, _>>()?;
    let unsigned_char = has_unsigned_char(abi.data_model, compiler)?;
    let include = |file: &PathBuf| format!("#include \"{}\"\n", file.display());
    let source =
        WITHOUT_VOLATILE.to_owned() + &files.iter().map(include).collect::<String>() + TYPES;
    let directories: Vec<&Path> = files.iter().filter_map(|file| file.parent()).collect();
    let declared = parse::read(&compiler.preprocess(&source)?, &directories);
    let names = &Names::new(abi, &declared);
    let processor = Processor::of(compiler.target());
    let writer = Writer { abi, declared: &declared, names, unsigned_char, processor };
    let file = files.first().map(PathBuf::as_path).unwrap_or_else(|| Path::new(""));
    let mut found = Found::new(writer, exported, file);
    found.collect();
    let mut proof = found.proof;
    proof.checks = found.checks.len();
    ask::report(&source, &found.checks, compiler, &mut proof)?;
    proof.sort();
    for (file, header) in files.iter().zip(headers) {
        proof.rename(file, header);
    }
    Ok(proof)
}

fn absolute(header: &Path) -> Result<PathBuf, Failure> {
    let failed = |what: String| Failure::at(header, what, "write it first, or name another one");
    if !header.is_file() {
        return Err(failed("the header does not exist".to_owned()));
    }
    if header.display().to_string().contains(['"', '\n']) {
        let what = "C cannot include a path with a quotation mark or a line break".to_owned();
        return Err(Failure::at(header, what, "rename the file or its folder"));
    }
    std::path::absolute(header).map_err(|error| failed(format!("the header has no path: {error}")))
}

/// Checks that C's types have the sizes of the artifact's target. Returns whether `char` is unsigned.
fn has_unsigned_char(model: DataModel, compiler: &Compiler) -> Result<bool, Failure> {
    let pointer = if model == DataModel::ILP32 { 4 } else { 8 };
    let conditions = [
        "(char)-1 > 0".to_owned(),
        "sizeof(int) == 4".to_owned(),
        format!("sizeof(long) == {}", numbers::long(model) / 8),
        format!("sizeof(void *) == {pointer}"),
    ];
    let holds = ask::holds("", &conditions, compiler)?;
    match holds.iter().zip(&conditions).skip(1).find(|(holds, _)| !**holds) {
        None => Ok(holds.first().copied().unwrap_or_default()),
        Some((_, condition)) => Err(Failure::new(
            format!(
                "{} compiles for another kind of target than the library's: `{condition}` does not hold",
                compiler.program().display()
            ),
            "name the library's target with --target, and its C compiler in CC_<target>",
        )),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_c_cannot_include_is_an_error() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a\"b.h");
        std::fs::write(&file, "").expect("the header");
        let error = absolute(&file).expect_err("a path with a quotation mark");
        assert!(error.to_string().contains("quotation mark"), "{error}");
    }
}
