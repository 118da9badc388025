//! What exits, conditions and walks name is there.

use super::super::desk::{Diagnostics, Name, both};
use super::super::raw::{RawAsk, RawCondition, RawKind, RawPage, RawStep, RawTarget, RawWizard};
use super::super::suggest::did_you_mean;

pub(super) fn check(wizard: &RawWizard, desk: &mut Diagnostics<'_>) {
    let there = There { wizard };
    for page in &wizard.pages {
        for exit in page.exits.iter().flat_map(|exits| &exits.value) {
            if let Some(condition) = exit.when.condition() {
                there.condition(condition, page, desk);
            }
            there.target(exit.go.as_ref(), desk);
        }
    }
    for walk in &wizard.walks {
        for step in &walk.steps {
            there.step(step, desk);
        }
        there.target(walk.ends.as_ref(), desk);
    }
}

/// A kind of thing on a page, as authors call it.
struct Called {
    code: &'static str,
    chinese: &'static str,
    english: &'static str,
}

const TASK: Called = Called { code: "unknown-task", chinese: "任务", english: "task" };
const ASK: Called = Called { code: "unknown-ask", chinese: "问题", english: "question" };

struct There<'a> {
    wizard: &'a RawWizard,
}

impl<'a> There<'a> {
    fn page_ids(&self) -> impl Iterator<Item = &'a str> + Clone {
        self.wizard.pages.iter().filter_map(|page| page.id.as_ref()).map(|id| id.value.as_str())
    }

    fn page(&self, id: &str, at: &Name, desk: &mut Diagnostics<'_>) -> Option<&'a RawPage> {
        let found = self.wizard.pages.iter().find(|page| page.id.as_ref().is_some_and(|name| name.value == id));
        if found.is_none() {
            let message = both(format!("没有名为 `{id}` 的页面"), format!("there is no page named `{id}`"));
            desk.error("unknown-page", &at.span, message, did_you_mean(id, self.page_ids()));
        }
        found
    }

    fn target(&self, target: Option<&RawTarget>, desk: &mut Diagnostics<'_>) {
        if let Some(RawTarget::Page(name)) = target {
            self.page(&name.value, name, desk);
        }
    }

    /// The page that `page/thing` or `thing` means, and the thing's id.
    fn split<'n>(
        &self,
        name: &'n Name,
        here: Option<&'a RawPage>,
        desk: &mut Diagnostics<'_>,
    ) -> Option<(&'a RawPage, &'n str)> {
        if let Some((page, thing)) = name.value.split_once('/') {
            return Some((self.page(page, name, desk)?, thing));
        }
        if here.is_none() {
            let message =
                both(format!("`{}` 前面要写页面", name.value), format!("`{}` needs its page in front", name.value));
            let help = both(format!("写成 \"页面/{}\"", name.value), format!("write \"page/{}\"", name.value));
            desk.error("reference-without-page", &name.span, message, help);
        }
        Some((here?, &name.value))
    }

    fn task(&self, name: &Name, here: Option<&'a RawPage>, desk: &mut Diagnostics<'_>) {
        let Some((page, thing)) = self.split(name, here, desk) else { return };
        let ids = page.tasks.iter().filter_map(|task| task.id.as_ref()).map(|id| id.value.as_str());
        known(thing, name, page, &TASK, ids, desk);
    }

    fn ask(&self, name: &Name, here: Option<&'a RawPage>, desk: &mut Diagnostics<'_>) -> Option<&'a RawAsk> {
        let (page, thing) = self.split(name, here, desk)?;
        let ids = page.asks.iter().filter_map(|ask| ask.id.as_ref()).map(|id| id.value.as_str());
        known(thing, name, page, &ASK, ids, desk);
        page.asks.iter().find(|ask| ask.id.as_ref().is_some_and(|id| id.value == thing))
    }

    fn choice(&self, ask_name: &Name, choice: &Name, here: Option<&'a RawPage>, desk: &mut Diagnostics<'_>) {
        let Some(ask) = self.ask(ask_name, here, desk) else { return };
        let choices = match &ask.kind {
            Some(RawKind::Choice(choices)) => choices,
            None => return,
            Some(RawKind::Amount | RawKind::Date | RawKind::OrderNumber | RawKind::ErrorText | RawKind::ShortText) => {
                let message = both(
                    format!("问题 `{}` 没有选项可选", ask_name.value),
                    format!("the question `{}` has no choices", ask_name.value),
                );
                let help = both("用 Answered(…)，或在走查里用 Type(…)", "use Answered(…), or Type(…) in a walk");
                desk.error("not-a-choice", &ask_name.span, message, help);
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
            desk.error("unknown-choice", &choice.span, message, did_you_mean(&choice.value, all));
        }
    }

    fn condition(&self, condition: &RawCondition, here: &'a RawPage, desk: &mut Diagnostics<'_>) {
        match condition {
            RawCondition::Solved | RawCondition::Language(_) | RawCondition::Os(_) => {}
            RawCondition::Ticked(task) => self.task(task, Some(here), desk),
            RawCondition::Answered(ask) => {
                self.ask(ask, Some(here), desk);
            }
            RawCondition::Chose(ask, choice) => self.choice(ask, choice, Some(here), desk),
            RawCondition::Not(inner) => self.condition(inner, here, desk),
            RawCondition::All(inner) | RawCondition::Any(inner) => {
                for condition in inner {
                    self.condition(condition, here, desk);
                }
            }
        }
    }

    fn step(&self, step: &RawStep, desk: &mut Diagnostics<'_>) {
        match step {
            RawStep::Tick(task) => self.task(task, None, desk),
            RawStep::Choose(ask, choice) => self.choice(ask, choice, None, desk),
            RawStep::Type(name, _) => {
                if let Some(RawAsk { kind: Some(RawKind::Choice(_)), .. }) = self.ask(name, None, desk) {
                    let message = both(
                        format!("问题 `{}` 要选择，不能输入", name.value),
                        format!("the question `{}` is answered by choosing, not by typing", name.value),
                    );
                    desk.error("not-typed", &name.span, message, both("用 Choose(…)", "use Choose(…)"));
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
    called: &Called,
    ids: impl Iterator<Item = &'a str> + Clone,
    desk: &mut Diagnostics<'_>,
) {
    if ids.clone().any(|id| id == thing) {
        return;
    }
    let page = page.id.as_ref().map_or("?", |id| id.value.as_str());
    let message = both(
        format!("页面 `{page}` 上没有名为 `{thing}` 的{}", called.chinese),
        format!("the page `{page}` has no {} named `{thing}`", called.english),
    );
    desk.error(called.code, &at.span, message, did_you_mean(thing, ids));
}
