//! The messages of GCC and Clang: `file:line:column: error: text`.

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Message {
    pub(super) file: String,
    /// From 1.
    pub(super) line: usize,
    pub(super) is_error: bool,
    pub(super) text: String,
}

/// Returns the errors and warnings in the output.
pub(super) fn messages(output: &str) -> Vec<Message> {
    output.lines().filter_map(message).collect()
}

fn message(line: &str) -> Option<Message> {
    let kinds = [(": fatal error: ", true), (": error: ", true), (": warning: ", false)];
    let (place, text, is_error) = kinds.into_iter().find_map(|(kind, is_error)| {
        let (place, text) = line.split_once(kind)?;
        Some((place, text, is_error))
    })?;
    // A path of Windows has a colon.
    let mut parts = place.rsplitn(3, ':');
    let (_column, line, file) = (parts.next()?, parts.next()?, parts.next()?);
    Some(Message {
        file: file.to_owned(),
        line: line.parse().ok()?,
        is_error,
        text: text.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_messages_of_gcc_and_clang_are_understood() {
        let found = messages(
            "checks.c: In function 'f':\n\
             ffi-guard-checks:3:16: error: static assertion failed: \"x\"\n\
             C:\\a\\shape.h:7:1: fatal error: gone.h: No such file\n    3 | int\n",
        );
        let found: Vec<_> = found.iter().map(|it| (it.file.as_str(), it.line)).collect();
        assert_eq!(found, [("ffi-guard-checks", 3), ("C:\\a\\shape.h", 7)]);
    }
}
