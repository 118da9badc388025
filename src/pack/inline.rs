//! `**emphasis**` within a text.
//!
//! Owns the one mark that texts may contain. Must not know how emphasis looks.

/// Whether words stand out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strength {
    /// As the rest.
    Plain,
    /// They stand out.
    Strong,
}

/// Words of one strength.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The words, never empty.
    pub words: String,
    /// Whether they stand out.
    pub strength: Strength,
}

/// Divides the text into runs. A mark without its partner stays in the text.
pub fn inline(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut rest = text;
    while let Some((before, strong, after)) = next_emphasis(rest) {
        push(&mut runs, before, Strength::Plain);
        push(&mut runs, strong, Strength::Strong);
        rest = after;
    }
    push(&mut runs, rest, Strength::Plain);
    runs
}

/// The text without its marks.
pub fn plain(text: &str) -> String {
    inline(text).into_iter().map(|run| run.words).collect()
}

/// Whether every mark has a partner.
pub(super) fn is_closed(text: &str) -> bool {
    text.matches("**").count().is_multiple_of(2)
}

fn next_emphasis(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("**")?;
    let (strong, after) = rest.split_once("**")?;
    Some((before, strong, after))
}

fn push(runs: &mut Vec<Run>, words: &str, strength: Strength) {
    if words.is_empty() {
        return;
    }
    match runs.last_mut() {
        Some(last) if last.strength == strength => last.words.push_str(words),
        _ => runs.push(Run { words: words.to_owned(), strength }),
    }
}

#[cfg(test)]
mod tests {
    use super::{Run, Strength, inline, plain};

    fn run(words: &str, strength: Strength) -> Run {
        Run { words: words.to_owned(), strength }
    }

    #[test]
    fn emphasis_stands_out_and_a_lone_mark_stays() {
        assert_eq!(
            inline("付款前**先查订单**，再决定"),
            [run("付款前", Strength::Plain), run("先查订单", Strength::Strong), run("，再决定", Strength::Plain)]
        );
        assert_eq!(inline("2 ** 3"), [run("2 ** 3", Strength::Plain)]);
        assert_eq!(inline(""), []);
        assert_eq!(plain("**Check** the order **before** you pay"), "Check the order before you pay");
    }
}
