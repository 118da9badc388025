//! Where to go after a page: conditions in words, and the question whose answer decides.

use super::rich::RichText;
use super::{anchor, section_anchor};
use crate::lang::{GuideWords, Lang, Strings, fill};
use crate::pack::{Choice, Condition, Exit, ExitTarget, Guide, Id, Os, Outcome, Page, QuestionKind, plain};

/// Where to go next, and when.
#[derive(Debug)]
pub(super) struct NextStep {
    /// "If …:", "Otherwise:".
    pub(super) when: String,
    pub(super) go: Destination,
}

/// Where an exit leads.
#[derive(Debug)]
pub(super) enum Destination {
    /// To another page of the guide.
    Step { anchor: String, words: String },
    /// The problem is solved, with what solved it.
    Solved { because: Option<RichText> },
    /// To support.
    Support { anchor: String },
}

/// A condition in words, unless the reader's language or a given answer decides it.
enum Wording {
    Always,
    Never,
    When { words: String, joined: Option<Conjunction> },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Conjunction {
    And,
    Or,
}

/// Whether a condition holds or does not hold.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Polarity {
    Is,
    IsNot,
}

/// Writes the exits of one page as words.
#[derive(Clone, Copy)]
pub(super) struct ConditionWriter<'p> {
    pub(super) lang: Lang,
    pub(super) guide: &'p Guide,
    pub(super) page: &'p Page,
    /// An answer on this page that counts as given.
    pub(super) given: Option<(&'p Id, &'p Choice)>,
}

impl<'p> ConditionWriter<'p> {
    /// Every exit, in order.
    pub(super) fn next_steps(&self) -> Vec<NextStep> {
        let words = self.words();
        let mut steps: Vec<NextStep> = Vec::new();
        for exit in &self.page.exits {
            let text = exit.when.as_ref().map_or(Wording::Always, |when| self.wording(when, Polarity::Is));
            let (when, last) = match text {
                Wording::Never => continue,
                Wording::When { words: condition, .. } => (fill(words.when, &[("condition", &condition)]), false),
                // After an answer, the link needs no words before it.
                Wording::Always if steps.is_empty() && self.given.is_some() => (String::new(), true),
                Wording::Always if steps.is_empty() => (words.then.to_owned(), true),
                Wording::Always => (words.otherwise.to_owned(), true),
            };
            steps.push(NextStep { when, go: self.destination(exit) });
            if last {
                break;
            }
        }
        steps
    }

    /// Whether an exit depends on the answer to this question.
    pub(super) fn depends_on(&self, ask: &Id) -> bool {
        self.page.exits.iter().filter_map(|exit| exit.when.as_ref()).any(|when| self.asks_for(when, ask))
    }

    /// The same for a reader who has given this answer.
    pub(super) fn given(&self, ask: &'p Id, choice: &'p Choice) -> Self {
        Self { given: Some((ask, choice)), ..*self }
    }

