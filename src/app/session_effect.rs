//! Sorts intents by their effect on the open session.

use crate::ui::Intent;

/// The effect of an intent on the open session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SessionEffect {
    /// It changes the session, or opens another one.
    Changes,
    /// It shows or records something about the session.
    Reads,
    /// It has none.
    None,
}

pub(super) fn session_effect(intent: &Intent) -> SessionEffect {
    match intent {
        Intent::Start(_)
        | Intent::StartOver
        | Intent::Open(_)
        | Intent::GiveUp(_)
        | Intent::Delete(_)
        | Intent::Session(_) => SessionEffect::Changes,
        Intent::ReportOf(_)
        | Intent::Show(_)
        | Intent::Back
        | Intent::Language(_)
        | Intent::CopyTool(_)
        | Intent::HandOver(_)
        | Intent::WriteMail
        | Intent::Picture(_)
        | Intent::Report(_) => SessionEffect::Reads,
        Intent::Theme(_)
        | Intent::Drawing(_)
        | Intent::TextSize(_)
        | Intent::OpenLink(_)
        | Intent::CopyAddress(_)
        | Intent::OpenDataFolder
        | Intent::OpenPack(_)
        | Intent::OpenLogFolder
        | Intent::Clear(_)
        | Intent::Notice(..) => SessionEffect::None,
    }
}
