//! Exits, conditions and walks name only things that exist.

use super::super::diagnostics::{Diagnostics, Name, both};
use super::super::raw::{RawAsk, RawCondition, RawGuide, RawKind, RawPage, RawStep, RawTarget};
use super::super::suggest::did_you_mean;

pub(super) fn check(guide: &RawGuide, diagnostics: &mut Diagnostics<'_>) {
    let references = References { guide };
    for page in &guide.pages {
        for exit in page.exits.iter().flat_map(|exits| &exits.value) {
            if let Some(condition) = exit.when.condition() {
                references.condition(condition, page, diagnostics);
            }
            references.target(exit.go.as_ref(), diagnostics);
        }
    }
    for walk in &guide.walks {
        for step in &walk.steps {
            references.step(step, diagnostics);
        }
        references.target(walk.ends.as_ref(), diagnostics);
    }
}

/// A kind of thing on a page, with the words that authors use for it.
struct NamedKind {
    code: &'static str,
    chinese: &'static str,
    english: &'static str,
}

const TASK: NamedKind = NamedKind { code: "unknown-task", chinese: "任务", english: "task" };
const ASK: NamedKind = NamedKind { code: "unknown-ask", chinese: "问题", english: "question" };

struct References<'a> {
    guide: &'a RawGuide,
}

impl<'a> References<'a> {
    fn page_ids(&self) -> impl Iterator<Item = &'a str> + Clone {
        self.guide.pages.iter().filter_map(|page| page.id.as_ref()).map(|id| id.value.as_str())
    }

    fn page(&self, id: &str, at: &Name, diagnostics: &mut Diagnostics<'_>) -> Option<&'a RawPage> {
        let found = self.guide.pages.iter().find(|page| page.id.as_ref().is_some_and(|name| name.value == id));
        if found.is_none() {
            let message = both(format!("没有名为 `{id}` 的页面"), format!("there is no page named `{id}`"));
            diagnostics.error("unknown-page", &at.span, message, did_you_mean(id, self.page_ids()));
        }
        found
    }

    fn target(&self, target: Option<&RawTarget>, diagnostics: &mut Diagnostics<'_>) {
        if let Some(RawTarget::Page(name)) = target {
            self.page(&name.value, name, diagnostics);
        }
    }

    /// The page that `page/thing` or `thing` means, and the thing's id.
    fn split<'n>(
        &self,
        name: &'n Name,
        here: Option<&'a RawPage>,
        diagnostics: &mut Diagnostics<'_>,
    ) -> Option<(&'a RawPage, &'n str)> {
        if let Some((page, thing)) = name.value.split_once('/') {
            return Some((self.page(page, name, diagnostics)?, thing));
        }
        if here.is_none() {
            let message =
                both(format!("`{}` 前面要写页面", name.value), format!("`{}` needs its page in front", name.value));
            let help = both(format!("写成 \"页面/{}\"", name.value), format!("write \"page/{}\"", name.value));
            diagnostics.error("reference-without-page", &name.span, message, help);
        }
        Some((here?, &name.value))
    }

    fn task(&self, name: &Name, here: Option<&'a RawPage>, diagnostics: &mut Diagnostics<'_>) {
        let Some((page, thing)) = self.split(name, here, diagnostics) else { return };
        let ids = page.tasks.iter().filter_map(|task| task.id.as_ref()).map(|id| id.value.as_str());
        known(thing, name, page, &TASK, ids, diagnostics);
    }

    fn ask(&self, name: &Name, here: Option<&'a RawPage>, diagnostics: &mut Diagnostics<'_>) -> Option<&'a RawAsk> {
        let (page, thing) = self.split(name, here, diagnostics)?;
        let ids = page.asks.iter().filter_map(|ask| ask.id.as_ref()).map(|id| id.value.as_str());
        known(thing, name, page, &ASK, ids, diagnostics);
        page.asks.iter().find(|ask| ask.id.as_ref().is_some_and(|id| id.value == thing))
    }

    fn choice(&self, ask_name: &Name, choice: &Name, here: Option<&'a RawPage>, diagnostics: &mut Diagnostics<'_>) {
        let Some(ask) = self.ask(ask_name, here, diagnostics) else { return };
        let choices = match &ask.kind {
            Some(RawKind::Choice(choices)) => choices,
            None => return,
            Some(RawKind::Amount | RawKind::Date | RawKind::OrderNumber | RawKind::ErrorText | RawKind::ShortText) => {
                let message = both(
                    format!("问题 `{}` 没有选项可选", ask_name.value),
                    format!("the question `{}` has no choices", ask_name.value),
                );
                let help = both("用 Answered(…)，或在走查里用 Type(…)", "use Answered(…), or Type(…) in a walk");
                diagnostics.error("not-a-choice", &ask_name.span, message, help);
                return;
            }
        };
        let ids = || choices.value.iter().filter_map(|choice| choice.id.as_ref()).map(|id| id.value.as_str());
        if ids().all(|id| id != choice.value) {
            let message = both(
                format!("问题 `{}` 没有名为 `{}` 的选项", ask_name.value, choice.value),
                format!("the question `{}` has no choice named `{}`", ask_name.value, choice.value),
            );
            let all = ids().collect::<Vec<_>>();
            diagnostics.error("unknown-choice", &choice.span, message, did_you_mean(&choice.value, all));
        }
    }

    fn condition(&self, condition: &RawCondition, here: &'a RawPage, diagnostics: &mut Diagnostics<'_>) {
        match condition {
            RawCondition::Solved | RawCondition::Language(_) | RawCondition::Os(_) => {}
            RawCondition::Ticked(task) => self.task(task, Some(here), diagnostics),
            RawCondition::Answered(ask) => {
                self.ask(ask, Some(here), diagnostics);
            }
            RawCondition::Chose(ask, choice) => self.choice(ask, choice, Some(here), diagnostics),
            RawCondition::Not(inner) => self.condition(inner, here, diagnostics),
            RawCondition::All(inner) | RawCondition::Any(inner) => {
                for condition in inner {
                    self.condition(condition, here, diagnostics);
                }
            }
        }
    }

    fn step(&self, step: &RawStep, diagnostics: &mut Diagnostics<'_>) {
        match step {
            RawStep::Tick(task) => self.task(task, None, diagnostics),
            RawStep::Choose(ask, choice) => self.choice(ask, choice, None, diagnostics),
            RawStep::Type(name, _) => {
                if let Some(RawAsk { kind: Some(RawKind::Choice(_)), .. }) = self.ask(name, None, diagnostics) {
                    let message = both(
                        format!("问题 `{}` 要选择，不能输入", name.value),
                        format!("the question `{}` is answered by choosing, not by typing", name.value),
                    );
                    diagnostics.error("not-typed", &name.span, message, both("用 Choose(…)", "use Choose(…)"));
                }
            }
            RawStep::Say(_) | RawStep::Next | RawStep::Back => {}
        }
    }
}

fn known<'a>(
    thing: &str,
    at: &Name,
    page: &RawPage,
    kind: &NamedKind,
    ids: impl Iterator<Item = &'a str> + Clone,
    diagnostics: &mut Diagnostics<'_>,
) {
    if ids.clone().any(|id| id == thing) {
        return;
    }
    let page = page.id.as_ref().map_or("?", |id| id.value.as_str());
    let message = both(
        format!("页面 `{page}` 上没有名为 `{thing}` 的{}", kind.chinese),
        format!("the page `{page}` has no {} named `{thing}`", kind.english),
    );
    diagnostics.error(kind.code, &at.span, message, did_you_mean(thing, ids));
}
