//! Commands that run at the same time.

use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;

use anyhow::{Context, Result, anyhow, ensure};

/// Runs commands, as many at a time as there are processors, and returns what each printed, in their order.
///
/// # Errors
///
/// Returns an error, with the output, if a command cannot be started or fails. The others run to their ends.
pub(crate) fn outputs(commands: Vec<Command>) -> Result<Vec<String>> {
    let workers = thread::available_parallelism()?.get().min(commands.len());
    let mut results: Vec<_> = commands.iter().map(|_| Err(anyhow!("not started"))).collect();
    let queue = Mutex::new(commands.into_iter().zip(&mut results));
    let next = || queue.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).next();
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some((command, result)) = next() {
                    *result = output(command);
                }
            });
        }
    });
    results.into_iter().collect()
}

fn output(mut command: Command) -> Result<String> {
    println!("$ {command:?}");
    let output = command.stdin(Stdio::null()).output();
    let output = output.with_context(|| format!("{command:?} cannot be started"))?;
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    ensure!(
        output.status.success(),
        "{command:?} failed: {}\n{printed}{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(printed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_are_in_the_order_of_the_commands() {
        let echo = |text: &str| {
            let mut command = Command::new("echo");
            command.arg(text);
            command
        };
        let printed = outputs(vec![echo("one"), echo("two"), echo("three")]).expect("three");
        assert_eq!(printed, ["one\n", "two\n", "three\n"]);
        let failed = outputs(vec![echo("one"), Command::new("false")]).expect_err("a failure");
        assert!(failed.to_string().contains("\"false\" failed: exit status: 1"), "{failed}");
    }
}
