//! Texts in one language or in two.

use super::{ReportSheet, SectionBody, SheetFact, SheetSection, SheetStep, TaskLine};
use crate::redact::{Placeholder, placeholders};

/// A text of a report, with its translation if the customer chose both languages and the two differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetText {
    /// In the report's language.
    pub words: String,
    /// In the other language; `None` if there is none or it is the same.
    pub beside: Option<String>,
}

impl From<&str> for SheetText {
    fn from(words: &str) -> Self {
        Self { words: words.to_owned(), beside: None }
    }
}

impl From<String> for SheetText {
    fn from(words: String) -> Self {
        Self { words, beside: None }
    }
}

impl SheetText {
    /// Whether it is so long that a page break may fall inside it when it is printed.
    pub(in crate::report) fn is_long(&self) -> bool {
        self.words.lines().count() > 10 || self.words.chars().count() > 500
    }

    /// Adds the text in the other language. A customer's own text is the same in both, except for the names in its
    /// placeholders, so it is shown once.
    fn add(&mut self, other: &Self) {
        if !says_the_same(&self.words, &other.words) {
            self.beside = Some(other.words.clone());
        }
    }

    /// The same for a sentence that may end in the customer's own text, which is shown in the first language only.
    fn add_sentence(&mut self, other: &Self) {
        self.add(other);
        let Some(beside) = &mut self.beside else { return };
        let named = named_as_in(beside, &self.words);
        let own = shared_end(&self.words, &named);
        if own > 0 {
            named
                .get(..named.len() - own)
                .unwrap_or_default()
                .trim_end_matches([' ', ':', '：', '·'])
                .clone_into(beside);
        }
    }
}

impl ReportSheet {
    /// Adds the texts of the same sheet in another language. The two may have different shapes only in a file that someone
    /// made by hand; then the first language has to suffice.
    pub(super) fn add(&mut self, other: &Self) {
        self.beside = Some(other.lang);
        self.title.add(&other.title);
        self.code.add(&other.code);
        all(&mut self.lead, &other.lead, SheetText::add);
        self.outcome.1.add(&other.outcome.1);
        if let (Some(note), Some(other)) = (&mut self.note, &other.note) {
            note.add(other);
        }
        for section in &mut self.sections {
            if let Some(other) = other.sections.iter().find(|other| other.name == section.name) {
                section.add(other);
            }
        }
        self.foot.add(&other.foot);
    }
}

impl SheetSection {
    fn add(&mut self, other: &Self) {
        self.heading.add(&other.heading);
        match (&mut self.body, &other.body) {
            (SectionBody::Facts(facts), SectionBody::Facts(others))
            | (SectionBody::Pictures(facts), SectionBody::Pictures(others)) => {
                all(facts, others, SheetFact::add);
            }
            (SectionBody::Steps(steps), SectionBody::Steps(others)) => all(steps, others, SheetStep::add),
            (SectionBody::Lines(lines), SectionBody::Lines(others)) => all(lines, others, TaskLine::add),
            (SectionBody::Moments { heads, rows }, SectionBody::Moments { heads: other_heads, rows: others }) => {
                heads.add(other_heads);
                all(rows, others, |row, other| row.value.add_sentence(&other.value));
            }
            _ => {}
        }
    }
}

impl SheetFact {
    fn add(&mut self, other: &Self) {
        self.label.add(&other.label);
        self.value.add(&other.value);
    }
}

impl SheetStep {
    fn add(&mut self, other: &Self) {
        self.title.add(&other.title);
        if let (Some((_, result)), Some((_, other))) = (&mut self.result, &other.result) {
            result.add(other);
        }
        all(&mut self.aside, &other.aside, SheetText::add);
        all(&mut self.lines, &other.lines, TaskLine::add);
    }
}

impl TaskLine {
    fn add(&mut self, other: &Self) {
        self.mark.add(&other.mark);
        self.words.add(&other.words);
        if let (Some(value), Some(other)) = (&mut self.value, &other.value) {
            value.add(other);
        }
        all(&mut self.aside, &other.aside, SheetText::add);
    }
}

fn all<T>(ours: &mut [T], others: &[T], add: impl Fn(&mut T, &T)) {
    if ours.len() == others.len() {
        ours.iter_mut().zip(others).for_each(|(own, other)| add(own, other));
    }
}

