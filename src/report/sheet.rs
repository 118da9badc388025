//! The report as it is laid out for eyes: headings, tables, lines with a mark each.
//!
//! The window's preview, HTML and text are all drawn from this.

use super::model::{Answered, Ending, Machine, Report, Tried, Used, UsedResult};
use super::words::{Words, labelled, put};
use crate::lang::Lang;
use crate::pack::Outcome;

/// A report laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The language of its words.
    pub lang: Lang,
    /// The heading.
    pub title: String,
    /// One small line below it: when, and how long.
    pub lead: String,
    /// How it ended, as a mark.
    pub outcome: (Mood, String),
    /// Something to know before reading on.
    pub note: Option<String>,
    /// The rest, top to bottom; none is empty.
    pub sections: Vec<Section>,
}

/// A part of the report under its own heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Which.
    pub name: SectionName,
    /// Its heading.
    pub heading: String,
    /// What is in it.
    pub body: Body,
}

/// The parts of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SectionName {
    /// Outcome and times.
    Summary,
    /// What the customer answered.
    Answers,
    /// What was tried.
    Tried,
    /// Tools used outside the pages.
    Elsewhere,
    /// Everything that happened.
    Timeline,
    /// The machine.
    Machine,
    /// Versions.
    Program,
}

impl SectionName {
    /// A stable name, for anchors.
    pub fn id(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Answers => "answers",
            Self::Tried => "tried",
            Self::Elsewhere => "elsewhere",
            Self::Timeline => "timeline",
            Self::Machine => "machine",
            Self::Program => "program",
        }
    }
}

/// What is in a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// A table of two columns.
    Facts(Vec<Fact>),
    /// Numbered pages.
    Steps(Vec<Step>),
    /// Lines with marks.
    Lines(Vec<Line>),
    /// A long table of two columns with a heading each.
    Moments {
        /// The columns' headings.
        heads: Fact,
        /// The rows.
        rows: Vec<Fact>,
    },
}

/// A label and what stands beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// The label.
    pub label: String,
    /// The value; several lines where the customer wrote several.
    pub value: String,
}

/// One page that was tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The page's title.
    pub title: String,
    /// When, how long, and whether it still belongs to the way.
    pub aside: String,
    /// What was done there.
    pub lines: Vec<Line>,
}

/// One thing that was or was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How it is to be taken; the mark says the same in words.
    pub mood: Mood,
    /// One or two words.
    pub mark: String,
    /// What it is about.
    pub words: String,
    /// Small print: the time.
    pub aside: Option<String>,
}

/// How something is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    /// It is well.
    Good,
    /// It is not well.
    Bad,
    /// Neither.
    Calm,
}

impl Mood {
    /// A stable name, for style sheets.
    pub fn id(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Bad => "bad",
            Self::Calm => "calm",
        }
    }
}

impl Report {
    /// The report laid out for eyes.
    pub fn sheet(&self) -> Sheet {
        let words = Words::of(self.lang);
        let made = put(words.made_at, &[minute(&self.made.words), &self.zone.words]);
        let section = |name, heading: &str, body| Section { name, heading: heading.to_owned(), body };
        let mut sections = vec![section(SectionName::Summary, words.summary, Body::Facts(self.summary(words, &made)))];
        if !self.answers.is_empty() {
            let answers = self.answers.iter().map(|answered| fact(&answered.ask.words, &answered.answer.words));
            sections.push(section(SectionName::Answers, words.answers, Body::Facts(answers.collect())));
        }
        let steps = self.tried.iter().map(|tried| step(tried, words)).collect();
        sections.push(section(SectionName::Tried, words.tried, Body::Steps(steps)));
        if !self.elsewhere.is_empty() {
            let lines = self.elsewhere.iter().map(used).collect();
            sections.push(section(SectionName::Elsewhere, words.elsewhere, Body::Lines(lines)));
        }
        if let Some(machine) = &self.machine {
            let facts = self.machine_facts(machine, words);
            sections.push(section(SectionName::Machine, words.machine, Body::Facts(facts)));
        }
        sections.push(section(SectionName::Program, words.program, Body::Facts(self.program_facts(words))));
        sections.push(section(SectionName::Timeline, words.timeline, self.moments(words)));
        let took = put(words.took_in_all, &[&self.took.words]);
        let mood = match self.ended.id {
            Ending::Solved => Mood::Good,
            Ending::NotSolved => Mood::Bad,
            Ending::Left | Ending::Open => Mood::Calm,
        };
        Sheet {
            lang: self.lang,
            title: self.title.clone(),
            lead: format!("{made} · {took}"),
            outcome: (mood, self.ended.words.clone()),
            note: self.note.clone(),
            sections,
        }
    }

