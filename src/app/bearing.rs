//! Which intents have to take their turn after what is being written.

use crate::ui::Intent;

/// What an intent has to do with the open session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bearing {
    /// Changes it, or swaps it for another.
    Changes,
    /// Shows what is in it.
    Shows,
    /// Nothing.
    None,
}

pub(super) fn bearing(intent: &Intent) -> Bearing {
    match intent {
        Intent::Start(_)
        | Intent::StartOver
        | Intent::Open(_)
        | Intent::GiveUp(_)
        | Intent::Delete(_)
        | Intent::Session(_) => Bearing::Changes,
        Intent::ReportOf(_)
        | Intent::Show(_)
        | Intent::Back
        | Intent::Language(_)
        | Intent::CopyTool(_)
        | Intent::HandOver(_)
        | Intent::WriteMail
        | Intent::Picture(_)
        | Intent::Report(_) => Bearing::Shows,
        Intent::Theme(_)
        | Intent::TextSize(_)
        | Intent::OpenLink(_)
        | Intent::CopyAddress(_)
        | Intent::OpenDataFolder
        | Intent::OpenLogFolder
        | Intent::Clear(_)
        | Intent::Notice(..) => Bearing::None,
    }
}
