//! Exits, conditions and walks.
//!
//! Owns the names of conditions and of a walk's steps. Must not know whether what they name is there.

use super::super::desk::Diagnostics;
use super::super::model::{Os, Outcome};
use super::super::node::{Node, NodeKind};
use super::super::raw::{RawCondition, RawExit, RawStep, RawTarget, RawWalk, RawWhen};
use super::fields::Fields;
use super::items;
use super::values::{Called, Variant, language, list, name, unwrap_some, wrong_type};

pub(super) fn exit(node: &Node, desk: &mut Diagnostics<'_>) -> Option<RawExit> {
    let fields = Fields::read(node, &["go"], &["when", "because"], desk)?;
    Some(RawExit {
        span: node.span.clone(),
        when: fields
            .optional("when")
            .map_or(RawWhen::Always, |node| condition(node, desk).map_or(RawWhen::Unread, RawWhen::If)),
        go: fields.get("go").and_then(|node| target(node, desk)),
        because: fields.optional("because").and_then(|node| super::values::text(node, desk)),
    })
}

const END: Called =
    Called { chinese: "去处", english: "a destination", english_kind: "destination", forms: &["End(…)"] };

fn target(node: &Node, desk: &mut Diagnostics<'_>) -> Option<RawTarget> {
    match &node.kind {
        NodeKind::Text(_) => name(node, desk).map(RawTarget::Page),
        NodeKind::Group { name: Some(_), .. } => {
            let variant = Variant::read(node, "unknown-target", &END, desk)?;
            let [outcome] = variant.values(desk)?;
            self::outcome(outcome, desk).map(RawTarget::End)
        }
        NodeKind::Number(_)
        | NodeKind::Word(_)
        | NodeKind::Group { name: None, .. }
        | NodeKind::List(_)
        | NodeKind::Map(_)
        | NodeKind::Missing => {
            wrong_type(
                node,
                desk,
                "页面的 id，或 End(Solved)、End(NotSolved)",
                "a page's id, or End(Solved) or End(NotSolved)",
            );
            None
        }
    }
}

fn outcome(node: &Node, desk: &mut Diagnostics<'_>) -> Option<Outcome> {
    const OUTCOME: Called =
        Called { chinese: "结果", english: "an outcome", english_kind: "outcome", forms: &["Solved", "NotSolved"] };
    let variant = Variant::read(node, "unknown-outcome", &OUTCOME, desk)?;
    let [] = variant.values(desk)?;
    Some(if variant.name == "Solved" { Outcome::Solved } else { Outcome::NotSolved })
}

fn condition(node: &Node, desk: &mut Diagnostics<'_>) -> Option<RawCondition> {
    const CONDITION: Called = Called {
        chinese: "条件",
        english: "a condition",
        english_kind: "condition",
        forms: &[
            "Solved",
            "Ticked(…)",
            "Answered(…)",
            "Chose(…)",
            "Language(…)",
            "Os(…)",
            "Not(…)",
            "All([…])",
            "Any([…])",
        ],
    };
    let node = unwrap_some(node);
    let variant = Variant::read(node, "unknown-condition", &CONDITION, desk)?;
    match variant.name {
        "Solved" => {
            let [] = variant.values(desk)?;
            Some(RawCondition::Solved)
        }
        "Chose" => {
            let [ask, choice] = variant.values(desk)?;
            let (ask, choice) = (name(ask, desk), name(choice, desk));
            Some(RawCondition::Chose(ask?, choice?))
        }
        "All" | "Any" => {
            let [inner] = variant.values(desk)?;
            let inner = list(inner, desk, condition)?.value;
            Some(if variant.name == "All" { RawCondition::All(inner) } else { RawCondition::Any(inner) })
        }
        other => {
            let [inner] = variant.values(desk)?;
            match other {
                "Ticked" => name(inner, desk).map(RawCondition::Ticked),
                "Answered" => name(inner, desk).map(RawCondition::Answered),
                "Language" => language(inner, desk).map(|lang| RawCondition::Language(lang.value)),
                "Os" => os(inner, desk).map(RawCondition::Os),
                _ => condition(inner, desk).map(|inner| RawCondition::Not(Box::new(inner))),
            }
        }
    }
}

fn os(node: &Node, desk: &mut Diagnostics<'_>) -> Option<Os> {
    const SYSTEM: Called = Called {
        chinese: "操作系统",
        english: "an operating system",
        english_kind: "operating system",
        forms: &["Windows", "MacOs", "Linux"],
    };
    let variant = Variant::read(node, "unknown-system", &SYSTEM, desk)?;
    let [] = variant.values(desk)?;
    Some(match variant.name {
        "Windows" => Os::Windows,
        "MacOs" => Os::MacOs,
        _ => Os::Linux,
    })
}

pub(super) fn walk(node: &Node, desk: &mut Diagnostics<'_>) -> Option<RawWalk> {
    let fields = Fields::read(node, &["name", "steps", "ends"], &[], desk)?;
    Some(RawWalk {
        name: fields.get("name").and_then(|node| name(node, desk)),
        steps: items(fields.get("steps"), desk, step),
        ends: fields.get("ends").and_then(|node| target(node, desk)),
    })
}

fn step(node: &Node, desk: &mut Diagnostics<'_>) -> Option<RawStep> {
    const STEP: Called = Called {
        chinese: "走查步骤",
        english: "a step of a walk",
        english_kind: "step of a walk",
        forms: &["Tick(…)", "Choose(…)", "Type(…)", "Say(…)", "Next", "Back"],
    };
    let variant = Variant::read(node, "unknown-step", &STEP, desk)?;
    match variant.name {
        "Tick" => {
            let [task] = variant.values(desk)?;
            name(task, desk).map(RawStep::Tick)
        }
        "Choose" | "Type" => {
            let [ask, answer] = variant.values(desk)?;
            let (ask, answer) = (name(ask, desk), name(answer, desk));
            Some(if variant.name == "Choose" { RawStep::Choose(ask?, answer?) } else { RawStep::Type(ask?, answer?) })
        }
        "Say" => {
            let [said] = variant.values(desk)?;
            outcome(said, desk).map(RawStep::Say)
        }
        name => {
            let [] = variant.values(desk)?;
            Some(if name == "Next" { RawStep::Next } else { RawStep::Back })
        }
    }
}
