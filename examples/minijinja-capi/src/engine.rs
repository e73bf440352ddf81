//! `jinja_engine` and `jinja_template`: compiled templates, which threads share.

use crate::failure::Error;
use crate::value::Value;
use ffi_guard::{CallbackError, FfiHandle, ffi_export};
use minijinja::Environment;
use std::io;
use std::sync::Arc;

/// Compiled templates, with the functions that they call.
#[derive(Debug, FfiHandle)]
#[ffi(owner = arc)]
pub struct Engine(pub(crate) Environment<'static>);

#[ffi_export(status)]
impl Engine {
    /// Returns a template, which keeps the engine.
    ///
    /// # Errors
    ///
    /// `JINJA_MISSING` if there is none of this name.
    pub fn template(self: &Arc<Self>, name: &str) -> Result<Arc<Template>, Error> {
        self.0.get_template(name)?;
        Ok(Arc::new(Template { engine: Arc::clone(self), name: name.to_owned() }))
    }

    /// Evaluates an expression with the entries of `context` as variables.
    ///
    /// # Errors
    ///
    /// `JINJA_SYNTAX` if the text is not an expression, `JINJA_CALLBACK` if a function of C failed, and else
    /// `JINJA_EVALUATION`.
    pub fn evaluate(&self, expression: &str, context: &Value) -> Result<Box<Value>, Error> {
        let expression = self.0.compile_expression_owned(expression.to_owned())?;
        Ok(Box::new(Value(expression.eval(context.0.clone())?)))
    }
}

/// One template of an engine.
#[derive(Debug, FfiHandle)]
#[ffi(owner = arc)]
pub struct Template {
    engine: Arc<Engine>,
    name: String,
}

#[ffi_export(status)]
impl Template {
    /// Returns the name of the template.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the names of the variables that the template uses and does not set, in alphabetical order.
    pub fn variables(&self) -> Result<Vec<String>, Error> {
        let template = self.engine.0.get_template(&self.name)?;
        let mut names: Vec<String> = template.undeclared_variables(false).into_iter().collect();
        names.sort_unstable();
        Ok(names)
    }

    /// Renders the template with the entries of `context` as variables.
    ///
    /// # Errors
    ///
    /// `JINJA_CALLBACK` if a function of C failed, and else `JINJA_EVALUATION`.
    pub fn render(&self, context: &Value) -> Result<String, Error> {
        Ok(self.engine.0.get_template(&self.name)?.render(context.0.clone())?)
    }

    /// Renders the template in pieces of UTF-8, which end anywhere between two characters.
    ///
    /// # Errors
    ///
    /// `JINJA_CALLBACK` if `write` or a function of C failed, and else `JINJA_EVALUATION`.
    pub fn render_to(
        &self,
        context: &Value,
        write: &mut dyn FnMut(&[u8]) -> Result<(), CallbackError>,
    ) -> Result<(), Error> {
        let template = self.engine.0.get_template(&self.name)?;
        template.render_captured_to(context.0.clone(), Pieces(write))?;
        Ok(())
    }
}

/// Passes what is written on to a function of C.
struct Pieces<'a>(&'a mut dyn FnMut(&[u8]) -> Result<(), CallbackError>);

impl io::Write for Pieces<'_> {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        (self.0)(piece).map_err(io::Error::other)?;
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builder::Builder;

    fn page(source: &str) -> Arc<Template> {
        let mut builder = Builder::new();
        builder.add_filter(
            "half",
            Box::new(|arguments| {
                let number = arguments[0].int().expect("a number");
                Ok(Box::new(Value::from_int(number / 2)))
            }),
        );
        builder.add_template("page", source).expect("a template");
        builder.build().template("page").expect("it was added")
    }

    #[test]
    fn a_filter_is_a_closure() {
        let page = page("{{ number|half }}");
        let context = Value::from_entries(&["number"], vec![Box::new(Value::from_int(8))]).unwrap();
        assert_eq!(page.render(&context).unwrap(), "4");
        assert_eq!((page.name(), page.variables().unwrap()), ("page", vec!["number".to_owned()]));
    }

    #[test]
    #[should_panic(expected = "a number")]
    fn a_filter_that_panics() {
        let _ = page("{{ 'text'|half }}").render(&Value::none());
    }

    #[test]
    fn pieces() {
        let mut written: Vec<u8> = Vec::new();
        let mut write = |piece: &[u8]| {
            written.extend(piece);
            Ok(())
        };
        page("{{ 2 + 2 }}!").render_to(&Value::none(), &mut write).unwrap();
        assert_eq!(written, b"4!");
    }
}
