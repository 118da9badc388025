//! One page of a wizard, ready to stand on the page.

use super::rich::Rich;
use super::ways::{Teller, Way};
use super::{anchor, place};
use crate::lang::{Lang, PageWords, Strings, Text};
use crate::pack::{Block, Choice, Guide, Link, Page, Question, QuestionKind, Tool};

/// A page of a wizard.
#[derive(Debug)]
pub(super) struct Step<'p> {
    pub(super) anchor: String,
    pub(super) number: usize,
    pub(super) title: Rich,
    pub(super) minutes: Option<String>,
    pub(super) why: Option<Rich>,
    pub(super) body: Vec<Piece<'p>>,
    pub(super) tasks: Vec<(Rich, Option<Rich>)>,
    pub(super) questions: Vec<PrintedQuestion>,
    pub(super) helps: Vec<Help<'p>>,
    /// Whether it worked, as a question.
    pub(super) check: Option<Rich>,
    /// Empty where every answer to a question says by itself where to go.
    pub(super) ways: Vec<Way>,
}

/// A piece of what is read first.
#[derive(Debug)]
pub(super) enum Piece<'p> {
    Words(Rich),
    Steps(Vec<Rich>),
    List(Vec<Rich>),
    Note(Rich),
    Warning(Rich),
    Open { words: Rich, link: &'p Link },
}

/// A question, to be answered on paper or in the head.
#[derive(Debug)]
pub(super) struct PrintedQuestion {
    pub(super) text: Rich,
    pub(super) hint: Option<Rich>,
    pub(super) optional: bool,
    pub(super) choices: Vec<Answer>,
    /// What an answer to note down looks like.
    pub(super) example: Option<&'static str>,
}

/// One answer to choose.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) text: Rich,
    pub(super) hint: Option<Rich>,
    /// What follows it, where it decides.
    pub(super) ways: Vec<Way>,
}

/// What the program would do here, and people do by hand.
#[derive(Debug)]
pub(super) enum Help<'p> {
    Clear { anchor: String },
    Open { words: Rich, link: &'p Link },
    Copy { label: Rich, text: &'p str },
    Notes,
    Support { anchor: String },
}

impl<'p> Step<'p> {
    pub(super) fn of(lang: Lang, wizard: &'p Guide, page: &'p Page, number: usize) -> Self {
        let strings = Strings::of(lang);
        let teller = Teller { lang, wizard, page, given: None };
        let rich = |text: &Text| Rich::of(text.get(lang));
        // Where one question decides, each of its answers tells what follows it. "Is it solved?" comes after all of
        // them, so there the ways stay together.
        let decides = |ask: &&Question| matches!(ask.kind, QuestionKind::Choice(_)) && teller.depends_on(&ask.id);
        let deciding = page.asks.iter().find(decides).filter(|_| !page.asks_if_solved());
        let is_deciding = |ask: &Question| deciding.is_some_and(|deciding| deciding.id == ask.id);
        let question = |ask: &'p Question| question(lang, ask, &strings.page, is_deciding(ask).then_some(teller));
        let questions: Vec<PrintedQuestion> = page.asks.iter().map(question).collect();
        let settled = deciding.is_some_and(|ask| !ask.optional);
        let check = match &page.check {
            Some(check) => Some(rich(check)),
            None => page.asks_if_solved().then(|| Rich::of(strings.page.solved_question)),
        };
        Self {
            anchor: anchor(lang, &[wizard.id.as_str(), page.id.as_str()]),
            number,
            title: rich(&page.title),
            minutes: page.minutes.map(|minutes| strings.page.about_minutes.of(usize::from(minutes))),
            why: page.why.as_ref().map(rich),
            body: page.body.iter().map(|block| piece(lang, block)).collect(),
            tasks: page.tasks.iter().map(|task| (rich(&task.text), task.hint.as_ref().map(rich))).collect(),
            questions,
            helps: page.tools.iter().map(|tool| help(lang, tool)).collect(),
            check,
            ways: if settled { Vec::new() } else { teller.ways() },
        }
    }
}

impl Step<'_> {
    /// Whether there is anything to write down.
    pub(super) fn has_notes(&self) -> bool {
        self.questions.iter().any(|question| question.choices.is_empty())
    }
}

fn piece(lang: Lang, block: &Block) -> Piece<'_> {
    let rich = |text: &Text| Rich::of(text.get(lang));
    match block {
        Block::Text(text) => Piece::Words(rich(text)),
        Block::Steps(steps) => Piece::Steps(steps.iter().map(rich).collect()),
        Block::List(points) => Piece::List(points.iter().map(rich).collect()),
        Block::Note(text) => Piece::Note(rich(text)),
        Block::Warning(text) => Piece::Warning(rich(text)),
        Block::Link { text, to } => Piece::Open { words: rich(text), link: to },
    }
}

fn question<'p>(lang: Lang, ask: &'p Question, words: &PageWords, teller: Option<Teller<'p>>) -> PrintedQuestion {
    let (choices, example) = match &ask.kind {
        QuestionKind::Choice(choices) => (choices.as_slice(), None),
        QuestionKind::Amount => (&[][..], Some(words.amount_hint)),
        QuestionKind::Date => (&[][..], Some(words.date_hint)),
        QuestionKind::OrderNumber | QuestionKind::ErrorText | QuestionKind::ShortText => (&[][..], None),
    };
    let answer = |choice: &'p Choice| Answer {
        text: Rich::of(choice.text.get(lang)),
        hint: choice.hint.as_ref().map(|hint| Rich::of(hint.get(lang))),
        ways: teller.map(|teller| teller.given(&ask.id, choice).ways()).unwrap_or_default(),
    };
    PrintedQuestion {
        text: Rich::of(ask.text.get(lang)),
        hint: ask.hint.as_ref().map(|hint| Rich::of(hint.get(lang))),
        optional: ask.optional,
        choices: choices.iter().map(answer).collect(),
        example,
    }
}

fn help(lang: Lang, tool: &Tool) -> Help<'_> {
    match tool {
        Tool::ClearBrowserData => Help::Clear { anchor: place(lang, "clear") },
        Tool::OpenLink { text, to } => Help::Open { words: Rich::of(text.get(lang)), link: to },
        Tool::CopyText { label, text } => Help::Copy { label: Rich::of(label.get(lang)), text: text.get(lang) },
        Tool::SaveReport => Help::Notes,
        Tool::ContactSupport => Help::Support { anchor: place(lang, "support") },
    }
}