    fn words(&self) -> &'static GuideWords {
        &Strings::of(self.lang).guide
    }

    fn destination(&self, exit: &Exit) -> Destination {
        match &exit.go {
            ExitTarget::Page(id) => {
                let title = self.guide.page(id.as_str()).map_or("", |page| page.title.get(self.lang));
                let number = self.number(id.as_str()).to_string();
                let words = fill(self.words().step, &[("n", &number), ("title", &plain(title))]);
                Destination::Step { anchor: anchor(self.lang, &[self.guide.id.as_str(), id.as_str()]), words }
            }
            ExitTarget::End(Outcome::Solved) => {
                Destination::Solved { because: exit.because.as_ref().map(|text| RichText::of(text.get(self.lang))) }
            }
            ExitTarget::End(Outcome::NotSolved) => {
                Destination::Support { anchor: section_anchor(self.lang, "support") }
            }
        }
    }

    /// The page's number in its guide, from 1.
    fn number(&self, page: &str) -> usize {
        self.guide.pages.iter().position(|other| other.id == *page).map_or(1, |index| index + 1)
    }

    fn asks_for(&self, when: &Condition, wanted: &Id) -> bool {
        match when {
            Condition::Chose { page, ask, .. } | Condition::Answered { page, ask } => {
                *page == self.page.id && ask == wanted
            }
            Condition::Not(inner) => self.asks_for(inner, wanted),
            Condition::All(all) | Condition::Any(all) => all.iter().any(|inner| self.asks_for(inner, wanted)),
            Condition::Solved | Condition::Ticked { .. } | Condition::Language(_) | Condition::Os(_) => false,
        }
    }

    /// Whether the given answer decides this condition, and how.
    fn settled(&self, when: &Condition) -> Option<bool> {
        let (asked, given) = self.given?;
        match when {
            Condition::Chose { page, ask, choice } if *page == self.page.id && ask == asked => {
                Some(*choice == given.id)
            }
            Condition::Answered { page, ask } if *page == self.page.id && ask == asked => Some(true),
            Condition::Chose { .. }
            | Condition::Answered { .. }
            | Condition::Solved
            | Condition::Ticked { .. }
            | Condition::Language(_)
            | Condition::Os(_)
            | Condition::Not(_)
            | Condition::All(_)
            | Condition::Any(_) => None,
        }
    }

    fn wording(&self, when: &Condition, polarity: Polarity) -> Wording {
        let words = self.words();
        let is = polarity == Polarity::Is;
        let pick = |positive: &str, negative: &str| if is { positive.to_owned() } else { negative.to_owned() };
        let text = match when {
            _ if self.settled(when).is_some() => {
                return if self.settled(when) == Some(is) { Wording::Always } else { Wording::Never };
            }
            Condition::Language(lang) => {
                return if (*lang == self.lang) == is { Wording::Always } else { Wording::Never };
            }
            Condition::Not(inner) => return self.wording(inner, if is { Polarity::IsNot } else { Polarity::Is }),
            Condition::All(all) => {
                return self.joined(all, polarity, if is { Conjunction::And } else { Conjunction::Or });
            }
            Condition::Any(all) => {
                return self.joined(all, polarity, if is { Conjunction::Or } else { Conjunction::And });
            }
            Condition::Solved => pick(words.is_solved, words.is_not_solved),
            Condition::Os(os) => {
                let name = match os {
                    Os::Windows => "Windows",
                    Os::MacOs => "macOS",
                    Os::Linux => "Linux",
                };
                fill(if is { words.runs } else { words.runs_not }, &[("system", name)])
            }
            Condition::Ticked { page, task } => {
                let task = self.guide.page(page.as_str()).and_then(|page| page.task(task.as_str()));
                let name = self.quoted(page.as_str(), task.map_or("", |task| task.text.get(self.lang)));
                fill(if is { words.ticked } else { words.ticked_not }, &[("task", &name)])
            }
            Condition::Answered { page, ask } => {
                let name = self.quoted(page.as_str(), self.question(page.as_str(), ask.as_str()));
                fill(if is { words.answered } else { words.answered_not }, &[("question", &name)])
            }
            Condition::Chose { page, ask, choice } => {
                let name = self.quoted(page.as_str(), self.question(page.as_str(), ask.as_str()));
                let answer = self.answer(page.as_str(), ask.as_str(), choice.as_str());
                let values = [("question", name.as_str()), ("answer", &plain(answer))];
                fill(if is { words.chose } else { words.chose_not }, &values)
            }
        };
        Wording::When { words: text, joined: None }
    }

    fn joined(&self, all: &[Condition], polarity: Polarity, conjunction: Conjunction) -> Wording {
        let words = self.words();
        let mut parts = Vec::new();
        for inner in all {
            match (self.wording(inner, polarity), conjunction) {
                (Wording::Never, Conjunction::And) => return Wording::Never,
                (Wording::Always, Conjunction::Or) => return Wording::Always,
                (Wording::Always, Conjunction::And) | (Wording::Never, Conjunction::Or) => {}
                (Wording::When { words: text, joined: Some(other) }, _) if other != conjunction => {
                    parts.push(fill(words.together, &[("conditions", &text)]));
                }
                (Wording::When { words: text, .. }, _) => parts.push(text),
            }
        }
        let (between, none) = match conjunction {
            Conjunction::And => (words.and, Wording::Always),
            Conjunction::Or => (words.or, Wording::Never),
        };
        if parts.is_empty() {
            return none;
        }
        let joined = (parts.len() > 1).then_some(conjunction);
        Wording::When { words: parts.join(between), joined }
    }

    /// The name of a thing on a page, with the page's number if it is another page.
    fn quoted(&self, page: &str, name: &str) -> String {
        let words = self.words();
        let number = self.number(page).to_string();
        let name = plain(name);
        let form = if self.page.id == *page { words.quoted } else { words.quoted_there };
        fill(form, &[("name", &name), ("n", &number)])
    }

    fn question(&self, page: &str, ask: &str) -> &str {
        let ask = self.guide.page(page).and_then(|page| page.ask(ask));
        ask.map_or("", |ask| ask.text.get(self.lang))
    }

    fn answer(&self, page: &str, ask: &str, choice: &str) -> &str {
        let kind = self.guide.page(page).and_then(|page| page.ask(ask)).map(|ask| &ask.kind);
        let Some(QuestionKind::Choice(choices)) = kind else { return "" };
        choices.iter().find(|known| known.id == *choice).map_or("", |known| known.text.get(self.lang))
    }
}
