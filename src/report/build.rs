//! A pack, a session and the facts, put together.

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
use super::names::Names;
use super::replay::{Visit, visits};
use super::sweep::Sweep;
use super::time::{elapsed, offset, when, zone};
use super::timeline::Teller;
use super::words::Words;
use crate::lang::{Lang, Text, fill};
use crate::pack::{Guide, Id, Outcome, Pack};
use crate::redact::{HiddenCounts, Placeholder, Redactor, SecretKind as KindOfSecret, placeholders};
use crate::session::{Session, SessionState, cause};

/// The version of the JSON report.
pub(super) const FORMAT: u32 = 1;

impl Report {
    /// The report on this session as the customer wants it. What the pack no longer has is told by its ids.
    ///
    /// All its texts go through the redactor, whatever they went through before. The error is one of putting the
    /// report into its own format; there is no session for which that is known to happen.
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

/// The report before it is swept.
fn raw(pack: &Pack, session: &Session, facts: &Facts, choices: &Choices, lang: Lang) -> Report {
    let state = session.state();
    let words = Words::of(lang);
    // A wizard of the same name in another pack is another wizard.
    let wizard = pack.wizard(state.wizard.as_str()).filter(|_| state.made_with.pack == pack.id);
    let names = Names { wizard, lang };
    let with_answers = choices.has(ReportPart::Answers);
    let teller = Teller { names, words, zone: &facts.zone, choices };
    let builder = Builder { state, teller };
    let problem = names.named(&state.wizard, wizard.map(|wizard| &wizard.title));
    let visits = visits(session);
    let shown = visits.iter().fold(SignedDuration::ZERO, |sum, visit| sum.saturating_add(visit.shown));
    let tried = choices.has(ReportPart::Tried);
    Report {
        format: FORMAT,
        kind: DocumentKind::Report,
        code: ReportCode::of(&state.salt, state.started).to_string(),
        lang,
        title: fill(words.title, &[("problem", &problem.words)]),
        product: product(&pack.name, lang),
        made: when(facts.made_at, &facts.zone),
        problem,
        note: wizard.is_none().then(|| words.wizard_gone.to_owned()),
        ended: ended(wizard, state, facts, words, lang),
        began: when(state.started, &facts.zone),
        touched: when(state.touched, &facts.zone),
        took: elapsed(shown.as_secs(), words),
        clock_set: teller.clock_set(session.events()),
        left_out: choices.left_out.iter().copied().collect(),
        answers: if with_answers { builder.answers(&visits) } else { Vec::new() },
        tried: if tried { visits.iter().map(|visit| builder.tried(visit)).collect() } else { Vec::new() },
        elsewhere: if tried { builder.tools(None) } else { Vec::new() },
        machine: choices.has(ReportPart::Machine).then(|| machine(facts)),
        zone: if choices.has(ReportPart::Machine) {
            zone(&facts.zone, facts.made_at)
        } else {
            offset(&facts.zone, facts.made_at)
        },
        program: program(pack, state, facts, lang),
        timeline: if choices.has(ReportPart::Timeline) { teller.timeline(session.events()) } else { Vec::new() },
        pictures: if choices.has(ReportPart::Pictures) { facts.pictures.clone() } else { Vec::new() },
        log: if choices.has(ReportPart::Log) { log(facts) } else { Vec::new() },
        hidden: Vec::new(),
        beside: None,
    }
}

fn log(facts: &Facts) -> Vec<LogNote> {
    let note = |(at, words): &(Option<Timestamp>, String)| LogNote {
        when: at.map(|at| when(at, &facts.zone)),
        words: clean_line(words),
    };
    facts.log.iter().map(note).collect()
}

/// What stands hidden in a report: that of the timeline, or that of all the rest where it is more. The timeline says
/// everything once more, and besides what was taken back later.
fn hidden(report: &Report, lang: Lang) -> serde_json::Result<Vec<HiddenCount>> {
    let timeline = HiddenCounts::of(&serde_json::to_string(&report.timeline)?);
    let rest = Report {
        timeline: Vec::new(),
        // An answer stands at its page as well as among the answers.
        tried: report.tried.iter().map(|tried| TriedPage { answers: Vec::new(), ..tried.clone() }).collect(),
        ..report.clone()
    };
    let rest = HiddenCounts::of(&serde_json::to_string(&rest)?);
    let count = |kind: KindOfSecret| timeline.get(kind).max(rest.get(kind));
    let found = KindOfSecret::ALL.into_iter().map(|kind| (kind, count(kind))).filter(|(_, count)| *count > 0);
    let named =
        found.map(|(kind, count)| HiddenCount { id: kind.code().to_owned(), words: kind.name(lang).to_owned(), count });
    Ok(named.collect())
}

/// A choice whose words the customer hid has no id either: it would say the same.
fn without_ids_of_hidden_choices(report: &mut Report) {
    let at_pages = report.tried.iter_mut().flat_map(|tried| &mut tried.answers);
    for answered in report.answers.iter_mut().chain(at_pages) {
        let is_chosen = |hidden: &Placeholder| hidden.kind == KindOfSecret::Chosen;
        if placeholders(&answered.answer.words).iter().any(is_chosen) {
            answered.answer.id = None;
        }
    }
}

#[derive(Clone, Copy)]
struct Builder<'p> {
    state: &'p SessionState,
    teller: Teller<'p>,
}