    fn summary(&self, words: &Words, made: &str) -> Vec<Fact> {
        let mut facts = vec![fact(words.outcome, &self.ended.words)];
        facts.extend(self.ended.because.iter().map(|because| fact(words.because, because)));
        facts.extend([
            fact(words.began, minute(&self.began.words)),
            fact(words.touched, minute(&self.touched.words)),
            fact(words.took, &self.took.words),
            fact(words.made, made),
        ]);
        facts
    }

    fn machine_facts(&self, machine: &Machine, words: &Words) -> Vec<Fact> {
        vec![
            fact(words.system, &machine.system),
            fact(words.architecture, &machine.architecture),
            fact(words.locale, &machine.locale),
            fact(words.zone, &self.zone.words),
        ]
    }

    fn program_facts(&self, words: &Words) -> Vec<Fact> {
        let program = &self.program;
        let mut facts = vec![
            fact(words.program_version, &program.version),
            fact(words.pack, &format!("{} · {} {}", program.pack.words, program.pack.id, program.pack_version)),
        ];
        let now = (&program.version, &program.pack.id, &program.pack_version);
        let then = (&program.session_program_version, &program.session_pack, &program.session_pack_version);
        // Worth a line only where it differs: a session begun before an update.
        if now != then {
            let then = format!("{} · {} {}", then.0, then.1, then.2);
            facts.push(fact(words.session_made_with, &then));
        }
        let lang = &program.session_lang;
        facts.push(fact(words.session_lang, &put(words.made_at, &[&lang.words, &lang.id])));
        facts
    }

    fn moments(&self, words: &Words) -> Body {
        let rows = self.timeline.iter().map(|moment| {
            let [open, close] = words.brackets;
            let undone = if moment.undone { format!("{open}{}{close}", words.undone) } else { String::new() };
            fact(&moment.when.words, &format!("{}{undone}", moment.words))
        });
        Body::Moments { heads: fact(words.time, words.what), rows: rows.collect() }
    }
}

fn step(tried: &Tried, words: &Words) -> Step {
    let mut aside = vec![minute(&tried.when.words), &tried.took.words];
    aside.extend(tried.standing_words.as_deref());
    let mut lines: Vec<Line> = Vec::new();
    lines.extend(tried.tasks.iter().map(|task| {
        let (mood, mark) = if task.ticked.is_some() { (Mood::Good, words.done) } else { (Mood::Calm, words.not_done) };
        let aside = task.ticked.as_ref().map(|when| clock(&when.words).to_owned());
        Line { mood, mark: mark.to_owned(), words: task.task.words.clone(), aside }
    }));
    lines.extend(tried.answers.iter().map(|answered| answer(answered, words)));
    lines.extend(tried.tools.iter().map(used));
    lines.extend(tried.said.iter().map(|said| Line {
        mood: match said.id {
            Outcome::Solved => Mood::Good,
            Outcome::NotSolved => Mood::Bad,
        },
        mark: said.words.clone(),
        words: words.asked_if_solved.to_owned(),
        aside: Some(clock(&said.when.words).to_owned()),
    }));
    Step { title: tried.page.words.clone(), aside: aside.join(" · "), lines }
}

fn answer(answered: &Answered, words: &Words) -> Line {
    Line {
        mood: Mood::Calm,
        mark: words.answer.to_owned(),
        words: labelled(words, &answered.ask.words, &answered.answer.words),
        aside: Some(clock(&answered.when.words).to_owned()),
    }
}

fn used(used: &Used) -> Line {
    let mood = match used.result {
        UsedResult::Done => Mood::Good,
        UsedResult::Failed => Mood::Bad,
    };
    let detail = if used.detail.is_empty() { String::new() } else { format!(" · {}", used.detail) };
    Line {
        mood,
        mark: used.result_words.clone(),
        words: format!("{}{detail}", used.words),
        aside: Some(clock(&used.when.words).to_owned()),
    }
}

fn fact(label: &str, value: &str) -> Fact {
    Fact { label: label.to_owned(), value: value.to_owned() }
}

/// `2026-11-23 18:42` of `2026-11-23 18:42:05`.
fn minute(moment: &str) -> &str {
    moment.rsplit_once(':').map_or(moment, |(minute, _)| minute)
}

/// `18:42` of `2026-11-23 18:42:05`: within a page, the day is known.
fn clock(moment: &str) -> &str {
    minute(moment).split_once(' ').map_or(moment, |(_, clock)| clock)
}
