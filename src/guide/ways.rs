//! Ways on from a page: conditions told in words, and which answer decides by itself.

use super::rich::Rich;
use super::{anchor, place};
use crate::lang::{GuideWords, Lang, Strings, fill};
use crate::pack::{Choice, Condition, Exit, ExitTarget, Guide, Id, Os, Outcome, Page, QuestionKind, plain};

/// A way on, with when it is the one.
#[derive(Debug)]
pub(super) struct Way {
    /// "If …:", "Otherwise:".
    pub(super) when: String,
    pub(super) go: Onward,
}

/// Where a way leads.
#[derive(Debug)]
pub(super) enum Onward {
    /// To another page of the wizard.
    Step { anchor: String, words: String },
    /// It is solved; what it was.
    Solved { because: Option<Rich> },
    /// To a person.
    Support { anchor: String },
}

/// A condition in words, as far as this reader's language has not settled it.
enum Said {
    Always,
    Never,
    When { words: String, joined: Option<Joint> },
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    And,
    Or,
}

/// Whether something is told, or its opposite.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Is,
    IsNot,
}

/// What tells the ways of one page.
#[derive(Clone, Copy)]
pub(super) struct Teller<'p> {
    pub(super) lang: Lang,
    pub(super) wizard: &'p Guide,
    pub(super) page: &'p Page,
    /// An answer on this page that is taken as given.
    pub(super) given: Option<(&'p Id, &'p Choice)>,
}

impl<'p> Teller<'p> {
    /// Every way on, in order.
    pub(super) fn ways(&self) -> Vec<Way> {
        let words = self.words();
        let mut ways: Vec<Way> = Vec::new();
        for exit in &self.page.exits {
            let said = exit.when.as_ref().map_or(Said::Always, |when| self.said(when, Sign::Is));
            let (when, last) = match said {
                Said::Never => continue,
                Said::When { words: condition, .. } => (fill(words.when, &[("condition", &condition)]), false),
                // What follows an answer needs no words of its own.
                Said::Always if ways.is_empty() && self.given.is_some() => (String::new(), true),
                Said::Always if ways.is_empty() => (words.then.to_owned(), true),
                Said::Always => (words.otherwise.to_owned(), true),
            };
            ways.push(Way { when, go: self.onward(exit) });
            if last {
                break;
            }
        }
        ways
    }

    /// Whether any way on depends on the answer to this question.
    pub(super) fn depends_on(&self, ask: &Id) -> bool {
        self.page.exits.iter().filter_map(|exit| exit.when.as_ref()).any(|when| self.asks_for(when, ask))
    }

    /// The same for somebody who has given this answer.
    pub(super) fn given(&self, ask: &'p Id, choice: &'p Choice) -> Self {
        Self { given: Some((ask, choice)), ..*self }
    }

    fn words(&self) -> &'static GuideWords {
        &Strings::of(self.lang).guide
    }

    fn onward(&self, exit: &Exit) -> Onward {
        match &exit.go {
            ExitTarget::Page(id) => {
                let title = self.wizard.page(id.as_str()).map_or("", |page| page.title.get(self.lang));
                let number = self.number(id.as_str()).to_string();
                let words = fill(self.words().step, &[("n", &number), ("title", &plain(title))]);
                Onward::Step { anchor: anchor(self.lang, &[self.wizard.id.as_str(), id.as_str()]), words }
            }
            ExitTarget::End(Outcome::Solved) => {
                Onward::Solved { because: exit.because.as_ref().map(|text| Rich::of(text.get(self.lang))) }
            }
            ExitTarget::End(Outcome::NotSolved) => Onward::Support { anchor: place(self.lang, "support") },
        }
    }

    /// The page's number in its wizard, counted from 1.
    fn number(&self, page: &str) -> usize {
        self.wizard.pages.iter().position(|other| other.id == *page).map_or(1, |place| place + 1)
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

    /// Whether a condition on an answer is settled by the answer that is given.
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

    fn said(&self, when: &Condition, sign: Sign) -> Said {
        let words = self.words();
        let is = sign == Sign::Is;
        let pick = |told: &str, denied: &str| if is { told.to_owned() } else { denied.to_owned() };
        let said = match when {
            _ if self.settled(when).is_some() => {
                return if self.settled(when) == Some(is) { Said::Always } else { Said::Never };
            }
            Condition::Language(lang) => return if (*lang == self.lang) == is { Said::Always } else { Said::Never },
            Condition::Not(inner) => return self.said(inner, if is { Sign::IsNot } else { Sign::Is }),
            Condition::All(all) => return self.joined(all, sign, if is { Joint::And } else { Joint::Or }),
            Condition::Any(all) => return self.joined(all, sign, if is { Joint::Or } else { Joint::And }),
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
                let task = self.wizard.page(page.as_str()).and_then(|page| page.task(task.as_str()));
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
        Said::When { words: said, joined: None }
    }

    fn joined(&self, all: &[Condition], sign: Sign, joint: Joint) -> Said {
        let words = self.words();
        let mut parts = Vec::new();
        for inner in all {
            match (self.said(inner, sign), joint) {
                (Said::Never, Joint::And) => return Said::Never,
                (Said::Always, Joint::Or) => return Said::Always,
                (Said::Always, Joint::And) | (Said::Never, Joint::Or) => {}
                (Said::When { words: said, joined: Some(other) }, _) if other != joint => {
                    parts.push(fill(words.together, &[("conditions", &said)]));
                }
                (Said::When { words: said, .. }, _) => parts.push(said),
            }
        }
        let (between, none) = match joint {
            Joint::And => (words.and, Said::Always),
            Joint::Or => (words.or, Said::Never),
        };
        if parts.is_empty() {
            return none;
        }
        let joined = (parts.len() > 1).then_some(joint);
        Said::When { words: parts.join(between), joined }
    }

    /// Something of a page, with the page's number where it is another one than this.
    fn quoted(&self, page: &str, name: &str) -> String {
        let words = self.words();
        let number = self.number(page).to_string();
        let name = plain(name);
        let form = if self.page.id == *page { words.quoted } else { words.quoted_there };
        fill(form, &[("name", &name), ("n", &number)])
    }

    fn question(&self, page: &str, ask: &str) -> &str {
        let ask = self.wizard.page(page).and_then(|page| page.ask(ask));
        ask.map_or("", |ask| ask.text.get(self.lang))
    }

    fn answer(&self, page: &str, ask: &str, choice: &str) -> &str {
        let kind = self.wizard.page(page).and_then(|page| page.ask(ask)).map(|ask| &ask.kind);
        let Some(QuestionKind::Choice(choices)) = kind else { return "" };
        choices.iter().find(|known| known.id == *choice).map_or("", |known| known.text.get(self.lang))
    }
}
