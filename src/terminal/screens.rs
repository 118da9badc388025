//! What the screens say, line by line. They show; they decide nothing.

use std::io::{self, Write};

use super::paper::Paper;
use super::words::Words;
use crate::lang::{Lang, Text, fill};
use crate::pack::{Block, Contact, Guide, Id, Link, Os, Pack, Page, Question, QuestionKind, Task, Tool};
use crate::report::{clean, plain};
use crate::session::{Answer, Session, SessionState, path};

/// Something on a page that has a number.
pub(super) enum Item<'p> {
    Task(&'p Task),
    Ask(&'p Question),
    Link { text: &'p Text, to: &'p Link },
    Copy { label: &'p Text, text: &'p Text },
    ClearBrowserData,
    SaveReport,
    ContactSupport,
}

/// What has a number on this page, counted from 1 in this order.
pub(super) fn items(page: &Page) -> Vec<Item<'_>> {
    let links = page.body.iter().filter_map(|block| match block {
        Block::Link { text, to } => Some(Item::Link { text, to }),
        Block::Text(_) | Block::Steps(_) | Block::List(_) | Block::Note(_) | Block::Warning(_) => None,
    });
    let tools = page.tools.iter().map(|tool| match tool {
        Tool::OpenLink { text, to } => Item::Link { text, to },
        Tool::CopyText { label, text } => Item::Copy { label, text },
        Tool::ClearBrowserData => Item::ClearBrowserData,
        Tool::SaveReport => Item::SaveReport,
        Tool::ContactSupport => Item::ContactSupport,
    });
    page.tasks.iter().map(Item::Task).chain(page.asks.iter().map(Item::Ask)).chain(links).chain(tools).collect()
}

/// In which language, and for which system.
#[derive(Clone, Copy)]
pub(super) struct Reader {
    pub(super) lang: Lang,
    pub(super) words: &'static Words,
    pub(super) os: Os,
}

impl Reader {
    pub(super) fn read(self, text: &Text) -> String {
        plain(text.get(self.lang))
    }
}

/// The list of problems; `offered` is the session that can be continued.
pub(super) fn home<W: Write>(
    paper: &mut Paper<W>,
    reader: Reader,
    pack: &Pack,
    offered: Option<(&Guide, &Session)>,
) -> io::Result<()> {
    let words = reader.words;
    paper.gap()?;
    paper.say(&reader.read(&pack.name))?;
    if let Some((wizard, session)) = offered {
        paper.gap()?;
        paper.say(words.continue_question)?;
        let page = wizard.page(session.state().page().as_str()).map(|page| reader.read(&page.title));
        let place = [Some(reader.read(&wizard.title)), page].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        paper.say(&fill(words.continue_here, &[("place", &place)]))?;
    }
    paper.gap()?;
    paper.say(words.which_problem)?;
    for (number, wizard) in (1..).zip(&pack.wizards) {
        paper.hang(&format!("{number}. "), &reader.read(&wizard.title))?;
        paper.hang("   ", &reader.read(&wizard.summary))?;
    }
    paper.gap()?;
    paper.say(if offered.is_some() { words.home_commands_continue } else { words.home_commands })
}

/// A page with all that can be done on it.
pub(super) fn page<W: Write>(
    paper: &mut Paper<W>,
    reader: Reader,
    wizard: &Guide,
    page: &Page,
    session: &Session,
) -> io::Result<()> {
    let words = reader.words;
    let path = path(wizard, session, reader.os);
    paper.gap()?;
    paper.say(&reader.read(&wizard.title))?;
    if let Some(note) = &path.note {
        paper.say(&clean(&note.words(wizard, reader.lang)))?;
    }
    paper.gap()?;
    paper.say(&reader.read(&page.title))?;
    if let Some(minutes) = page.minutes {
        paper.say(&fill(words.about_minutes, &[("n", &minutes.to_string())]))?;
    }
    if let Some(why) = &page.why {
        paper.say(&reader.read(why))?;
    }
    body(paper, reader, &page.body)?;
    numbered(paper, reader, page, session.state())?;
    paper.gap()?;
    let most = path.left.1;
    paper.say(&if most == 0 { words.last_page.to_owned() } else { words.pages_left.of(most) })?;
    if page.asks_if_solved() {
        paper.say(&page.check.as_ref().map_or_else(|| words.solved_question.to_owned(), |check| reader.read(check)))?;
        paper.say(words.page_commands_solved)
    } else {
        paper.say(words.page_commands)
    }
}

fn body<W: Write>(paper: &mut Paper<W>, reader: Reader, blocks: &[Block]) -> io::Result<()> {
    for block in blocks {
        match block {
            Block::Text(text) => {
                paper.gap()?;
                paper.say(&reader.read(text))?;
            }
            Block::Steps(steps) => {
                paper.gap()?;
                for (number, step) in (1..).zip(steps) {
                    // Brackets keep these apart from the numbers that can be typed.
                    paper.hang(&format!("({number}) "), &reader.read(step))?;
                }
            }
            Block::List(points) => {
                paper.gap()?;
                points.iter().try_for_each(|point| paper.hang("- ", &reader.read(point)))?;
            }
            Block::Note(text) => set_apart(paper, reader, reader.words.note, text)?,
            Block::Warning(text) => set_apart(paper, reader, reader.words.warning, text)?,
            // Links can be opened, so they are listed with what has a number.
            Block::Link { .. } => {}
        }
    }
    Ok(())
}

