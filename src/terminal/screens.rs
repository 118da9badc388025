//! Writes the screens. Decides nothing.

use std::io::{self, Write};

use super::sentences::TerminalWords;
use super::wrapped_output::WrappedOutput;
use crate::lang::{Lang, Text, fill};
use crate::pack::{Block, Contact, Guide, Id, Link, Os, Pack, Page, Question, QuestionKind, Task, Tool};
use crate::report::{clean, plain};
use crate::session::{Answer, Session, SessionState, path};

/// A numbered item of a page.
pub(super) enum PageItem<'p> {
    Task(&'p Task),
    Ask(&'p Question),
    Link { text: &'p Text, to: &'p Link },
    Copy { label: &'p Text, text: &'p Text },
    ClearBrowserData,
    SaveReport,
    ContactSupport,
}

/// The page's items in the order of their numbers, which begin with 1.
pub(super) fn items(page: &Page) -> Vec<PageItem<'_>> {
    let links = page.body.iter().filter_map(|block| match block {
        Block::Link { text, to } => Some(PageItem::Link { text, to }),
        Block::Text(_) | Block::Steps(_) | Block::List(_) | Block::Note(_) | Block::Warning(_) => None,
    });
    let tools = page.tools.iter().map(|tool| match tool {
        Tool::OpenLink { text, to } => PageItem::Link { text, to },
        Tool::CopyText { label, text } => PageItem::Copy { label, text },
        Tool::ClearBrowserData => PageItem::ClearBrowserData,
        Tool::SaveReport => PageItem::SaveReport,
        Tool::ContactSupport => PageItem::ContactSupport,
    });
    page.tasks.iter().map(PageItem::Task).chain(page.asks.iter().map(PageItem::Ask)).chain(links).chain(tools).collect()
}

/// The customer's language and operating system.
#[derive(Clone, Copy)]
pub(super) struct ScreenContext {
    pub(super) lang: Lang,
    pub(super) words: &'static TerminalWords,
    pub(super) os: Os,
}

impl ScreenContext {
    pub(super) fn text(self, text: &Text) -> String {
        plain(text.get(self.lang))
    }
}

/// The list of problems; `offered` is the session that can be continued.
pub(super) fn home<W: Write>(
    output: &mut WrappedOutput<W>,
    context: ScreenContext,
    pack: &Pack,
    offered: Option<(&Guide, &Session)>,
) -> io::Result<()> {
    let words = context.words;
    output.blank_line()?;
    output.paragraph(&context.text(&pack.name))?;
    if let Some((guide, session)) = offered {
        output.blank_line()?;
        output.paragraph(words.continue_question)?;
        let page = guide.page(session.state().page().as_str()).map(|page| context.text(&page.title));
        let place = [Some(context.text(&guide.title)), page].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        output.paragraph(&fill(words.continue_here, &[("place", &place)]))?;
    }
    output.blank_line()?;
    output.paragraph(words.which_problem)?;
    for (number, guide) in (1..).zip(&pack.wizards) {
        output.marked_paragraph(&format!("{number}. "), &context.text(&guide.title))?;
        output.marked_paragraph("   ", &context.text(&guide.summary))?;
    }
    output.blank_line()?;
    output.paragraph(if offered.is_some() { words.home_commands_continue } else { words.home_commands })
}

