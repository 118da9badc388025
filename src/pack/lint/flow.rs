//! Ways through a wizard: every page is reached, none is a dead end, and a person is always within reach.

use std::collections::BTreeSet;

use super::super::desk::{Diagnostics, Span, both};
use super::super::model::Outcome;
use super::super::raw::{RawCondition, RawExit, RawKind, RawPage, RawTarget, RawTool, RawWhen, RawWizard};
use super::super::suggest::nearest;

pub(super) fn check(wizard: &RawWizard, desk: &mut Diagnostics<'_>) {
    for page in &wizard.pages {
        exits(page, desk);
        check_is_asked(page, desk);
        choices(page, desk);
        conditions(page, desk);
    }
    let Some(first) = wizard.pages.first() else {
        // Without a place of its own the complaint stands at the wizard's id.
        let span = wizard.id.as_ref().map_or(0..0, |id| id.span.clone());
        if !desk.has_errors() {
            desk.error("no-pages", &span, both("这份指南一个页面也没有", "this guide has no pages"), None);
        }
        return;
    };
    let map = Map::new(wizard);
    if !map.complete {
        return;
    }
    let reached = map.reached_from_first();
    for (index, page) in wizard.pages.iter().enumerate().filter(|(index, _)| !reached.contains(index)) {
        let id = map.id(index);
        let message = both(format!("没有出口通往页面 `{id}`"), format!("no exit leads to the page `{id}`"));
        let help = both("给别的页面加一个去这里的出口，或者删掉它", "add an exit to it on another page, or delete it");
        desk.warning("unreachable-page", &place(page), message, help);
    }
    let out = map.leading_to(&map.ways_out());
    let stuck = reached.difference(&out).copied().collect::<Vec<_>>();
    if let Some(page) = stuck.first().and_then(|index| wizard.pages.get(*index)) {
        let ids = stuck.iter().map(|index| map.id(*index)).collect::<Vec<_>>();
        let message = both(
            format!("问题没解决的客户会在这些页面之间一直绕圈：{}", ids.join("、")),
            format!("customers whose problem is not solved go round in circles here: {}", ids.join(", ")),
        );
        let help = both(
            "给其中一页加一个通往别处或 End(NotSolved) 的出口",
            "give one of them an exit that leads elsewhere or to End(NotSolved)",
        );
        desk.error("loop", &place(page), message, help);
    } else if map.support().is_disjoint(&reached) && map.dead.is_disjoint(&reached) {
        let id = wizard.id.as_ref().map_or_else(|| place(first), |id| id.span.clone());
        let message = both("这份指南没有一条路通往客服", "no path through this guide leads to support");
        let help = both(
            "给某个出口写 go: End(NotSolved)，或者在某页放上 ContactSupport",
            "let an exit go to End(NotSolved), or put ContactSupport on a page",
        );
        desk.error("no-way-to-support", &id, message, help);
    }
}

fn place(page: &RawPage) -> Span {
    page.id.as_ref().map_or(page.span.start..page.span.start + 1, |id| id.span.clone())
}

fn exits(page: &RawPage, desk: &mut Diagnostics<'_>) {
    let Some(exits) = &page.exits else { return };
    let Some(last) = exits.value.last() else {
        let message =
            both("这一页没有出口，客户走到这里就动不了了", "this page has no exit; customers get stuck on it");
        let help = both("至少写一个出口，例如 (go: End(NotSolved))", "write at least one, like (go: End(NotSolved))");
        desk.error("dead-end", &exits.span, message, help);
        return;
    };
    if !last.when.is_always() {
        let only_solved = exits.value.iter().all(needs_solved);
        let (code, message) = if only_solved {
            (
                "only-solved",
                both(
                    "这一页只写了“已解决”的出口，没解决的客户就动不了了",
                    "this page has an exit for `Solved` only; customers whose problem is not solved get stuck on it",
                ),
            )
        } else {
            (
                "last-exit-has-condition",
                both(
                    "最后一个出口带有条件，条件都不满足的客户就动不了了",
                    "the last exit has a condition; customers for whom no condition is true get stuck on this page",
                ),
            )
        };
        let help = both("在后面再写一个没有 when 的出口", "add one more exit without `when` after it");
        desk.error(code, &last.span, message, help);
    }
    let mut after = exits.value.iter().skip_while(|exit| !exit.when.is_always()).skip(1);
    if let Some(never) = after.next() {
        let message = both(
            "前一个出口没有条件，所以这个出口永远不会用到",
            "the exit before this one has no condition, so this one is never taken",
        );
        let help = both("把没有 when 的出口放到最后", "put the exit without `when` last");
        desk.warning("exit-never-taken", &never.span, message, help);
    }
}

