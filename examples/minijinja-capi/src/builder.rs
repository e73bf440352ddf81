//! `jinja_builder`: the templates, filters and functions of an engine.

use crate::engine::Engine;
use crate::failure::Error;
use crate::value::Value;
use ffi_guard::{CallbackError, FfiHandle, ffi_export};
use minijinja::value::Rest;
use minijinja::{Environment, ErrorKind};
use std::sync::Arc;

/// An engine that can still be changed.
#[derive(Debug, FfiHandle)]
pub struct Builder(Environment<'static>);

#[ffi_export(status)]
impl Builder {
    /// Creates a builder without templates, with the filters and functions of minijinja.
    pub fn new() -> Self {
        let mut environment = Environment::new();
        environment.set_debug(true); // else errors have no range
        Self(environment)
    }

    /// Adds a template, or replaces it.
    ///
    /// # Errors
    ///
    /// `JINJA_SYNTAX` if the source is not a template.
    pub fn add_template(&mut self, name: &str, #[ffi(len)] source: &str) -> Result<(), Error> {
        Ok(self.0.add_template_owned(name.to_owned(), source.to_owned())?)
    }

    /// Adds a filter: `{{ value|name(argument) }}` calls it with the value and the arguments, on the thread that renders.
    #[ffi_export(fallback = false)]
    pub fn add_filter(
        &mut self,
        name: &str,
        filter: Box<dyn Fn(&[&Value]) -> Result<Box<Value>, CallbackError> + Send + Sync>,
    ) -> bool {
        self.0.add_filter(name.to_owned(), in_templates(filter));
        true
    }

    /// Adds a function: `{{ name(argument) }}` calls it with the arguments, on the thread that renders.
    #[ffi_export(fallback = false)]
    pub fn add_function(
        &mut self,
        name: &str,
        function: Box<dyn Fn(&[&Value]) -> Result<Box<Value>, CallbackError> + Send + Sync>,
    ) -> bool {
        self.0.add_function(name.to_owned(), in_templates(function));
        true
    }

    /// Builds the engine. The builder is gone afterwards.
    pub fn build(self) -> Arc<Engine> {
        Arc::new(Engine(self.0))
    }
}

impl Default for Builder {
    fn default() -> Self {
        Self::new()
    }
}

/// The attribute takes no alias, so the methods above have the type in full.
type Function = Box<dyn Fn(&[&Value]) -> Result<Box<Value>, CallbackError> + Send + Sync>;

/// Returns a function for templates that calls a function of C.
fn in_templates(
    function: Function,
) -> impl Fn(Rest<minijinja::Value>) -> Result<minijinja::Value, minijinja::Error> + Send + Sync {
    move |arguments| {
        let arguments: Vec<Value> = arguments.0.into_iter().map(Value).collect();
        let arguments: Vec<&Value> = arguments.iter().collect();
        let result = function(&arguments).map(|value| value.0);
        result.map_err(|e| minijinja::Error::from(ErrorKind::InvalidOperation).with_source(e))
    }
}