/// A page with its numbered items.
pub(super) fn page<W: Write>(
    output: &mut WrappedOutput<W>,
    context: ScreenContext,
    guide: &Guide,
    page: &Page,
    session: &Session,
) -> io::Result<()> {
    let words = context.words;
    let path = path(guide, session, context.os);
    output.blank_line()?;
    output.paragraph(&context.text(&guide.title))?;
    if let Some(note) = &path.note {
        output.paragraph(&clean(&note.words(guide, context.lang)))?;
    }
    output.blank_line()?;
    output.paragraph(&context.text(&page.title))?;
    if let Some(minutes) = page.minutes {
        output.paragraph(&fill(words.about_minutes, &[("n", &minutes.to_string())]))?;
    }
    if let Some(why) = &page.why {
        output.paragraph(&context.text(why))?;
    }
    body(output, context, &page.body)?;
    numbered(output, context, page, session.state())?;
    output.blank_line()?;
    let most = path.left.1;
    output.paragraph(&if most == 0 { words.last_page.to_owned() } else { words.pages_left.of(most) })?;
    if page.asks_if_solved() {
        output.paragraph(
            &page.check.as_ref().map_or_else(|| words.solved_question.to_owned(), |check| context.text(check)),
        )?;
        output.paragraph(words.page_commands_solved)
    } else {
        output.paragraph(words.page_commands)
    }
}

fn body<W: Write>(output: &mut WrappedOutput<W>, context: ScreenContext, blocks: &[Block]) -> io::Result<()> {
    for block in blocks {
        match block {
            Block::Text(text) => {
                output.blank_line()?;
                output.paragraph(&context.text(text))?;
            }
            Block::Steps(steps) => {
                output.blank_line()?;
                for (number, step) in (1..).zip(steps) {
                    // The brackets distinguish these from the numbers that can be typed.
                    output.marked_paragraph(&format!("({number}) "), &context.text(step))?;
                }
            }
            Block::List(points) => {
                output.blank_line()?;
                points.iter().try_for_each(|point| output.marked_paragraph("- ", &context.text(point)))?;
            }
            Block::Note(text) => labelled(output, context, context.words.note, text)?,
            Block::Warning(text) => labelled(output, context, context.words.warning, text)?,
            // Links can be opened, so they are numbered items.
            Block::Link { .. } => {}
        }
    }
    Ok(())
}

fn labelled<W: Write>(
    output: &mut WrappedOutput<W>,
    context: ScreenContext,
    label: &str,
    text: &Text,
) -> io::Result<()> {
    output.blank_line()?;
    output.marked_paragraph("  ", &format!("{label}{}{}", context.words.colon, context.text(text)))
}

fn numbered<W: Write>(
    output: &mut WrappedOutput<W>,
    context: ScreenContext,
    page: &Page,
    state: &SessionState,
) -> io::Result<()> {
    let words = context.words;
    let mut last_heading = "";
    for (number, item) in (1..).zip(items(page)) {
        let heading = match item {
            PageItem::Task(_) => words.to_do,
            PageItem::Ask(_) => words.questions,
            PageItem::Link { .. }
            | PageItem::Copy { .. }
            | PageItem::ClearBrowserData
            | PageItem::SaveReport
            | PageItem::ContactSupport => words.helpers,
        };
        if heading != last_heading {
            output.blank_line()?;
            output.paragraph(heading)?;
            last_heading = heading;
        }
        let mark = format!("{number}. ");
        match item {
            PageItem::Task(task) => {
                output.marked_paragraph(&task_mark(state, &page.id, task, number), &context.text(&task.text))?;
                hint(output, context, task.hint.as_ref())?;
            }
            PageItem::Ask(ask) => question(output, context, &mark, page, ask, state)?,
            PageItem::Link { text, to } => {
                output.marked_paragraph(&mark, &context.text(text))?;
                output.marked_paragraph("   ", &fill(words.opens, &[("host", &to.host)]))?;
            }
            PageItem::Copy { label, .. } => output.marked_paragraph(&mark, &context.text(label))?,
            PageItem::ClearBrowserData => output.marked_paragraph(&mark, words.clear_data)?,
            PageItem::SaveReport => output.marked_paragraph(&mark, words.save_report)?,
            PageItem::ContactSupport => output.marked_paragraph(&mark, words.contact_support)?,
        }
    }
    Ok(())
}

