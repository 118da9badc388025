//! Progress outside the window, for a customer who is in another window: the taskbar shows how far a long operation is,
//! and asks for attention when it is over.

use eframe::egui::{Context, UserAttentionType, ViewportCommand};

use super::App;
use crate::desktop::Percent;
use crate::ui::ClearStage;

/// The progress that was last shown outside the window.
#[derive(Debug, Default)]
pub(super) struct ShownProgress {
    share: Option<Percent>,
    is_working: bool,
}

impl App {
    /// Updates the taskbar when the progress has changed, and asks for attention at the end if the customer is in
    /// another window.
    pub(super) fn update_shown_progress(&mut self, ctx: &Context) {
        let share = match self.clearing.view().map(|clearing| clearing.stage) {
            Some(ClearStage::Working { progress: Some(progress), .. }) => progress.share().map(Percent::of),
            _ => None,
        };
        if share != self.shown_progress.share {
            self.shown_progress.share = share;
            self.services.show_progress(share);
        }
        let is_working = self.clearing.is_changing_files();
        if std::mem::replace(&mut self.shown_progress.is_working, is_working) && !is_working && is_elsewhere(ctx) {
            ctx.send_viewport_cmd(ViewportCommand::RequestUserAttention(UserAttentionType::Informational));
        }
    }
}

/// Whether the customer is in another window, as far as the system says.
fn is_elsewhere(ctx: &Context) -> bool {
    ctx.input(|input| input.viewport().focused == Some(false) || input.viewport().minimized == Some(true))
}
