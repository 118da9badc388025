//! Builds a report from a pack, a session and the facts.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use super::Facts;
use super::choices::{Choices, ReportPart};
use super::clean::{clean_line, plain};
use super::code::ReportCode;
use super::model::{
    AnsweredQuestion, DocumentKind, HiddenCount, LogNote, MachineInfo, NamedItem, PageStanding, ProgramInfo, Report,
    SessionEnd, SessionEndKind, SolvedReply, TaskDone, TriedPage,
};
use super::names::GuideNames;
use super::replay::{ShownPage, shown_pages};
use super::sweep::Sweep;
use super::time::{elapsed, local_time, offset, zone};
use super::timeline::EventFormatter;
use super::words::ReportWords;
use crate::lang::{Lang, Text, fill};
use crate::pack::{Guide, Id, Outcome, Pack};
use crate::redact::{HiddenCounts, Placeholder, Redactor, SecretKind, placeholders};
use crate::session::{Session, SessionState, cause};

/// The version of the JSON report.
pub(super) const FORMAT: u32 = 1;

impl Report {
    /// The report on this session with the customer's choices. Items that the pack no longer has are shown by their ids.
    ///
    /// All texts go through the redactor again, although those of the session went through it before. The error is a failed
    /// conversion of the report; no session is known to cause it.
    pub fn build(
        pack: &Pack,
        session: &Session,
        facts: &Facts,
        choices: &Choices,
        redactor: &Redactor,
    ) -> serde_json::Result<Self> {
        let mut sweep = Sweep::new(redactor, &choices.shown);
        let mut in_language = |lang| {
            let mut report = sweep.through(&raw(pack, session, facts, choices, lang), lang)?;
            without_ids_of_hidden_choices(&mut report);
            report.hidden = hidden(&report, lang)?;
            Ok::<_, serde_json::Error>(report)
        };
        let mut report = in_language(choices.lang)?;
        let beside = choices.beside.filter(|beside| *beside != choices.lang);
        report.beside = beside.map(in_language).transpose()?.map(Box::new);
        Ok(report)
    }
}

/// The report before it is redacted.
fn raw(pack: &Pack, session: &Session, facts: &Facts, choices: &Choices, lang: Lang) -> Report {
    let state = session.state();
    let words = ReportWords::of(lang);
    // A guide with the same id in another pack is another guide.
    let guide = pack.wizard(state.wizard.as_str()).filter(|_| state.made_with.pack == pack.id);
    let names = GuideNames { guide, lang };
    let with_answers = choices.has(ReportPart::Answers);
    let formatter = EventFormatter { names, words, zone: &facts.zone, choices };
    let builder = Builder { state, formatter };
    let problem = names.named(&state.wizard, guide.map(|guide| &guide.title));
    let pages = shown_pages(session);
    let shown = pages.iter().fold(SignedDuration::ZERO, |sum, page| sum.saturating_add(page.shown));
    let tried = choices.has(ReportPart::Tried);
    Report {
        format: FORMAT,
        kind: DocumentKind::Report,
        code: ReportCode::of(&state.salt, state.started).to_string(),
        lang,
        title: fill(words.title, &[("problem", &problem.words)]),
        product: product(&pack.name, lang),
        made: local_time(facts.made_at, &facts.zone),
        problem,
        note: guide.is_none().then(|| words.guide_gone.to_owned()),
        ended: ended(guide, state, facts, words, lang),
        began: local_time(state.started, &facts.zone),
        touched: local_time(state.touched, &facts.zone),
        took: elapsed(shown.as_secs(), words),
        clock_set: formatter.clock_set(session.events()),
        left_out: choices.left_out.iter().copied().collect(),
        answers: if with_answers { builder.answers(&pages) } else { Vec::new() },
        tried: if tried { pages.iter().map(|page| builder.tried(page)).collect() } else { Vec::new() },
        elsewhere: if tried { builder.tools(None) } else { Vec::new() },
        machine: choices.has(ReportPart::Machine).then(|| machine(facts)),
        zone: if choices.has(ReportPart::Machine) {
            zone(&facts.zone, facts.made_at)
        } else {
            offset(&facts.zone, facts.made_at)
        },
        program: program(pack, state, facts, lang),
        timeline: if choices.has(ReportPart::Timeline) { formatter.timeline(session.events()) } else { Vec::new() },
        pictures: if choices.has(ReportPart::Pictures) { facts.pictures.clone() } else { Vec::new() },
        log: if choices.has(ReportPart::Log) { log(facts) } else { Vec::new() },
        hidden: Vec::new(),
        beside: None,
    }
}

