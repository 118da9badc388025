//! The little of the INI format that Firefox writes.

/// A section with its entries, in the file's order.
pub(super) struct Section {
    pub(super) name: String,
    entries: Vec<(String, String)>,
}

impl Section {
    /// The first value of this key.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.entries.iter().find(|(known, _)| known.eq_ignore_ascii_case(key)).map(|(_, value)| value.as_str())
    }
}

/// The sections of a file. Lines that make no sense are left out.
pub(super) fn sections(text: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for line in text.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            sections.push(Section { name: name.to_owned(), entries: Vec::new() });
        } else if let (Some((key, value)), Some(section)) = (line.split_once('='), sections.last_mut())
            && !line.starts_with([';', '#'])
        {
            section.entries.push((key.trim().to_owned(), value.trim().to_owned()));
        }
    }
    sections
}