/// Whether two texts differ only in the names of their placeholders.
fn says_the_same(one: &str, other: &str) -> bool {
    one == other || (one.contains('[') && other.contains('[') && without_names(one) == without_names(other))
}

fn without_names(text: &str) -> String {
    let mut bare = String::with_capacity(text.len());
    let mut done = 0;
    for hidden in placeholders(text) {
        bare.push_str(text.get(done..hidden.range.start).unwrap_or_default());
        bare.push('\u{0}');
        bare.push_str(hidden.kind.code());
        done = hidden.range.end;
    }
    bare.push_str(text.get(done..).unwrap_or_default());
    bare
}

/// The text with its placeholders named as in the other one, if both hide the same kinds.
fn named_as_in(text: &str, other: &str) -> String {
    let (own, theirs) = (placeholders(text), placeholders(other));
    let kinds = |hidden: &[Placeholder]| hidden.iter().map(|hidden| hidden.kind).collect::<Vec<_>>();
    let mut named = text.to_owned();
    if kinds(&own) == kinds(&theirs) {
        for (own, theirs) in own.into_iter().zip(theirs).rev() {
            named.replace_range(own.range, other.get(theirs.range).unwrap_or_default());
        }
    }
    named
}

/// How many bytes at the end of both texts are the same words. They begin with a whole word.
fn shared_end(one: &str, other: &str) -> usize {
    let same = one.chars().rev().zip(other.chars().rev()).take_while(|(one, other)| one == other);
    let longest: usize = same.map(|(character, _)| character.len_utf8()).sum();
    let end = other.get(other.len() - longest..).unwrap_or_default();
    let begins = |place: usize| {
        let before = |text: &str| text.get(..text.len() + place - longest).and_then(|text| text.chars().next_back());
        let ends_a_label = |text| before(text).is_some_and(|c: char| c.is_whitespace() || c == '：');
        ends_a_label(one) && ends_a_label(other)
    };
    let words = end.char_indices().map(|(place, _)| place).find(|place| begins(*place));
    let own = words.map_or(0, |place| longest - place);
    let cut = other.len() - own;
    let cuts_through = placeholders(other).iter().any(|hidden| hidden.range.start < cut && cut < hidden.range.end);
    if cuts_through { 0 } else { own }
}

#[cfg(test)]
mod tests {
    use super::SheetText;

    fn both(chinese: &str, english: &str) -> SheetText {
        let mut text = SheetText::from(chinese);
        text.add(&SheetText::from(english));
        text
    }

    fn sentence(chinese: &str, english: &str) -> Option<String> {
        let mut text = SheetText::from(chinese);
        text.add_sentence(&SheetText::from(english));
        text.beside
    }

    #[test]
    fn a_text_that_is_the_same_in_both_languages_is_shown_once() {
        assert_eq!(both("未解决", "Not solved").beside.as_deref(), Some("Not solved"));
        assert_eq!(both("AUTH-1021", "AUTH-1021").beside, None);
        let (chinese, english) = ("我的卡 [卡号 ····4242 #1]", "我的卡 [card ····4242 #1]");
        assert_eq!(both(chinese, english).beside, None, "only the name in the placeholder differs");
    }

    #[test]
    fn the_timeline_shows_what_the_customer_wrote_once() {
        assert_eq!(
            sentence("回答：哪天？ 2026-11-21", "Answered: Since when? 2026-11-21").unwrap(),
            "Answered: Since when?"
        );
        assert_eq!(sentence("回答：信息：AUTH 1", "Answered: Message: AUTH 1").unwrap(), "Answered: Message");
        assert_eq!(sentence("打开网页 · 成功", "Open a web page · Worked").unwrap(), "Open a web page · Worked");
        let (chinese, english) = (
            "回答：变化？ 卡 [卡号 ····4242 #1]，邮箱 [邮箱 #1]",
            "Answered: Change? 卡 [card ····4242 #1]，邮箱 [email #1]",
        );
        assert_eq!(sentence(chinese, english).unwrap(), "Answered: Change?");
        assert_eq!(
            sentence("变化 [卡号 ····4242 #1]", "Change [IBAN ····4242 #1]").unwrap(),
            "Change [IBAN ····4242 #1]"
        );
        assert_eq!(sentence("重新打开", "Opened again").unwrap(), "Opened again");
    }
}