fn log(facts: &Facts) -> Vec<LogNote> {
    let note = |(at, words): &(Option<Timestamp>, String)| LogNote {
        when: at.map(|at| local_time(at, &facts.zone)),
        words: clean_line(words),
    };
    facts.log.iter().map(note).collect()
}

/// What is hidden in a report. The timeline repeats the rest and also has what was undone later, so the larger count of
/// the two is used.
fn hidden(report: &Report, lang: Lang) -> serde_json::Result<Vec<HiddenCount>> {
    let timeline = HiddenCounts::of(&serde_json::to_string(&report.timeline)?);
    let rest = Report {
        timeline: Vec::new(),
        // Answers are in the report twice: at their pages and in a list.
        tried: report.tried.iter().map(|tried| TriedPage { answers: Vec::new(), ..tried.clone() }).collect(),
        ..report.clone()
    };
    let rest = HiddenCounts::of(&serde_json::to_string(&rest)?);
    let count = |kind: SecretKind| timeline.get(kind).max(rest.get(kind));
    let found = SecretKind::ALL.into_iter().map(|kind| (kind, count(kind))).filter(|(_, count)| *count > 0);
    let named =
        found.map(|(kind, count)| HiddenCount { id: kind.code().to_owned(), words: kind.name(lang).to_owned(), count });
    Ok(named.collect())
}

/// Removes the id of a choice whose words the customer hid, because the id would give the choice away.
fn without_ids_of_hidden_choices(report: &mut Report) {
    let at_pages = report.tried.iter_mut().flat_map(|tried| &mut tried.answers);
    for answered in report.answers.iter_mut().chain(at_pages) {
        let is_chosen = |hidden: &Placeholder| hidden.kind == SecretKind::Chosen;
        if placeholders(&answered.answer.words).iter().any(is_chosen) {
            answered.answer.id = None;
        }
    }
}

#[derive(Clone, Copy)]
struct Builder<'p> {
    state: &'p SessionState,
    formatter: EventFormatter<'p>,
}

impl Builder<'_> {
    fn tried(self, shown: &ShownPage) -> TriedPage {
        let (words, zone) = (self.formatter.words, self.formatter.zone);
        let page = &shown.page;
        let standing = self.standing(page);
        let standing_words = match standing {
            PageStanding::OnTheWay => None,
            PageStanding::WentBack => Some(words.went_back),
            PageStanding::OffTheWay => Some(words.off_the_way),
        };
        TriedPage {
            page: self.formatter.names.page(page),
            standing,
            standing_words: standing_words.map(str::to_owned),
            when: local_time(shown.first, zone),
            took: elapsed(shown.shown.as_secs(), words),
            away: shown.away(words),
            tasks: self.tasks(page),
            answers: if self.formatter.choices.has(ReportPart::Answers) { self.answers_on(page) } else { Vec::new() },
            said: self.state.said.get(page).map(|(said, at)| SolvedReply {
                id: *said,
                words: self.formatter.solved_reply(*said).to_owned(),
                when: local_time(*at, zone),
            }),
            tools: self.tools(Some(page)),
        }
    }

    fn standing(self, page: &Id) -> PageStanding {
        let way = &self.state.way;
        if way.so_far().any(|known| known == page) {
            PageStanding::OnTheWay
        } else if way.after().any(|known| known == page) {
            PageStanding::WentBack
        } else {
            PageStanding::OffTheWay
        }
    }

    /// The page's tasks in its order, then ticked tasks that the pack no longer has.
    fn tasks(self, page: &Id) -> Vec<TaskDone> {
        let known = self.formatter.names.find_page(page).into_iter().flat_map(|page| &page.tasks).map(|task| &task.id);
        let ticked = self.state.ticks.keys().filter(|(on, _)| on == page).map(|(_, task)| task);
        in_order(known.chain(ticked))
            .map(|task| TaskDone {
                task: self.formatter.names.task(page, task),
                ticked: self.ticked_at(page, task).map(|at| local_time(at, self.formatter.zone)),
            })
            .collect()
    }

    fn ticked_at(self, page: &Id, task: &Id) -> Option<Timestamp> {
        self.state.ticks.get(&(page.clone(), task.clone())).copied()
    }

    /// All answers, in the order of the first visits to their pages.
    fn answers(self, pages: &[ShownPage]) -> Vec<AnsweredQuestion> {
        let seen = pages.iter().map(|page| &page.page);
        let answered = self.state.answers.keys().map(|(page, _)| page);
        in_order(seen.chain(answered)).flat_map(|page| self.answers_on(page)).collect()
    }

    /// The answers on a page in its order, then answers to questions that the pack no longer has.
    fn answers_on(self, page: &Id) -> Vec<AnsweredQuestion> {
        let names = self.formatter.names;
        let known = names.find_page(page).into_iter().flat_map(|page| &page.asks).map(|ask| &ask.id);
        let answered = self.state.answers.keys().filter(|(on, _)| on == page).map(|(_, ask)| ask);
        in_order(known.chain(answered))
            .filter_map(|ask| {
                let (answer, at) = self.state.answers.get(&(page.clone(), ask.clone()))?;
                Some(AnsweredQuestion {
                    page: names.page(page),
                    ask: names.ask(page, ask),
                    asked_for: names.answer_kind(page, ask),
                    answer: names.answer(page, ask, answer),
                    when: local_time(*at, self.formatter.zone),
                })
            })
            .collect()
    }

    fn tools(self, page: Option<&Id>) -> Vec<super::model::UsedTool> {
        let used = self.state.tools.iter().filter(|used| used.page.as_ref() == page);
        used.map(|used| self.formatter.used_tool(used.tool, &used.result, used.at)).collect()
    }
}

