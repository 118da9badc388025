//! Makes the checked pack of the raw one.
//!
//! Runs only on files in which the linter found no error. `None` means that the linter missed something, and the loader
//! reports that.

use super::diagnostics::Name;
use super::link::{Link, allows};
use super::lint::{colour, date};
use super::mail::{MailAddress, allows_mail};
use super::model::{
    Block, Choice, Condition, Contact, Exit, ExitTarget, Guide, Id, Pack, Page, Question, QuestionKind, Task, Tool,
    Walk, WalkStep,
};
use super::raw::{
    RawAsk, RawBlock, RawCondition, RawExit, RawGuide, RawKind, RawPack, RawPage, RawStep, RawTarget, RawTask, RawText,
    RawTool, RawWalk, RawWhen, RawWords,
};
use crate::lang::{Lang, Text};

/// The brand's colour if a pack names none.
const ACCENT: [u8; 3] = [0x16, 0x64, 0xD9];

/// Builds the pack without its guides.
pub(super) fn pack(raw: &RawPack) -> Option<Pack> {
    let languages = raw.languages.as_ref()?.value.iter().map(|lang| lang.value).collect::<Vec<_>>();
    let hosts = raw.hosts.as_ref()?.value.iter().map(|host| host.value.clone()).collect::<Vec<_>>();
    let builder = PackBuilder { languages: &languages, hosts: &hosts };
    let contact = raw.contact.as_ref()?;
    let contact = Contact {
        page: builder.link(contact.page.as_ref())?,
        mail: builder.mail(contact.mail.as_ref())?,
        checked: contact.checked.as_ref().and_then(|checked| date(&checked.value)),
        source: builder.maybe(contact.source.as_ref())?,
        bring: builder.texts(&contact.bring)?,
        never: builder.texts(&contact.never)?,
    };
    Some(Pack {
        id: id(raw.id.as_ref())?,
        version: raw.version.as_ref()?.value.clone(),
        name: builder.text(raw.name.as_ref())?,
        accent: raw.accent.as_ref().map_or(Some(ACCENT), |accent| colour(&accent.value))?,
        site: builder.link(raw.site.as_ref())?,
        contact,
        wizards: Vec::new(),
        languages,
        hosts,
    })
}

/// Builds one guide of a pack.
pub(super) fn guide(raw: &RawGuide, languages: &[Lang], hosts: &[String]) -> Option<Guide> {
    let builder = PackBuilder { languages, hosts };
    let title = builder.text(raw.title.as_ref())?;
    let says = raw.says.iter().filter(|(lang, _)| languages.contains(lang));
    Some(Guide {
        id: id(raw.id.as_ref())?,
        summary: raw.summary.as_ref().map_or_else(|| Some(title.clone()), |summary| builder.text(Some(summary)))?,
        title,
        says: says.map(|(lang, words)| (*lang, words.iter().map(|words| words.value.clone()).collect())).collect(),
        pages: raw.pages.iter().map(|page| builder.page(page)).collect::<Option<_>>()?,
        walks: raw.walks.iter().map(walk).collect::<Option<_>>()?,
    })
}

struct PackBuilder<'a> {
    languages: &'a [Lang],
    hosts: &'a [String],
}

