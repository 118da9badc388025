//! One page of a guide, ready for the template.

use super::next_steps::{ConditionWriter, NextStep};
use super::rich::RichText;
use super::{anchor, section_anchor};
use crate::lang::{Lang, PageWords, Strings, Text};
use crate::pack::{Block, Choice, Guide, Link, Page, Question, QuestionKind, Tool};

/// A page of a guide.
#[derive(Debug)]
pub(super) struct PageSection<'p> {
    pub(super) anchor: String,
    pub(super) number: usize,
    pub(super) title: RichText,
    pub(super) minutes: Option<String>,
    pub(super) why: Option<RichText>,
    pub(super) body: Vec<BodyPart<'p>>,
    pub(super) tasks: Vec<(RichText, Option<RichText>)>,
    pub(super) questions: Vec<PrintedQuestion>,
    pub(super) tools: Vec<ToolSubstitute<'p>>,
    /// The question whether it worked.
    pub(super) check: Option<RichText>,
    /// Empty if every answer to a question says where to go.
    pub(super) next_steps: Vec<NextStep>,
}

/// A block of what to read first.
#[derive(Debug)]
pub(super) enum BodyPart<'p> {
    Words(RichText),
    Steps(Vec<RichText>),
    List(Vec<RichText>),
    Note(RichText),
    Warning(RichText),
    Open { words: RichText, link: &'p Link },
}

/// A question that the reader answers on paper or silently.
#[derive(Debug)]
pub(super) struct PrintedQuestion {
    pub(super) text: RichText,
    pub(super) hint: Option<RichText>,
    pub(super) optional: bool,
    pub(super) choices: Vec<AnswerOption>,
    /// An example of an answer to write down.
    pub(super) example: Option<&'static str>,
}

/// One answer to choose.
#[derive(Debug)]
pub(super) struct AnswerOption {
    pub(super) text: RichText,
    pub(super) hint: Option<RichText>,
    /// Where to go with this answer, if it decides.
    pub(super) next_steps: Vec<NextStep>,
}

/// What the reader does by hand in place of a tool of the program.
#[derive(Debug)]
pub(super) enum ToolSubstitute<'p> {
    Clear { anchor: String },
    Open { words: RichText, link: &'p Link },
    Copy { label: RichText, text: &'p str },
    Notes,
    Support { anchor: String },
}

impl<'p> PageSection<'p> {
    pub(super) fn of(lang: Lang, guide: &'p Guide, page: &'p Page, number: usize) -> Self {
        let strings = Strings::of(lang);
        let writer = ConditionWriter { lang, guide, page, given: None };
        let rich = |text: &Text| RichText::of(text.get(lang));
        // If one question decides, each of its answers says where to go. "Is it solved?" comes after all questions, so
        // in that case the exits stay together at the end.
        let decides = |ask: &&Question| matches!(ask.kind, QuestionKind::Choice(_)) && writer.depends_on(&ask.id);
        let deciding = page.asks.iter().find(decides).filter(|_| !page.asks_if_solved());
        let is_deciding = |ask: &Question| deciding.is_some_and(|deciding| deciding.id == ask.id);
        let question = |ask: &'p Question| question(lang, ask, &strings.page, is_deciding(ask).then_some(writer));
        let questions: Vec<PrintedQuestion> = page.asks.iter().map(question).collect();
        let settled = deciding.is_some_and(|ask| !ask.optional);
        let check = match &page.check {
            Some(check) => Some(rich(check)),
            None => page.asks_if_solved().then(|| RichText::of(strings.page.solved_question)),
        };
        Self {
            anchor: anchor(lang, &[guide.id.as_str(), page.id.as_str()]),
            number,
            title: rich(&page.title),
            minutes: page.minutes.map(|minutes| strings.page.about_minutes.of(usize::from(minutes))),
            why: page.why.as_ref().map(rich),
            body: page.body.iter().map(|block| body_part(lang, block)).collect(),
            tasks: page.tasks.iter().map(|task| (rich(&task.text), task.hint.as_ref().map(rich))).collect(),
            questions,
            tools: page.tools.iter().map(|tool| tool_substitute(lang, tool)).collect(),
            check,
            next_steps: if settled { Vec::new() } else { writer.next_steps() },
        }
    }
}

impl PageSection<'_> {
    /// Whether the reader has answers to write down.
    pub(super) fn has_notes(&self) -> bool {
        self.questions.iter().any(|question| question.choices.is_empty())
    }
}

fn body_part(lang: Lang, block: &Block) -> BodyPart<'_> {
    let rich = |text: &Text| RichText::of(text.get(lang));
    match block {
        Block::Text(text) => BodyPart::Words(rich(text)),
        Block::Steps(steps) => BodyPart::Steps(steps.iter().map(rich).collect()),
        Block::List(points) => BodyPart::List(points.iter().map(rich).collect()),
        Block::Note(text) => BodyPart::Note(rich(text)),
        Block::Warning(text) => BodyPart::Warning(rich(text)),
        Block::Link { text, to } => BodyPart::Open { words: rich(text), link: to },
    }
}

fn question<'p>(
    lang: Lang,
    ask: &'p Question,
    words: &PageWords,
    writer: Option<ConditionWriter<'p>>,
) -> PrintedQuestion {
    let (choices, example) = match &ask.kind {
        QuestionKind::Choice(choices) => (choices.as_slice(), None),
        QuestionKind::Amount => (&[][..], Some(words.amount_hint)),
        QuestionKind::Date => (&[][..], Some(words.date_hint)),
        QuestionKind::OrderNumber | QuestionKind::ErrorText | QuestionKind::ShortText => (&[][..], None),
    };
    let answer = |choice: &'p Choice| AnswerOption {
        text: RichText::of(choice.text.get(lang)),
        hint: choice.hint.as_ref().map(|hint| RichText::of(hint.get(lang))),
        next_steps: writer.map(|writer| writer.given(&ask.id, choice).next_steps()).unwrap_or_default(),
    };
    PrintedQuestion {
        text: RichText::of(ask.text.get(lang)),
        hint: ask.hint.as_ref().map(|hint| RichText::of(hint.get(lang))),
        optional: ask.optional,
        choices: choices.iter().map(answer).collect(),
        example,
    }
}

fn tool_substitute(lang: Lang, tool: &Tool) -> ToolSubstitute<'_> {
    match tool {
        Tool::ClearBrowserData => ToolSubstitute::Clear { anchor: section_anchor(lang, "clear") },
        Tool::OpenLink { text, to } => ToolSubstitute::Open { words: RichText::of(text.get(lang)), link: to },
        Tool::CopyText { label, text } => {
            ToolSubstitute::Copy { label: RichText::of(label.get(lang)), text: text.get(lang) }
        }
        Tool::SaveReport => ToolSubstitute::Notes,
        Tool::ContactSupport => ToolSubstitute::Support { anchor: section_anchor(lang, "support") },
    }
}
