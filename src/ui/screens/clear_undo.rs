//! Restoring cleared data, and the result of that.

use eframe::egui::Ui;

use super::super::clear_view::{ClearIntent, UndoView};
use super::super::theme::{Palette, Type, space};
use super::super::view::{Intent, View};
use super::super::widgets::{self, Button, Tone};
use crate::browser::RestoreResult;
use crate::lang::{ClearWords, fill};

/// The undo card.
pub(super) fn draw(ui: &mut Ui, view: &View<'_>, undo: &UndoView, hint: &str, out: &mut Vec<Intent>) {
    let words = &view.strings.clear;
    match undo {
        UndoView::Nothing => return,
        UndoView::Offered | UndoView::Running => {
            widgets::card(ui, |ui| {
                let dim = Palette::of(ui.ctx()).dim;
                widgets::emphasis(ui, Type::Small, dim, hint);
                let running = matches!(undo, UndoView::Running);
                let button = Button::Plain.show(ui, if running { words.undoing } else { words.undo });
                if button.clicked() && !running {
                    out.push(Intent::Clear(ClearIntent::PutBack));
                }
            });
        }
        UndoView::Over(stores) => {
            let all = stores.iter().all(|store| store.result.is_ok());
            let (tone, word) = if all && !stores.is_empty() {
                (Tone::Good, view.strings.common.note)
            } else {
                (Tone::Warning, view.strings.common.careful)
            };
            widgets::banner(ui, tone, word, |ui| {
                if stores.is_empty() {
                    widgets::text(ui, Type::Body, words.undone_nothing);
                }
                for sentence in put_back(words, stores) {
                    widgets::text(ui, Type::Body, &sentence);
                }
            });
        }
    }
    ui.add_space(space::XS);
}

/// What was restored, once for each browser, profile and reason.
fn put_back(words: &ClearWords, stores: &[RestoreResult]) -> Vec<String> {
    let mut sentences: Vec<String> = Vec::new();
    for store in stores {
        let browser = format!("{} · {}", store.backup.browser_name, store.backup.profile);
        let sentence = match &store.result {
            Ok(()) => fill(words.undone, &[("browser", &browser)]),
            Err(trouble) => {
                let why = trouble.words(&words.trouble);
                fill(words.undone_not, &[("browser", &browser), ("why", &why)])
            }
        };
        if !sentences.contains(&sentence) {
            sentences.push(sentence);
        }
    }
    sentences
}
