//! The commands that a customer types.

/// The command in a typed line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TypedCommand {
    /// Use the item with this number.
    Number(usize),
    /// Go to the next page, or answer that the problem is not solved.
    Next,
    /// Answer yes: the problem is solved.
    Yes,
    Back,
    Undo,
    Save,
    Contact,
    Language,
    /// Show the list of problems.
    Home,
    /// Show the same screen again.
    Again,
    /// Open the address on screen.
    Open,
    Help,
    Quit,
    Unknown,
}

impl TypedCommand {
    /// Parses a line. Full-width letters and digits count, too: a Chinese keyboard sends them in its Chinese mode.
    pub(super) fn parse(line: &str) -> Self {
        let typed: String = line.trim().chars().map(half_width).collect::<String>().to_lowercase();
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

/// The half-width form of a full-width character.
fn half_width(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character),
        '\u{3000}' => ' ',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::TypedCommand;

    #[test]
    fn a_chinese_keyboard_is_understood_as_well() {
        assert_eq!(TypedCommand::parse("１２\r\n"), TypedCommand::Number(12));
        assert_eq!(TypedCommand::parse("　Ｙ"), TypedCommand::Yes);
        assert_eq!(TypedCommand::parse("？"), TypedCommand::Help);
        assert_eq!(TypedCommand::parse("\n"), TypedCommand::Next);
        assert_eq!(TypedCommand::parse("99999999999999999999999"), TypedCommand::Unknown);
    }
}
