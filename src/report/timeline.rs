//! The timeline: every event of a session in words.

use std::collections::BTreeSet;

use jiff::tz::TimeZone;

use super::choices::{Choices, ReportPart};
use super::clean::clean_line;
use super::clearing;
use super::model::{ClockSet, TimelineEntry, UsedTool, UsedToolResult};
use super::names::GuideNames;
use super::time::{away, clock_set, local_time};
use super::words::{ReportWords, labelled};
use crate::lang::{Lang, fill};
use crate::pack::{ExitTarget, Id, Outcome, ToolName};
use crate::session::{Answer, Cleared, Event, EventKind, ToolResult};

/// Writes events as sentences.
#[derive(Clone, Copy)]
pub(super) struct EventFormatter<'p> {
    pub(super) names: GuideNames<'p>,
    pub(super) words: &'static ReportWords,
    pub(super) zone: &'p TimeZone,
    pub(super) choices: &'p Choices,
}

impl EventFormatter<'_> {
    /// Everything that happened, in order. Undone events stay in and are marked.
    pub(super) fn timeline(self, events: &[Event]) -> Vec<TimelineEntry> {
        let undone: BTreeSet<usize> = events.iter().filter_map(|event| undoes(&event.what)).collect();
        events
            .iter()
            .enumerate()
            .map(|(place, event)| TimelineEntry {
                when: local_time(event.at, self.zone),
                what: kind(&event.what).to_owned(),
                words: match undoes(&event.what) {
                    Some(target) => self.undo_sentence(events, target),
                    None if is_superseded(events, place) => self.sentence_without_answer(&event.what),
                    None => self.sentence(&event.what),
                },
                undone: undone.contains(&place),
            })
            .collect()
    }

    /// The changes of the clock.
    pub(super) fn clock_set(self, events: &[Event]) -> Vec<ClockSet> {
        let set = events.iter().filter_map(|event| {
            let EventKind::ClockSet { by_seconds } = event.what else { return None };
            let words = clock_set(by_seconds, self.words);
            Some(ClockSet { when: local_time(event.at, self.zone), by_seconds, words })
        });
        set.collect()
    }

    /// One use of a tool.
    pub(super) fn used_tool(self, tool: ToolName, result: &ToolResult, at: jiff::Timestamp) -> UsedTool {
        let result = &self.without_browsers(result);
        let (kind, result_words, detail) = self.result_words(result);
        UsedTool {
            tool,
            words: self.tool(tool).to_owned(),
            result: kind,
            result_words: result_words.to_owned(),
            detail,
            cleared: if let ToolResult::Cleared(cleared) = result { Some(cleared.clone()) } else { None },
            when: local_time(at, self.zone),
        }
    }

    /// The customer's answer to "did this solve it?".
    pub(super) fn solved_reply(self, said: Outcome) -> &'static str {
        match said {
            Outcome::Solved => self.words.said_solved,
            Outcome::NotSolved => self.words.said_not_solved,
        }
    }

    fn undo_sentence(self, events: &[Event], target: usize) -> String {
        let what = match events.get(target) {
            // The program never records an undo of an undo. A damaged file may have one, which must not cause a loop.
            Some(event) if undoes(&event.what).is_none() => self.sentence(&event.what),
            _ => target.to_string(),
        };
        fill(self.words.undid, &[("what", &what)])
    }

    /// Says that a question was answered, but not how.
    fn sentence_without_answer(self, what: &EventKind) -> String {
        match what {
            EventKind::Answered { page, ask, .. } => {
                fill(self.words.answered, &[("question", &self.names.ask(page, ask).words)])
            }
            EventKind::Started { .. }
            | EventKind::Resumed { .. }
            | EventKind::Ticked { .. }
            | EventKind::Unticked { .. }
            | EventKind::Cleared { .. }
            | EventKind::Went { .. }
            | EventKind::Returned { .. }
            | EventKind::Used { .. }
            | EventKind::Switched { .. }
            | EventKind::Undone { .. }
            | EventKind::Left
            | EventKind::Slept { .. }
            | EventKind::Idle { .. }
            | EventKind::ClockSet { .. } => self.sentence(what),
        }
    }

    fn sentence(self, what: &EventKind) -> String {
        let (words, names) = (self.words, self.names);
        match what {
            EventKind::Started { page, .. } => fill(words.started, &[("page", &names.page(page).words)]),
            EventKind::Resumed { moved_to: None, .. } => words.resumed.to_owned(),
            EventKind::Resumed { moved_to: Some(page), .. } => {
                fill(words.resumed_elsewhere, &[("page", &names.page(page).words)])
            }
            EventKind::Ticked { page, task } => fill(words.ticked, &[("task", &names.task(page, task).words)]),
            EventKind::Unticked { page, task } => fill(words.unticked, &[("task", &names.task(page, task).words)]),
            EventKind::Answered { .. } if !self.choices.has(ReportPart::Answers) => self.sentence_without_answer(what),
            EventKind::Answered { page, ask, answer } => {
                let (ask, given) = (names.ask(page, ask).words, names.answer(page, ask, answer).words);
                fill(words.answered, &[("question", &labelled(words, &ask, &given))])
            }
            EventKind::Cleared { page, ask } => fill(words.cleared, &[("question", &names.ask(page, ask).words)]),
            EventKind::Went { from, said, to } => self.went(from, *said, to),
            EventKind::Returned { to } => fill(words.returned, &[("page", &names.page(to).words)]),
            EventKind::Used { tool, result, .. } => self.tool_sentence(*tool, result),
            EventKind::Switched { lang } => fill(words.switched, &[("language", lang.name())]),
            EventKind::Undone { event } => fill(words.undid, &[("what", &event.to_string())]),
            EventKind::Left => words.gave_up.to_owned(),
            EventKind::Slept { seconds } => away(*seconds, words.slept, words).words,
            EventKind::Idle { seconds } => away(*seconds, words.idle, words).words,
            EventKind::ClockSet { by_seconds } => clock_set(*by_seconds, words),
        }
    }

    fn went(self, from: &Id, said: Option<Outcome>, to: &ExitTarget) -> String {
        let words = self.words;
        let sentence = match said {
            None => words.went,
            Some(Outcome::Solved) => words.went_solved,
            Some(Outcome::NotSolved) => words.went_not_solved,
        };
        let to = match to {
            ExitTarget::Page(page) => fill(words.quoted, &[("name", &self.names.page(page).words)]),
            ExitTarget::End(Outcome::Solved) => words.end_solved.to_owned(),
            ExitTarget::End(Outcome::NotSolved) => words.end_not_solved.to_owned(),
        };
        fill(sentence, &[("page", &self.names.page(from).words), ("to", &to)])
    }

    fn tool_sentence(self, tool: ToolName, result: &ToolResult) -> String {
        let (_, result, detail) = self.result_words(&self.without_browsers(result));
        let parts = [self.tool(tool), result, &detail];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    /// A customer who leaves the computer out means its browsers too.
    fn without_browsers(self, result: &ToolResult) -> ToolResult {
        if self.choices.has(ReportPart::Machine) {
            return result.clone();
        }
        match result {
            ToolResult::Cleared(cleared) => ToolResult::Cleared(Cleared { browsers: Vec::new(), ..cleared.clone() }),
            ToolResult::ByHand { .. } => ToolResult::ByHand { browser: self.words.a_browser.to_owned() },
            ToolResult::Done { .. } | ToolResult::PutBack { .. } | ToolResult::Failed { .. } => result.clone(),
        }
    }

    fn result_words(self, result: &ToolResult) -> (UsedToolResult, &'static str, String) {
        match result {
            ToolResult::Cleared(cleared) => {
                let kind = if cleared.anything() || (cleared.could_not == 0 && !cleared.stopped) {
                    UsedToolResult::Done
                } else {
                    UsedToolResult::Failed
                };
                let result = if kind == UsedToolResult::Done { self.words.worked } else { self.words.failed };
                (kind, result, clean_line(&clearing::cleared(self.lang(), cleared)))
            }
            ToolResult::PutBack { stores, could_not } => {
                let kind = if *could_not == 0 { UsedToolResult::Done } else { UsedToolResult::Failed };
                let result = if kind == UsedToolResult::Done { self.words.worked } else { self.words.failed };
                (kind, result, clearing::put_back(self.lang(), *stores, *could_not))
            }
            ToolResult::ByHand { browser } => {
                (UsedToolResult::Done, self.words.worked, clean_line(&clearing::by_hand(self.lang(), browser)))
            }
            ToolResult::Done { detail } => (UsedToolResult::Done, self.words.worked, clean_line(detail)),
            ToolResult::Failed { detail } => (UsedToolResult::Failed, self.words.failed, clean_line(detail)),
        }
    }

    fn lang(self) -> Lang {
        self.names.lang
    }

    fn tool(self, tool: ToolName) -> &'static str {
        match tool {
            ToolName::ClearBrowserData => self.words.clear_data,
            ToolName::OpenLink => self.words.open_link,
            ToolName::CopyText => self.words.copy_text,
            ToolName::SaveReport => self.words.save_report,
            ToolName::ContactSupport => self.words.contact_support,
        }
    }
}

