//! Sentences with places to fill, and those that count something.

/// A sentence that counts something: one form for one, one for every other number. `{n}` is the number.
#[derive(Debug)]
pub struct Plural {
    /// For exactly one.
    pub one: &'static str,
    /// For every other number.
    pub other: &'static str,
}

impl Plural {
    /// The sentence for this number.
    pub fn of(&self, number: usize) -> String {
        self.of_many(number as u64)
    }

    /// The sentence for this number, which may be a large one.
    pub fn of_many(&self, number: u64) -> String {
        let form = if number == 1 { self.one } else { self.other };
        fill(form, &[("n", &super::number(number))])
    }
}

/// Fills the `{name}` places of a sentence. Values are taken as they are: braces in them mean nothing.
pub fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let place = after.split_once('}').and_then(|(name, behind)| {
            values.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value, behind))
        });
        if let Some((value, behind)) = place {
            filled.push_str(value);
            rest = behind;
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
    fn values_are_put_in_once_and_never_read_as_places() {
        assert_eq!(fill("{a} and {b}", &[("a", "{b}"), ("b", "2")]), "{b} and 2");
        assert_eq!(fill("{unknown} {", &[]), "{unknown} {");
    }
}