impl PackBuilder<'_> {
    fn text(&self, raw: Option<&RawText>) -> Option<Text> {
        match &raw?.words {
            RawWords::Same(words) => Some(Text::same(words.value.clone())),
            RawWords::ByLanguage(by) => {
                let words = |lang: &Lang| {
                    by.iter().find(|(there, _)| there == lang).map(|(lang, words)| (*lang, words.value.clone()))
                };
                Text::by_language(self.languages.iter().filter_map(words))
            }
        }
    }

    /// A text may be absent, but if it is there it must be good.
    #[expect(clippy::option_option, reason = "an absent value and a bad one differ")]
    fn maybe(&self, raw: Option<&RawText>) -> Option<Option<Text>> {
        raw.map_or(Some(None), |raw| self.text(Some(raw)).map(Some))
    }

    fn texts(&self, raw: &[RawText]) -> Option<Vec<Text>> {
        raw.iter().map(|text| self.text(Some(text))).collect()
    }

    /// An address may be absent, but if it is there it must be good.
    #[expect(clippy::option_option, reason = "an absent value and a bad one differ")]
    fn mail(&self, raw: Option<&Name>) -> Option<Option<MailAddress>> {
        match raw {
            Some(raw) => allows_mail(self.hosts, &raw.value).map(Some),
            None => Some(None),
        }
    }

    fn link(&self, raw: Option<&Name>) -> Option<Link> {
        allows(self.hosts, &raw?.value)
    }

    fn page(&self, raw: &RawPage) -> Option<Page> {
        let page_id = id(raw.id.as_ref())?;
        let exits = raw.exits.as_ref()?.value.iter();
        Some(Page {
            title: self.text(raw.title.as_ref())?,
            why: self.maybe(raw.why.as_ref())?,
            minutes: raw.minutes,
            body: raw.body.iter().map(|block| self.block(block)).collect::<Option<_>>()?,
            tasks: raw.tasks.iter().map(|task| self.task(task)).collect::<Option<_>>()?,
            asks: raw.asks.iter().map(|ask| self.ask(ask)).collect::<Option<_>>()?,
            tools: raw.tools.iter().map(|tool| self.tool(tool)).collect::<Option<_>>()?,
            check: self.maybe(raw.check.as_ref())?,
            exits: exits.map(|exit| self.exit(exit, &page_id)).collect::<Option<_>>()?,
            id: page_id,
        })
    }

    fn block(&self, raw: &RawBlock) -> Option<Block> {
        Some(match raw {
            RawBlock::Text(text) => Block::Text(self.text(Some(text))?),
            RawBlock::Steps(texts) => Block::Steps(self.texts(texts)?),
            RawBlock::List(texts) => Block::List(self.texts(texts)?),
            RawBlock::Note(text) => Block::Note(self.text(Some(text))?),
            RawBlock::Warning(text) => Block::Warning(self.text(Some(text))?),
            RawBlock::Link { text, to } => Block::Link { text: self.text(text.as_ref())?, to: self.link(to.as_ref())? },
        })
    }

    fn task(&self, raw: &RawTask) -> Option<Task> {
        Some(Task {
            id: id(raw.id.as_ref())?,
            text: self.text(raw.text.as_ref())?,
            hint: self.maybe(raw.hint.as_ref())?,
        })
    }

    fn choice(&self, raw: &RawTask) -> Option<Choice> {
        let Task { id, text, hint } = self.task(raw)?;
        Some(Choice { id, text, hint })
    }

    fn ask(&self, raw: &RawAsk) -> Option<Question> {
        let kind = match raw.kind.as_ref()? {
            RawKind::Choice(choices) => {
                QuestionKind::Choice(choices.value.iter().map(|choice| self.choice(choice)).collect::<Option<_>>()?)
            }
            RawKind::Amount => QuestionKind::Amount,
            RawKind::Date => QuestionKind::Date,
            RawKind::OrderNumber => QuestionKind::OrderNumber,
            RawKind::ErrorText => QuestionKind::ErrorText,
            RawKind::ShortText => QuestionKind::ShortText,
        };
        let (text, hint) = (self.text(raw.text.as_ref())?, self.maybe(raw.hint.as_ref())?);
        Some(Question { id: id(raw.id.as_ref())?, text, hint, kind, optional: raw.optional })
    }

    fn tool(&self, raw: &RawTool) -> Option<Tool> {
        Some(match raw {
            RawTool::OpenLink { text, to } => {
                Tool::OpenLink { text: self.text(text.as_ref())?, to: self.link(to.as_ref())? }
            }
            RawTool::CopyText { label, text } => {
                Tool::CopyText { label: self.text(label.as_ref())?, text: self.text(text.as_ref())? }
            }
            RawTool::ClearBrowserData => Tool::ClearBrowserData,
            RawTool::SaveReport => Tool::SaveReport,
            RawTool::ContactSupport => Tool::ContactSupport,
        })
    }

    fn exit(&self, raw: &RawExit, here: &Id) -> Option<Exit> {
        let when = match &raw.when {
            RawWhen::Always => None,
            RawWhen::If(when) => Some(condition(when, here)?),
            RawWhen::Unread => return None,
        };
        Some(Exit { when, go: target(raw.go.as_ref())?, because: self.maybe(raw.because.as_ref())? })
    }
}

fn id(raw: Option<&Name>) -> Option<Id> {
    raw.map(|name| Id::from(name.value.as_str()))
}

fn target(raw: Option<&RawTarget>) -> Option<ExitTarget> {
    raw.map(|target| match target {
        RawTarget::Page(name) => ExitTarget::Page(Id::from(name.value.as_str())),
        RawTarget::End(outcome) => ExitTarget::End(*outcome),
    })
}

/// `page/thing`, or a thing on this page.
fn split(name: &Name, here: &Id) -> (Id, Id) {
    match name.value.split_once('/') {
        Some((page, thing)) => (Id::from(page), Id::from(thing)),
        None => (here.clone(), Id::from(name.value.as_str())),
    }
}

fn condition(raw: &RawCondition, here: &Id) -> Option<Condition> {
    let all = |inner: &[RawCondition]| inner.iter().map(|inner| condition(inner, here)).collect::<Option<Vec<_>>>();
    Some(match raw {
        RawCondition::Solved => Condition::Solved,
        RawCondition::Ticked(name) => {
            let (page, task) = split(name, here);
            Condition::Ticked { page, task }
        }
        RawCondition::Answered(name) => {
            let (page, ask) = split(name, here);
            Condition::Answered { page, ask }
        }
        RawCondition::Chose(name, choice) => {
            let (page, ask) = split(name, here);
            Condition::Chose { page, ask, choice: Id::from(choice.value.as_str()) }
        }
        RawCondition::Language(lang) => Condition::Language(*lang),
        RawCondition::Os(os) => Condition::Os(*os),
        RawCondition::Not(inner) => Condition::Not(Box::new(condition(inner, here)?)),
        RawCondition::All(inner) => Condition::All(all(inner)?),
        RawCondition::Any(inner) => Condition::Any(all(inner)?),
    })
}

fn walk(raw: &RawWalk) -> Option<Walk> {
    let pair = |name: &Name| name.value.split_once('/').map(|(page, thing)| (Id::from(page), Id::from(thing)));
    let step = |step: &RawStep| {
        Some(match step {
            RawStep::Tick(name) => {
                let (page, task) = pair(name)?;
                WalkStep::Tick { page, task }
            }
            RawStep::Choose(name, choice) => {
                let (page, ask) = pair(name)?;
                WalkStep::Choose { page, ask, choice: Id::from(choice.value.as_str()) }
            }
            RawStep::Type(name, words) => {
                let (page, ask) = pair(name)?;
                WalkStep::Type { page, ask, words: words.value.clone() }
            }
            RawStep::Say(outcome) => WalkStep::Say(*outcome),
            RawStep::Next => WalkStep::Next,
            RawStep::Back => WalkStep::Back,
        })
    };
    Some(Walk {
        name: raw.name.as_ref()?.value.clone(),
        steps: raw.steps.iter().map(step).collect::<Option<_>>()?,
        ends: target(raw.ends.as_ref())?,
    })
}
