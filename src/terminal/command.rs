//! What a typed line asks for.

/// What a typed line asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Command {
    /// The thing with this number.
    Number(usize),
    /// On to the next page, or: no, it is not solved.
    Next,
    /// Yes, it is solved.
    Yes,
    Back,
    Undo,
    Save,
    Contact,
    Language,
    /// The list of problems.
    Home,
    /// The same screen again.
    Again,
    /// Open the address on screen.
    Open,
    Help,
    Quit,
    Unknown,
}

impl Command {
    /// Full-width letters and digits count too: that is what a Chinese keyboard sends when it is not switched over.
    pub(super) fn parse(line: &str) -> Self {
        let typed: String = line.trim().chars().map(narrow).collect::<String>().to_lowercase();
        match typed.as_str() {
            "" | "n" | "no" | "next" => Self::Next,
            "y" | "yes" => Self::Yes,
            "b" | "back" => Self::Back,
            "u" | "undo" => Self::Undo,
            "s" | "save" => Self::Save,
            "c" | "contact" => Self::Contact,
            "l" | "language" => Self::Language,
            "h" | "home" => Self::Home,
            "r" | "repeat" => Self::Again,
            "o" | "open" => Self::Open,
            "?" | "help" => Self::Help,
            "q" | "quit" | "exit" => Self::Quit,
            other => other.parse().map_or(Self::Unknown, Self::Number),
        }
    }
}

/// The narrow twin of a full-width character.
fn narrow(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        '\u{3000}' => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::Command;

    #[test]
    fn a_chinese_keyboard_is_understood_as_well() {
        assert_eq!(Command::parse("１２\r\n"), Command::Number(12));
        assert_eq!(Command::parse("　Ｙ"), Command::Yes);
        assert_eq!(Command::parse("？"), Command::Help);
        assert_eq!(Command::parse("\n"), Command::Next);
        assert_eq!(Command::parse("99999999999999999999999"), Command::Unknown);
    }
}