/// `[x] 2. ` or `[ ] 2. `.
pub(super) fn task_mark(state: &SessionState, page: &Id, task: &Task, number: usize) -> String {
    let tick = if state.ticks.contains_key(&(page.clone(), task.id.clone())) { 'x' } else { ' ' };
    format!("[{tick}] {number}. ")
}

fn question<W: Write>(
    output: &mut WrappedOutput<W>,
    context: ScreenContext,
    mark: &str,
    page: &Page,
    ask: &Question,
    state: &SessionState,
) -> io::Result<()> {
    let words = context.words;
    let mut text = context.text(&ask.text);
    if ask.optional {
        text = format!("{text} [{}]", words.optional);
    }
    output.marked_paragraph(mark, &text)?;
    if let Some((answer, _)) = state.answers.get(&(page.id.clone(), ask.id.clone())) {
        output.marked_paragraph("   ", &fill(words.answer_is, &[("answer", &answer_words(context, ask, answer))]))?;
    }
    Ok(())
}

/// An answer as text.
pub(super) fn answer_words(context: ScreenContext, ask: &Question, answer: &Answer) -> String {
    match (answer, &ask.kind) {
        (Answer::Words(words), _) => clean(words),
        (Answer::Choice(chosen), QuestionKind::Choice(choices)) => choices
            .iter()
            .find(|choice| choice.id == *chosen)
            .map_or_else(|| clean(chosen.as_str()), |choice| context.text(&choice.text)),
        (Answer::Choice(chosen), _) => clean(chosen.as_str()),
    }
}

/// The hint below a task or a question, if there is one.
pub(super) fn hint<W: Write>(
    output: &mut WrappedOutput<W>,
    context: ScreenContext,
    hint: Option<&Text>,
) -> io::Result<()> {
    hint.map_or(Ok(()), |hint| output.marked_paragraph("       ", &context.text(hint)))
}

/// The end of a solved session.
pub(super) fn solved<W: Write>(
    output: &mut WrappedOutput<W>,
    context: ScreenContext,
    cause: Option<&Text>,
) -> io::Result<()> {
    output.blank_line()?;
    output.paragraph(context.words.solved)?;
    if let Some(cause) = cause {
        output.paragraph(&fill(context.words.it_was, &[("cause", &context.text(cause))]))?;
    }
    output.blank_line()?;
    output.paragraph(context.words.solved_commands)
}

/// How to contact support. The host is on a line of its own so that the customer can compare it letter by letter.
pub(super) fn support<W: Write>(
    output: &mut WrappedOutput<W>,
    context: ScreenContext,
    contact: &Contact,
    lead: Option<&str>,
) -> io::Result<()> {
    let words = context.words;
    output.blank_line()?;
    output.paragraph(words.support)?;
    lead.map_or(Ok(()), |lead| output.paragraph(lead))?;
    output.paragraph(words.support_lead)?;
    output.blank_line()?;
    output.paragraph(words.only_here)?;
    output.exact_line(&contact.page.host)?;
    output.blank_line()?;
    output.paragraph(words.address)?;
    output.exact_line(&contact.page.url)?;
    output.paragraph(&match contact.checked {
        Some(day) => fill(words.checked, &[("date", &day.to_string())]),
        None => words.unchecked.to_owned(),
    })?;
    for (heading, points) in [(words.bring, &contact.bring), (words.never, &contact.never)] {
        if !points.is_empty() {
            output.blank_line()?;
            output.paragraph(heading)?;
            points.iter().try_for_each(|point| output.marked_paragraph("- ", &context.text(point)))?;
        }
    }
    output.blank_line()?;
    output.paragraph(words.support_commands)
}

/// The commands.
pub(super) fn help<W: Write>(output: &mut WrappedOutput<W>, words: &TerminalWords) -> io::Result<()> {
    output.blank_line()?;
    for (typed, meaning) in words.help {
        output.marked_paragraph(&format!("{typed}{}", words.colon), meaning)?;
    }
    Ok(())
}