/// Whether a later answer replaced this one. The earlier text may be a part of what the later one hides.
fn is_superseded(events: &[Event], place: usize) -> bool {
    let of = |event: &Event| match &event.what {
        EventKind::Answered { page, ask, answer: Answer::Words(_) } | EventKind::Cleared { page, ask } => {
            Some((page.clone(), ask.clone()))
        }
        EventKind::Answered { .. }
        | EventKind::Started { .. }
        | EventKind::Resumed { .. }
        | EventKind::Ticked { .. }
        | EventKind::Unticked { .. }
        | EventKind::Went { .. }
        | EventKind::Returned { .. }
        | EventKind::Used { .. }
        | EventKind::Switched { .. }
        | EventKind::Undone { .. }
        | EventKind::Left
        | EventKind::Slept { .. }
        | EventKind::Idle { .. }
        | EventKind::ClockSet { .. } => None,
    };
    let Some(question) =
        events.get(place).filter(|event| matches!(event.what, EventKind::Answered { .. })).and_then(of)
    else {
        return false;
    };
    events.iter().skip(place + 1).any(|later| of(later).as_ref() == Some(&question))
}

fn undoes(what: &EventKind) -> Option<usize> {
    if let EventKind::Undone { event } = what { Some(*event) } else { None }
}

/// Its name in session records.
fn kind(what: &EventKind) -> &'static str {
    match what {
        EventKind::Started { .. } => "started",
        EventKind::Resumed { .. } => "resumed",
        EventKind::Ticked { .. } => "ticked",
        EventKind::Unticked { .. } => "unticked",
        EventKind::Answered { .. } => "answered",
        EventKind::Cleared { .. } => "cleared",
        EventKind::Went { .. } => "went",
        EventKind::Returned { .. } => "returned",
        EventKind::Used { .. } => "used",
        EventKind::Switched { .. } => "switched",
        EventKind::Undone { .. } => "undone",
        EventKind::Left => "left",
        EventKind::Slept { .. } => "slept",
        EventKind::Idle { .. } => "idle",
        EventKind::ClockSet { .. } => "clock-set",
    }
}