fn check_is_asked(page: &RawPage, desk: &mut Diagnostics<'_>) {
    // An unreadable condition may be the one that asks.
    let asks = |exit: &RawExit| match &exit.when {
        RawWhen::Always => false,
        RawWhen::If(condition) => mentions_solved(condition),
        RawWhen::Unread => true,
    };
    let asked = page.exits.iter().flat_map(|exits| &exits.value).any(asks);
    if let (Some(check), false) = (&page.check, asked) {
        let message = both(
            "写了 `check`，但没有以 Solved 为条件的出口，这个问题不会问出来",
            "there is a `check` but no exit for `Solved`, so the question is never asked",
        );
        let help = both("加一个出口 (when: Solved, go: End(Solved))", "add the exit (when: Solved, go: End(Solved))");
        desk.warning("check-without-solved", &check.span, message, help);
    }
}

fn choices(page: &RawPage, desk: &mut Diagnostics<'_>) {
    for ask in &page.asks {
        if let Some(RawKind::Choice(choices)) = &ask.kind
            && choices.value.len() < 2
        {
            let message = both("选择题至少要有两个选项", "a multiple-choice question needs at least two choices");
            desk.error("too-few-choices", &choices.span, message, None);
        }
    }
}

/// `All([])` is always met and `Any([])` never: neither is what an author means.
fn conditions(page: &RawPage, desk: &mut Diagnostics<'_>) {
    for exit in page.exits.iter().flat_map(|exits| &exits.value) {
        if let Some(condition) = exit.when.condition()
            && has_empty(condition)
        {
            let message =
                both("All([]) 或 Any([]) 里至少要写一个条件", "All([…]) and Any([…]) need at least one condition");
            desk.error("empty-condition", &exit.span, message, None);
        }
    }
}

fn has_empty(condition: &RawCondition) -> bool {
    match condition {
        RawCondition::All(inner) | RawCondition::Any(inner) => inner.is_empty() || inner.iter().any(has_empty),
        RawCondition::Not(inner) => has_empty(inner),
        RawCondition::Solved
        | RawCondition::Ticked(_)
        | RawCondition::Answered(_)
        | RawCondition::Chose(..)
        | RawCondition::Language(_)
        | RawCondition::Os(_) => false,
    }
}

fn mentions_solved(condition: &RawCondition) -> bool {
    match condition {
        RawCondition::Solved => true,
        RawCondition::Not(inner) => mentions_solved(inner),
        RawCondition::All(inner) | RawCondition::Any(inner) => inner.iter().any(mentions_solved),
        RawCondition::Ticked(_)
        | RawCondition::Answered(_)
        | RawCondition::Chose(..)
        | RawCondition::Language(_)
        | RawCondition::Os(_) => false,
    }
}

/// Whether only a customer who said "solved" can take this exit.
fn needs_solved(exit: &RawExit) -> bool {
    fn needs(condition: &RawCondition) -> bool {
        match condition {
            RawCondition::Solved => true,
            RawCondition::All(inner) => inner.iter().any(needs),
            RawCondition::Any(inner) => !inner.is_empty() && inner.iter().all(needs),
            RawCondition::Not(_)
            | RawCondition::Ticked(_)
            | RawCondition::Answered(_)
            | RawCondition::Chose(..)
            | RawCondition::Language(_)
            | RawCondition::Os(_) => false,
        }
    }
    exit.when.condition().is_some_and(needs)
}