impl Builder<'_> {
    fn tried(self, visit: &Visit) -> TriedPage {
        let (words, zone) = (self.teller.words, self.teller.zone);
        let page = &visit.page;
        let standing = self.standing(page);
        let standing_words = match standing {
            PageStanding::OnTheWay => None,
            PageStanding::WentBack => Some(words.went_back),
            PageStanding::OffTheWay => Some(words.off_the_way),
        };
        TriedPage {
            page: self.teller.names.page(page),
            standing,
            standing_words: standing_words.map(str::to_owned),
            when: when(visit.first, zone),
            took: elapsed(visit.shown.as_secs(), words),
            away: visit.away(words),
            tasks: self.tasks(page),
            answers: if self.teller.choices.has(ReportPart::Answers) { self.answers_on(page) } else { Vec::new() },
            said: self.state.said.get(page).map(|(said, at)| SolvedReply {
                id: *said,
                words: self.teller.said(*said).to_owned(),
                when: when(*at, zone),
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

    /// The page's tasks in its order, then those ticked that the pack no longer has.
    fn tasks(self, page: &Id) -> Vec<TaskDone> {
        let known = self.teller.names.find_page(page).into_iter().flat_map(|page| &page.tasks).map(|task| &task.id);
        let ticked = self.state.ticks.keys().filter(|(on, _)| on == page).map(|(_, task)| task);
        in_order(known.chain(ticked))
            .map(|task| TaskDone {
                task: self.teller.names.task(page, task),
                ticked: self.ticked_at(page, task).map(|at| when(at, self.teller.zone)),
            })
            .collect()
    }

    fn ticked_at(self, page: &Id, task: &Id) -> Option<Timestamp> {
        self.state.ticks.get(&(page.clone(), task.clone())).copied()
    }

    /// All answers, in the order in which their pages were first seen.
    fn answers(self, visits: &[Visit]) -> Vec<AnsweredQuestion> {
        let seen = visits.iter().map(|visit| &visit.page);
        let answered = self.state.answers.keys().map(|(page, _)| page);
        in_order(seen.chain(answered)).flat_map(|page| self.answers_on(page)).collect()
    }

    /// The answers on a page in its order, then those to questions that the pack no longer has.
    fn answers_on(self, page: &Id) -> Vec<AnsweredQuestion> {
        let names = self.teller.names;
        let known = names.find_page(page).into_iter().flat_map(|page| &page.asks).map(|ask| &ask.id);
        let answered = self.state.answers.keys().filter(|(on, _)| on == page).map(|(_, ask)| ask);
        in_order(known.chain(answered))
            .filter_map(|ask| {
                let (answer, at) = self.state.answers.get(&(page.clone(), ask.clone()))?;
                Some(AnsweredQuestion {
                    page: names.page(page),
                    ask: names.ask(page, ask),
                    asked_for: names.asked_for(page, ask),
                    answer: names.answer(page, ask, answer),
                    when: when(*at, self.teller.zone),
                })
            })
            .collect()
    }

    fn tools(self, page: Option<&Id>) -> Vec<super::model::UsedTool> {
        let used = self.state.tools.iter().filter(|used| used.page.as_ref() == page);
        used.map(|used| self.teller.used(used.tool, &used.result, used.at)).collect()
    }
}

/// Each id once, where it first comes.
fn in_order<'i>(ids: impl Iterator<Item = &'i Id>) -> impl Iterator<Item = &'i Id> {
    let mut seen = BTreeSet::new();
    ids.filter(move |id| seen.insert(*id))
}

fn ended(wizard: Option<&Guide>, state: &SessionState, facts: &Facts, words: &Words, lang: Lang) -> SessionEnd {
    let (id, said) = match state.outcome {
        Some(Outcome::Solved) => (SessionEndKind::Solved, words.solved),
        Some(Outcome::NotSolved) => (SessionEndKind::NotSolved, words.not_solved),
        None if state.left => (SessionEndKind::Left, words.left),
        None => (SessionEndKind::Open, words.open),
    };
    let because = wizard.and_then(|wizard| cause(wizard, state, facts.os_kind)).map(|text| plain(text.get(lang)));
    SessionEnd { id, words: said.to_owned(), because }
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

/// What the pack's names in all languages begin with: "OKPay 排障助手" and "OKPay Troubleshooter" are about OKPay.
/// The whole name where they have nothing in common.
fn product(name: &Text, lang: Lang) -> String {
    let mut names = name.all();
    let first: Vec<char> = names.next().unwrap_or_default().chars().collect();
    let common = names.fold(first.len(), |common, other| {
        common.min(first.iter().zip(other.chars()).take_while(|(one, two)| **one == *two).count())
    });
    let shared = plain(&first.iter().take(common).collect::<String>());
    if shared.chars().count() < 2 { plain(name.get(lang)) } else { shared }
}
