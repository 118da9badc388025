//! Ways through a guide: every page can be reached, none is a dead end, and support can always be reached.

use std::collections::BTreeSet;

use super::super::diagnostics::{ByteSpan, Diagnostics, both};
use super::super::model::Outcome;
use super::super::raw::{RawCondition, RawExit, RawGuide, RawKind, RawPage, RawTarget, RawTool, RawWhen};
use super::super::suggest::nearest;

pub(super) fn check(guide: &RawGuide, diagnostics: &mut Diagnostics<'_>) {
    for page in &guide.pages {
        exits(page, diagnostics);
        check_is_asked(page, diagnostics);
        choices(page, diagnostics);
        conditions(page, diagnostics);
    }
    let Some(first) = guide.pages.first() else {
        // There is no page to point at, so the problem points at the guide's id.
        let span = guide.id.as_ref().map_or(0..0, |id| id.span.clone());
        if !diagnostics.has_errors() {
            diagnostics.error("no-pages", &span, both("这份指南一个页面也没有", "this guide has no pages"), None);
        }
        return;
    };
    let graph = PageGraph::new(guide);
    if !graph.complete {
        return;
    }
    let reached = graph.reached_from_first();
    for (index, page) in guide.pages.iter().enumerate().filter(|(index, _)| !reached.contains(index)) {
        let id = graph.id(index);
        let message = both(format!("没有出口通往页面 `{id}`"), format!("no exit leads to the page `{id}`"));
        let help = both("给别的页面加一个去这里的出口，或者删掉它", "add an exit to it on another page, or delete it");
        diagnostics.warning("unreachable-page", &place(page), message, help);
    }
    let out = graph.leading_to(&graph.ways_out());
    let stuck = reached.difference(&out).copied().collect::<Vec<_>>();
    if let Some(page) = stuck.first().and_then(|index| guide.pages.get(*index)) {
        let ids = stuck.iter().map(|index| graph.id(*index)).collect::<Vec<_>>();
        let message = both(
            format!("问题没解决的客户会在这些页面之间一直绕圈：{}", ids.join("、")),
            format!("customers whose problem is not solved go round in circles here: {}", ids.join(", ")),
        );
        let help = both(
            "给其中一页加一个通往别处或 End(NotSolved) 的出口",
            "give one of them an exit that leads elsewhere or to End(NotSolved)",
        );
        diagnostics.error("loop", &place(page), message, help);
    } else if graph.support().is_disjoint(&reached) && graph.dead.is_disjoint(&reached) {
        let id = guide.id.as_ref().map_or_else(|| place(first), |id| id.span.clone());
        let message = both("这份指南没有一条路通往客服", "no path through this guide leads to support");
        let help = both(
            "给某个出口写 go: End(NotSolved)，或者在某页放上 ContactSupport",
            "let an exit go to End(NotSolved), or put ContactSupport on a page",
        );
        diagnostics.error("no-way-to-support", &id, message, help);
    }
}

fn place(page: &RawPage) -> ByteSpan {
    page.id.as_ref().map_or(page.span.start..page.span.start + 1, |id| id.span.clone())
}

fn exits(page: &RawPage, diagnostics: &mut Diagnostics<'_>) {
    let Some(exits) = &page.exits else { return };
    let Some(last) = exits.value.last() else {
        let message =
            both("这一页没有出口，客户走到这里就动不了了", "this page has no exit; customers get stuck on it");
        let help = both("至少写一个出口，例如 (go: End(NotSolved))", "write at least one, like (go: End(NotSolved))");
        diagnostics.error("dead-end", &exits.span, message, help);
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
        diagnostics.error(code, &last.span, message, help);
    }
    let mut after = exits.value.iter().skip_while(|exit| !exit.when.is_always()).skip(1);
    if let Some(never) = after.next() {
        let message = both(
            "前一个出口没有条件，所以这个出口永远不会用到",
            "the exit before this one has no condition, so this one is never taken",
        );
        let help = both("把没有 when 的出口放到最后", "put the exit without `when` last");
        diagnostics.warning("exit-never-taken", &never.span, message, help);
    }
}

fn check_is_asked(page: &RawPage, diagnostics: &mut Diagnostics<'_>) {
    // A condition that could not be read may be the one that asks.
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
        diagnostics.warning("check-without-solved", &check.span, message, help);
    }
}

fn choices(page: &RawPage, diagnostics: &mut Diagnostics<'_>) {
    for ask in &page.asks {
        if let Some(RawKind::Choice(choices)) = &ask.kind
            && choices.value.len() < 2
        {
            let message = both("选择题至少要有两个选项", "a multiple-choice question needs at least two choices");
            diagnostics.error("too-few-choices", &choices.span, message, None);
        }
    }
}