/// The pages and the ways between them.
struct Map<'a> {
    wizard: &'a RawWizard,
    /// From page to page: every way, and whether the unsolved can take it.
    ways: Vec<(usize, usize, Taken)>,
    ends: Vec<(usize, Outcome, Taken)>,
    dead: BTreeSet<usize>,
    /// Whether every exit's destination is known; guesses about the rest would only confuse.
    complete: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Taken {
    ByAnyone,
    BySolvedOnly,
}

impl<'a> Map<'a> {
    fn new(wizard: &'a RawWizard) -> Self {
        let mut map = Self { wizard, ways: Vec::new(), ends: Vec::new(), dead: BTreeSet::new(), complete: true };
        for (from, page) in wizard.pages.iter().enumerate() {
            map.complete &= page.id.is_some() && page.exits.is_some();
            let exits = page.exits.iter().flat_map(|exits| &exits.value);
            let mut stuck = true;
            for exit in exits {
                let taken = if needs_solved(exit) { Taken::BySolvedOnly } else { Taken::ByAnyone };
                stuck &= taken == Taken::BySolvedOnly;
                match &exit.go {
                    None => map.complete = false,
                    Some(RawTarget::End(outcome)) => map.ends.push((from, *outcome, taken)),
                    Some(RawTarget::Page(name)) => match map.index(&name.value) {
                        Some(to) => map.ways.push((from, to, taken)),
                        None => map.complete = false,
                    },
                }
            }
            if stuck {
                map.dead.insert(from);
            }
        }
        map
    }

    fn id(&self, index: usize) -> &'a str {
        self.wizard.pages.get(index).and_then(|page| page.id.as_ref()).map_or("?", |id| id.value.as_str())
    }

    /// The page of this name, or the one that was probably meant.
    fn index(&self, name: &str) -> Option<usize> {
        let ids = || self.wizard.pages.iter().map(|page| page.id.as_ref().map_or("", |id| id.value.as_str()));
        let exact = ids().position(|id| id == name);
        exact.or_else(|| nearest(name, ids()).and_then(|near| ids().position(|id| id == near)))
    }

    fn reached_from_first(&self) -> BTreeSet<usize> {
        let mut reached = BTreeSet::from([0]);
        loop {
            let more = self.ways.iter().filter(|(from, ..)| reached.contains(from)).map(|(_, to, _)| *to);
            let more = more.filter(|to| !reached.contains(to)).collect::<Vec<_>>();
            if more.is_empty() {
                return reached;
            }
            reached.extend(more);
        }
    }

    /// Every page from which an unsolved customer can come to one of these.
    fn leading_to(&self, goals: &BTreeSet<usize>) -> BTreeSet<usize> {
        let mut leading = goals.clone();
        loop {
            let open = self.ways.iter().filter(|(_, to, taken)| *taken == Taken::ByAnyone && leading.contains(to));
            let more = open.map(|(from, ..)| *from).filter(|from| !leading.contains(from)).collect::<Vec<_>>();
            if more.is_empty() {
                return leading;
            }
            leading.extend(more);
        }
    }

    /// Pages that end the session for an unsolved customer; a dead end is named elsewhere.
    fn ways_out(&self) -> BTreeSet<usize> {
        let ends = self.ends.iter().filter(|(.., taken)| *taken == Taken::ByAnyone).map(|(page, ..)| *page);
        ends.chain(self.dead.iter().copied()).chain(self.with_contact()).collect()
    }

    fn support(&self) -> BTreeSet<usize> {
        let ends =
            self.ends.iter().filter(|(_, outcome, taken)| *outcome == Outcome::NotSolved && *taken == Taken::ByAnyone);
        ends.map(|(page, ..)| *page).chain(self.with_contact()).collect()
    }

    fn with_contact(&self) -> impl Iterator<Item = usize> {
        let pages = self.wizard.pages.iter().enumerate();
        let contact = |page: &RawPage| page.tools.iter().any(|tool| matches!(tool, RawTool::ContactSupport));
        pages.filter(move |(_, page)| contact(page)).map(|(index, _)| index)
    }
}
