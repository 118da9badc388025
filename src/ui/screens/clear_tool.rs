//! The tool on a page that clears browser data, with its last result.

use eframe::egui::Ui;

use super::super::clear_view::{ClearIntent, ClearStage};
use super::super::drafts::Drafts;
use super::super::view::{Intent, OpenSession, View};
use super::super::widgets::Tone;
use super::tool_card::{ToolSaid, tool_card};
use crate::lang::{ClearWords, fill, size};
use crate::pack::{Page, ToolName};
use crate::session::{Cleared, ToolResult};

pub(crate) fn draw(
    ui: &mut Ui,
    view: &View<'_>,
    open: &OpenSession<'_>,
    page: &Page,
    drafts: &mut Drafts,
    out: &mut Vec<Intent>,
) {
    let words = &view.strings.clear;
    let sites = view.pack.map(|pack| pack.hosts.join(words.listed)).unwrap_or_default();
    let hint = fill(words.tool_hint, &[("sites", &sites)]);
    let intent = Intent::Clear(ClearIntent::Open);
    let working = view.clear.as_ref().is_some_and(|clear| matches!(clear.stage, ClearStage::Working { .. }));
    if working {
        let texts = ToolSaid { title: words.tool, hint: &hint, chip: Some((Tone::Accent, words.tool_running)) };
        tool_card(ui, &texts, words.tool_running_button, &intent, drafts, out);
        return;
    }
    let used = open.session.state().tools.iter().rev();
    let last =
        used.into_iter().find(|used| used.tool == ToolName::ClearBrowserData && used.page.as_ref() == Some(&page.id));
    let chip = last.map(|used| result_chip(words, &used.result));
    let button = if chip.is_some() { words.tool_again } else { words.tool_button };
    let chip = chip.as_ref().map(|(tone, words)| (*tone, words.as_str()));
    tool_card(ui, &ToolSaid { title: words.tool, hint: &hint, chip }, button, &intent, drafts, out);
}

/// A short description of the result.
fn result_chip(words: &ClearWords, result: &ToolResult) -> (Tone, String) {
    match result {
        ToolResult::Cleared(cleared) => {
            let what = amounts(words, cleared);
            if cleared.stopped {
                (Tone::Warning, fill(words.chip_stopped, &[("what", &what)]))
            } else if cleared.anything() {
                let tone = if cleared.could_not == 0 { Tone::Good } else { Tone::Warning };
                (tone, fill(words.chip_done, &[("what", &what)]))
            } else if cleared.could_not == 0 {
                (Tone::Neutral, words.chip_nothing.to_owned())
            } else {
                (Tone::Danger, words.chip_failed.to_owned())
            }
        }
        ToolResult::PutBack { could_not: 0, .. } => (Tone::Neutral, words.chip_put_back.to_owned()),
        ToolResult::ByHand { browser } => (Tone::Good, fill(words.chip_by_hand, &[("browser", browser)])),
        ToolResult::Done { detail } => (Tone::Good, detail.to_string()),
        ToolResult::PutBack { .. } | ToolResult::Failed { .. } => (Tone::Danger, words.chip_failed.to_owned()),
    }
}

/// "14 cookies, 312 MB".
fn amounts(words: &ClearWords, cleared: &Cleared) -> String {
    let bytes = cleared.cache.map_or(0, |cache| cache.bytes) + cleared.site_data.map_or(0, |data| data.bytes);
    let cookies = cleared.cookies.map(|cookies| words.cookies_named.of_many(cookies.removed));
    cookies.into_iter().chain([size(bytes)]).collect::<Vec<_>>().join(words.listed)
}
