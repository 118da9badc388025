//! Sentences with placeholders, and sentences with a number.

/// A sentence with a number, which `{n}` stands for: one form for 1 and one for every other number.
#[derive(Debug)]
pub struct Plural {
    /// The form for 1.
    pub one: &'static str,
    /// The form for every other number.
    pub other: &'static str,
}

impl Plural {
    /// The sentence for this number.
    pub fn of(&self, number: usize) -> String {
        self.of_many(number as u64)
    }

    /// The sentence for this number, which may be large.
    pub fn of_many(&self, number: u64) -> String {
        let form = if number == 1 { self.one } else { self.other };
        fill(form, &[("n", &super::number(number))])
    }
}

/// Fills the `{name}` placeholders of a sentence. Braces in the values have no meaning.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let found = after.split_once('}').and_then(|(name, following)| {
            values.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value, following))
        });
        if let Some((value, following)) = found {
            filled.push_str(value);
            rest = following;
        } else {
            filled.push('{');
            rest = after;
        }
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn values_are_filled_in_once_and_never_read_as_placeholders() {
        assert_eq!(fill("{a} and {b}", &[("a", "{b}"), ("b", "2")]), "{b} and 2");
        assert_eq!(fill("{unknown} {", &[]), "{unknown} {");
    }
}
