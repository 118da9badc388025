//! The part of the INI format that Firefox uses.

/// A section with its entries, in the file's order.
pub(super) struct IniSection {
    pub(super) name: String,
    entries: Vec<(String, String)>,
}

impl IniSection {
    /// The first value of this key.
    pub(super) fn get(&self, key: &str) -> Option<&str> {
        self.entries.iter().find(|(known, _)| known.eq_ignore_ascii_case(key)).map(|(_, value)| value.as_str())
    }
}

/// The sections of a file. Invalid lines are ignored.
pub(super) fn sections(text: &str) -> Vec<IniSection> {
    let mut sections: Vec<IniSection> = Vec::new();
    for line in text.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            sections.push(IniSection { name: name.to_owned(), entries: Vec::new() });
        } else if let (Some((key, value)), Some(section)) = (line.split_once('='), sections.last_mut())
            && !line.starts_with([';', '#'])
        {
            section.entries.push((key.trim().to_owned(), value.trim().to_owned()));
        }
    }
    sections
}