/// `All([])` always holds and `Any([])` never does. No author means either.
fn conditions(page: &RawPage, diagnostics: &mut Diagnostics<'_>) {
    for exit in page.exits.iter().flat_map(|exits| &exits.value) {
        if let Some(condition) = exit.when.condition()
            && has_empty(condition)
        {
            let message =
                both("All([]) 或 Any([]) 里至少要写一个条件", "All([…]) and Any([…]) need at least one condition");
            diagnostics.error("empty-condition", &exit.span, message, None);
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

/// The pages and the exits between them.
struct PageGraph<'a> {
    guide: &'a RawGuide,
    /// From page to page: every exit, and whether customers whose problem is not solved can take it.
    edges: Vec<(usize, usize, TakenBy)>,
    ends: Vec<(usize, Outcome, TakenBy)>,
    dead: BTreeSet<usize>,
    /// Whether every exit's target is known. Otherwise, problems would only be guesses.
    complete: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum TakenBy {
    Anyone,
    SolvedOnly,
}

impl<'a> PageGraph<'a> {
    fn new(guide: &'a RawGuide) -> Self {
        let mut graph = Self { guide, edges: Vec::new(), ends: Vec::new(), dead: BTreeSet::new(), complete: true };
        for (from, page) in guide.pages.iter().enumerate() {
            graph.complete &= page.id.is_some() && page.exits.is_some();
            let exits = page.exits.iter().flat_map(|exits| &exits.value);
            let mut stuck = true;
            for exit in exits {
                let taken = if needs_solved(exit) { TakenBy::SolvedOnly } else { TakenBy::Anyone };
                stuck &= taken == TakenBy::SolvedOnly;
                match &exit.go {
                    None => graph.complete = false,
                    Some(RawTarget::End(outcome)) => graph.ends.push((from, *outcome, taken)),
                    Some(RawTarget::Page(name)) => match graph.index(&name.value) {
                        Some(to) => graph.edges.push((from, to, taken)),
                        None => graph.complete = false,
                    },
                }
            }
            if stuck {
                graph.dead.insert(from);
            }
        }
        graph
    }

    fn id(&self, index: usize) -> &'a str {
        self.guide.pages.get(index).and_then(|page| page.id.as_ref()).map_or("?", |id| id.value.as_str())
    }

    /// The page with this id, or the one that the author probably meant.
    fn index(&self, name: &str) -> Option<usize> {
        let ids = || self.guide.pages.iter().map(|page| page.id.as_ref().map_or("", |id| id.value.as_str()));
        let exact = ids().position(|id| id == name);
        exact.or_else(|| nearest(name, ids()).and_then(|near| ids().position(|id| id == near)))
    }

    fn reached_from_first(&self) -> BTreeSet<usize> {
        let mut reached = BTreeSet::from([0]);
        loop {
            let more = self.edges.iter().filter(|(from, ..)| reached.contains(from)).map(|(_, to, _)| *to);
            let more = more.filter(|to| !reached.contains(to)).collect::<Vec<_>>();
            if more.is_empty() {
                return reached;
            }
            reached.extend(more);
        }
    }

    /// Every page from which a customer whose problem is not solved can come to one of these.
    fn leading_to(&self, goals: &BTreeSet<usize>) -> BTreeSet<usize> {
        let mut leading = goals.clone();
        loop {
            let open = self.edges.iter().filter(|(_, to, taken)| *taken == TakenBy::Anyone && leading.contains(to));
            let more = open.map(|(from, ..)| *from).filter(|from| !leading.contains(from)).collect::<Vec<_>>();
            if more.is_empty() {
                return leading;
            }
            leading.extend(more);
        }
    }

    /// Pages that end the session for a customer whose problem is not solved. Dead ends have their own message.
    fn ways_out(&self) -> BTreeSet<usize> {
        let ends = self.ends.iter().filter(|(.., taken)| *taken == TakenBy::Anyone).map(|(page, ..)| *page);
        ends.chain(self.dead.iter().copied()).chain(self.with_contact()).collect()
    }

    fn support(&self) -> BTreeSet<usize> {
        let ends =
            self.ends.iter().filter(|(_, outcome, taken)| *outcome == Outcome::NotSolved && *taken == TakenBy::Anyone);
        ends.map(|(page, ..)| *page).chain(self.with_contact()).collect()
    }

    fn with_contact(&self) -> impl Iterator<Item = usize> {
        let pages = self.guide.pages.iter().enumerate();
        let contact = |page: &RawPage| page.tools.iter().any(|tool| matches!(tool, RawTool::ContactSupport));
        pages.filter(move |(_, page)| contact(page)).map(|(index, _)| index)
    }
}