/// Each id once, at its first place.
fn in_order<'i>(ids: impl Iterator<Item = &'i Id>) -> impl Iterator<Item = &'i Id> {
    let mut seen = BTreeSet::new();
    ids.filter(move |id| seen.insert(*id))
}

fn ended(guide: Option<&Guide>, state: &SessionState, facts: &Facts, words: &ReportWords, lang: Lang) -> SessionEnd {
    let (id, sentence) = match state.outcome {
        Some(Outcome::Solved) => (SessionEndKind::Solved, words.solved),
        Some(Outcome::NotSolved) => (SessionEndKind::NotSolved, words.not_solved),
        None if state.left => (SessionEndKind::Left, words.left),
        None => (SessionEndKind::Open, words.open),
    };
    let because = guide.and_then(|guide| cause(guide, state, facts.os_kind)).map(|text| plain(text.get(lang)));
    SessionEnd { id, words: sentence.to_owned(), because }
}

fn machine(facts: &Facts) -> MachineInfo {
    MachineInfo {
        system: clean_line(&facts.os),
        architecture: clean_line(&facts.architecture),
        locale: clean_line(&facts.locale),
        browsers: facts.browsers.clone(),
        proxy: facts.proxy,
        clock_ahead_seconds: facts.clock_ahead_seconds,
        free_disk_bytes: facts.free_disk_bytes,
    }
}

fn program(pack: &Pack, state: &SessionState, facts: &Facts, lang: Lang) -> ProgramInfo {
    let made_with = &state.made_with;
    ProgramInfo {
        version: clean_line(&facts.program_version),
        pack: NamedItem { id: clean_line(pack.id.as_str()), words: plain(pack.name.get(lang)) },
        pack_version: clean_line(&pack.version),
        session_program_version: clean_line(&made_with.program_version),
        session_pack: clean_line(made_with.pack.as_str()),
        session_pack_version: clean_line(&made_with.pack_version),
        session_lang: NamedItem { id: state.lang.tag().to_owned(), words: state.lang.name().to_owned() },
    }
}

/// The product: the common beginning of the pack's names in all languages, such as OKPay in "OKPay 排障助手" and
/// "OKPay Troubleshooter". The whole name if they have nothing in common.
fn product(name: &Text, lang: Lang) -> String {
    let mut names = name.all();
    let first: Vec<char> = names.next().unwrap_or_default().chars().collect();
    let common = names.fold(first.len(), |common, other| {
        common.min(first.iter().zip(other.chars()).take_while(|(one, two)| **one == *two).count())
    });
    let shared = plain(&first.iter().take(common).collect::<String>());
    if shared.chars().count() < 2 { plain(name.get(lang)) } else { shared }
}
