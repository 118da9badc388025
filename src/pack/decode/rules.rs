//! Exits, conditions and walks.
//!
//! Owns the names of conditions and of a walk's steps. Must not know whether the things that they name exist.

use super::super::diagnostics::Diagnostics;
use super::super::model::{Os, Outcome};
use super::super::node::{Node, NodeKind};
use super::super::raw::{RawCondition, RawExit, RawStep, RawTarget, RawWalk, RawWhen};
use super::fields::Fields;
use super::items;
use super::values::{Variant, VariantNames, language, list, name, unwrap_some, wrong_type};

pub(super) fn exit(node: &Node, diagnostics: &mut Diagnostics<'_>) -> Option<RawExit> {
    let fields = Fields::read(node, &["go"], &["when", "because"], diagnostics)?;
    Some(RawExit {
        span: node.span.clone(),
        when: fields
            .optional("when")
            .map_or(RawWhen::Always, |node| condition(node, diagnostics).map_or(RawWhen::Unread, RawWhen::If)),
        go: fields.get("go").and_then(|node| target(node, diagnostics)),
        because: fields.optional("because").and_then(|node| super::values::text(node, diagnostics)),
    })
}

const END: VariantNames =
    VariantNames { chinese: "去处", english: "a destination", english_kind: "destination", forms: &["End(…)"] };

fn target(node: &Node, diagnostics: &mut Diagnostics<'_>) -> Option<RawTarget> {
    match &node.kind {
        NodeKind::Text(_) => name(node, diagnostics).map(RawTarget::Page),
        NodeKind::Group { name: Some(_), .. } => {
            let variant = Variant::read(node, "unknown-target", &END, diagnostics)?;
            let [outcome] = variant.values(diagnostics)?;
            self::outcome(outcome, diagnostics).map(RawTarget::End)
        }
        NodeKind::Number(_)
        | NodeKind::Word(_)
        | NodeKind::Group { name: None, .. }
        | NodeKind::List(_)
        | NodeKind::Map(_)
        | NodeKind::Missing => {
            wrong_type(
                node,
                diagnostics,
                "页面的 id，或 End(Solved)、End(NotSolved)",
                "a page's id, or End(Solved) or End(NotSolved)",
            );
            None
        }
    }
}

fn outcome(node: &Node, diagnostics: &mut Diagnostics<'_>) -> Option<Outcome> {
    const OUTCOME: VariantNames = VariantNames {
        chinese: "结果",
        english: "an outcome",
        english_kind: "outcome",
        forms: &["Solved", "NotSolved"],
    };
    let variant = Variant::read(node, "unknown-outcome", &OUTCOME, diagnostics)?;
    let [] = variant.values(diagnostics)?;
    Some(if variant.name == "Solved" { Outcome::Solved } else { Outcome::NotSolved })
}

fn condition(node: &Node, diagnostics: &mut Diagnostics<'_>) -> Option<RawCondition> {
    const CONDITION: VariantNames = VariantNames {
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
    let variant = Variant::read(node, "unknown-condition", &CONDITION, diagnostics)?;
    match variant.name {
        "Solved" => {
            let [] = variant.values(diagnostics)?;
            Some(RawCondition::Solved)
        }
        "Chose" => {
            let [ask, choice] = variant.values(diagnostics)?;
            let (ask, choice) = (name(ask, diagnostics), name(choice, diagnostics));
            Some(RawCondition::Chose(ask?, choice?))
        }
        "All" | "Any" => {
            let [inner] = variant.values(diagnostics)?;
            let inner = list(inner, diagnostics, condition)?.value;
            Some(if variant.name == "All" { RawCondition::All(inner) } else { RawCondition::Any(inner) })
        }
        other => {
            let [inner] = variant.values(diagnostics)?;
            match other {
                "Ticked" => name(inner, diagnostics).map(RawCondition::Ticked),
                "Answered" => name(inner, diagnostics).map(RawCondition::Answered),
                "Language" => language(inner, diagnostics).map(|lang| RawCondition::Language(lang.value)),
                "Os" => os(inner, diagnostics).map(RawCondition::Os),
                _ => condition(inner, diagnostics).map(|inner| RawCondition::Not(Box::new(inner))),
            }
        }
    }
}

fn os(node: &Node, diagnostics: &mut Diagnostics<'_>) -> Option<Os> {
    const SYSTEM: VariantNames = VariantNames {
        chinese: "操作系统",
        english: "an operating system",
        english_kind: "operating system",
        forms: &["Windows", "MacOs", "Linux"],
    };
    let variant = Variant::read(node, "unknown-system", &SYSTEM, diagnostics)?;
    let [] = variant.values(diagnostics)?;
    Some(match variant.name {
        "Windows" => Os::Windows,
        "MacOs" => Os::MacOs,
        _ => Os::Linux,
    })
}

pub(super) fn walk(node: &Node, diagnostics: &mut Diagnostics<'_>) -> Option<RawWalk> {
    let fields = Fields::read(node, &["name", "steps", "ends"], &[], diagnostics)?;
    Some(RawWalk {
        name: fields.get("name").and_then(|node| name(node, diagnostics)),
        steps: items(fields.get("steps"), diagnostics, step),
        ends: fields.get("ends").and_then(|node| target(node, diagnostics)),
    })
}

fn step(node: &Node, diagnostics: &mut Diagnostics<'_>) -> Option<RawStep> {
    const STEP: VariantNames = VariantNames {
        chinese: "走查步骤",
        english: "a step of a walk",
        english_kind: "step of a walk",
        forms: &["Tick(…)", "Choose(…)", "Type(…)", "Say(…)", "Next", "Back"],
    };
    let variant = Variant::read(node, "unknown-step", &STEP, diagnostics)?;
    match variant.name {
        "Tick" => {
            let [task] = variant.values(diagnostics)?;
            name(task, diagnostics).map(RawStep::Tick)
        }
        "Choose" | "Type" => {
            let [ask, answer] = variant.values(diagnostics)?;
            let (ask, answer) = (name(ask, diagnostics), name(answer, diagnostics));
            Some(if variant.name == "Choose" { RawStep::Choose(ask?, answer?) } else { RawStep::Type(ask?, answer?) })
        }
        "Say" => {
            let [reply] = variant.values(diagnostics)?;
            outcome(reply, diagnostics).map(RawStep::Say)
        }
        name => {
            let [] = variant.values(diagnostics)?;
            Some(if name == "Next" { RawStep::Next } else { RawStep::Back })
        }
    }
}
