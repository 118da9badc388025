//! What somebody sees who looks elsewhere while a long operation goes on: how far it is, in the taskbar, and that it is over.

use eframe::egui::{Context, UserAttentionType, ViewportCommand};

use super::App;
use crate::desktop::Percent;
use crate::ui::ClearStage;

/// What has been told outside of the window.
#[derive(Debug, Default)]
pub(super) struct ToldOutside {
    share: Option<Percent>,
    is_working: bool,
}

impl App {
    /// Tells the taskbar how far it is, where that is another word than before; and once it is over, asks for the attention of
    /// somebody who is not here.
    pub(super) fn tell_outside(&mut self, ctx: &Context) {
        let share = match self.clearing.view().map(|clearing| clearing.stage) {
            Some(ClearStage::Working { progress: Some(progress), .. }) => progress.share().map(Percent::of),
            _ => None,
        };
        if share != self.told_outside.share {
            self.told_outside.share = share;
            self.outside.show_progress(share);
        }
        let is_working = self.clearing.is_changing_files();
        if std::mem::replace(&mut self.told_outside.is_working, is_working) && !is_working && is_elsewhere(ctx) {
            ctx.send_viewport_cmd(ViewportCommand::RequestUserAttention(UserAttentionType::Informational));
        }
    }
}

/// Whether the customer looks at another window, as far as the system says.
fn is_elsewhere(ctx: &Context) -> bool {
    ctx.input(|input| input.viewport().focused == Some(false) || input.viewport().minimized == Some(true))
}