fn set_apart<W: Write>(paper: &mut Paper<W>, reader: Reader, label: &str, text: &Text) -> io::Result<()> {
    paper.gap()?;
    paper.hang("  ", &format!("{label}{}{}", reader.words.colon, reader.read(text)))
}

fn numbered<W: Write>(paper: &mut Paper<W>, reader: Reader, page: &Page, state: &SessionState) -> io::Result<()> {
    let words = reader.words;
    let mut last_heading = "";
    for (number, item) in (1..).zip(items(page)) {
        let heading = match item {
            Item::Task(_) => words.to_do,
            Item::Ask(_) => words.questions,
            Item::Link { .. }
            | Item::Copy { .. }
            | Item::ClearBrowserData
            | Item::SaveReport
            | Item::ContactSupport => words.helpers,
        };
        if heading != last_heading {
            paper.gap()?;
            paper.say(heading)?;
            last_heading = heading;
        }
        let mark = format!("{number}. ");
        match item {
            Item::Task(task) => {
                paper.hang(&task_mark(state, &page.id, task, number), &reader.read(&task.text))?;
                hint(paper, reader, task.hint.as_ref())?;
            }
            Item::Ask(ask) => question(paper, reader, &mark, page, ask, state)?,
            Item::Link { text, to } => {
                paper.hang(&mark, &reader.read(text))?;
                paper.hang("   ", &fill(words.opens, &[("host", &to.host)]))?;
            }
            Item::Copy { label, .. } => paper.hang(&mark, &reader.read(label))?,
            Item::ClearBrowserData => paper.hang(&mark, words.clear_data)?,
            Item::SaveReport => paper.hang(&mark, words.save_report)?,
            Item::ContactSupport => paper.hang(&mark, words.contact_support)?,
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
    paper: &mut Paper<W>,
    reader: Reader,
    mark: &str,
    page: &Page,
    ask: &Question,
    state: &SessionState,
) -> io::Result<()> {
    let words = reader.words;
    let mut text = reader.read(&ask.text);
    if ask.optional {
        text = format!("{text} [{}]", words.optional);
    }
    paper.hang(mark, &text)?;
    if let Some((answer, _)) = state.answers.get(&(page.id.clone(), ask.id.clone())) {
        paper.hang("   ", &fill(words.answer_is, &[("answer", &answer_words(reader, ask, answer))]))?;
    }
    Ok(())
}

/// An answer as it is read back.
pub(super) fn answer_words(reader: Reader, ask: &Question, answer: &Answer) -> String {
    match (answer, &ask.kind) {
        (Answer::Words(words), _) => clean(words),
        (Answer::Choice(chosen), QuestionKind::Choice(choices)) => choices
            .iter()
            .find(|choice| choice.id == *chosen)
            .map_or_else(|| clean(chosen.as_str()), |choice| reader.read(&choice.text)),
        (Answer::Choice(chosen), _) => clean(chosen.as_str()),
    }
}

/// What stands below a task or a question, if anything.
pub(super) fn hint<W: Write>(paper: &mut Paper<W>, reader: Reader, hint: Option<&Text>) -> io::Result<()> {
    hint.map_or(Ok(()), |hint| paper.hang("       ", &reader.read(hint)))
}

/// The end of a solved session.
pub(super) fn solved<W: Write>(paper: &mut Paper<W>, reader: Reader, cause: Option<&Text>) -> io::Result<()> {
    paper.gap()?;
    paper.say(reader.words.solved)?;
    if let Some(cause) = cause {
        paper.say(&fill(reader.words.it_was, &[("cause", &reader.read(cause))]))?;
    }
    paper.gap()?;
    paper.say(reader.words.solved_commands)
}

/// The way to a person. The host stands on a line of its own, where it can be compared letter by letter.
pub(super) fn support<W: Write>(
    paper: &mut Paper<W>,
    reader: Reader,
    contact: &Contact,
    lead: Option<&str>,
) -> io::Result<()> {
    let words = reader.words;
    paper.gap()?;
    paper.say(words.support)?;
    lead.map_or(Ok(()), |lead| paper.say(lead))?;
    paper.say(words.support_lead)?;
    paper.gap()?;
    paper.say(words.only_here)?;
    paper.exact(&contact.page.host)?;
    paper.gap()?;
    paper.say(words.address)?;
    paper.exact(&contact.page.url)?;
    paper.say(&match contact.checked {
        Some(day) => fill(words.checked, &[("date", &day.to_string())]),
        None => words.unchecked.to_owned(),
    })?;
    for (heading, points) in [(words.bring, &contact.bring), (words.never, &contact.never)] {
        if !points.is_empty() {
            paper.gap()?;
            paper.say(heading)?;
            points.iter().try_for_each(|point| paper.hang("- ", &reader.read(point)))?;
        }
    }
    paper.gap()?;
    paper.say(words.support_commands)
}

/// What can be typed.
pub(super) fn help<W: Write>(paper: &mut Paper<W>, words: &Words) -> io::Result<()> {
    paper.gap()?;
    for (typed, meaning) in words.help {
        paper.hang(&format!("{typed}{}", words.colon), meaning)?;
    }
    Ok(())
}
