//! Selectable text in which hidden parts are chips.

use std::ops::Range;
use std::sync::Arc;

use eframe::egui::text::{CCursor, CCursorRange, CharIndex, LayoutJob};
use eframe::egui::{
    Color32, CornerRadius, Frame, Galley, Id, InputState, Key, Margin, Pos2, Rect, Response, Shape, TextBuffer,
    TextEdit, Ui, pos2, vec2,
};

use super::super::theme::{Palette, Type};
use super::focus_ring;
use super::text::format;
use crate::redact::placeholders;

/// How far a chip reaches beyond its letters, in points.
const REACH: f32 = 3.0;

/// A text of the report.
#[derive(Clone, Copy)]
pub(crate) struct Quoted<'a> {
    /// Unique on the screen.
    pub(crate) id: Id,
    /// The name that screen readers say.
    pub(crate) name: &'a str,
    /// The text.
    pub(crate) words: &'a str,
    /// Its size.
    pub(crate) size: Type,
    /// The colour of the parts that are not hidden.
    pub(crate) colour: Color32,
}

/// What the customer did with it.
pub(crate) struct Looked {
    /// The field.
    pub(crate) response: Response,
    /// The selected text, if any.
    pub(crate) selected: Option<String>,
    /// Whether the customer pressed the Delete key to hide the selection.
    pub(crate) hide: bool,
}

impl Quoted<'_> {
    /// Draws the text over the available width.
    pub(crate) fn show(self, ui: &mut Ui) -> Looked {
        let palette = Palette::of(ui.ctx());
        let hidden: Vec<Range<usize>> = placeholders(self.words).into_iter().map(|hidden| hidden.range).collect();
        let behind = ui.painter().add(Shape::Noop);
        let mut layouter = |ui: &Ui, text: &dyn TextBuffer, width: f32| {
            let mut job = self.job(text.as_str(), &hidden, &palette);
            job.wrap.max_width = width;
            ui.fonts_mut(|fonts| fonts.layout_job(job))
        };
        let mut words = self.words;
        let width = ui.available_width();
        let output = TextEdit::multiline(&mut words)
            .id(self.id)
            .frame(Frame::NONE)
            .margin(Margin::ZERO)
            .desired_rows(1)
            .desired_width(width)
            .min_size(vec2(0.0, self.size.line_height()))
            .lock_focus(false)
            .layouter(&mut layouter)
            .show(ui);
        let response = output.response.response;
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(self.name));
        let chips = hidden.iter().flat_map(|part| chip_rects(self.words, part, &output.galley, output.galley_pos));
        let chip = |rect| Shape::rect_filled(rect, CornerRadius::same(8), palette.accent_tint);
        ui.painter().set(behind, Shape::Vec(chips.map(chip).collect()));
        focus_ring(ui, &response, response.rect, 6);
        let range = output.cursor_range.filter(|range| !range.is_empty());
        let selected = range.and_then(|range| self.selected(range, &hidden));
        // The key may have cleared the selection already, so the caller uses the one it remembers.
        let pressed = |input: &InputState| input.key_pressed(Key::Delete) || input.key_pressed(Key::Backspace);
        let hide = response.has_focus() && ui.input(pressed);
        Looked { response, selected, hide }
    }

    /// The selected text. It includes every chip that it touches; chips alone are hidden already and give `None`.
    fn selected(&self, range: CCursorRange, hidden: &[Range<usize>]) -> Option<String> {
        let [first, last] = range.sorted_cursors();
        let place =
            |cursor: CCursor| self.words.char_indices().nth(cursor.index.0).map_or(self.words.len(), |(at, _)| at);
        let (mut start, mut end) = (place(first), place(last));
        let mut open = end - start;
        for chip in hidden {
            if chip.start >= end || start >= chip.end {
                continue;
            }
            open -= chip.end.min(end) - chip.start.max(start);
            (start, end) = (start.min(chip.start), end.max(chip.end));
        }
        let words = self.words.get(start..end)?;
        (open > 0 && !words.trim().is_empty()).then(|| words.to_owned())
    }

    fn job(&self, words: &str, hidden: &[Range<usize>], palette: &Palette) -> LayoutJob {
        let mut job = LayoutJob::default();
        let mut done = 0;
        for part in hidden {
            job.append(words.get(done..part.start).unwrap_or_default(), 0.0, format(self.size, self.colour));
            // The brackets are for copied text; on the screen the chip shows the same.
            let chip = words.get(part.clone()).unwrap_or_default();
            let inside = chip.strip_prefix('[').and_then(|chip| chip.strip_suffix(']')).unwrap_or(chip);
            let (open, close) = if inside.len() == chip.len() { ("", "") } else { ("[", "]") };
            for (words, colour) in [(open, palette.accent_tint), (inside, palette.accent), (close, palette.accent_tint)]
            {
                job.append(words, 0.0, format(self.size, colour));
            }
            done = part.end;
        }
        job.append(words.get(done..).unwrap_or_default(), 0.0, format(self.size, self.colour));
        job
    }
}

/// The rectangles of a part of the text, one on each row that it covers.
fn chip_rects(words: &str, part: &Range<usize>, galley: &Arc<Galley>, origin: Pos2) -> Vec<Rect> {
    let count = |end: usize| words.get(..end).map_or(0, |before| before.chars().count());
    // A letter at the start of a row is on that row, and not at the end of the previous one.
    let start = |index| galley.pos_from_cursor(CCursor { index: CharIndex(index), prefer_next_row: true });
    let end = |index| galley.pos_from_cursor(CCursor { index: CharIndex(index), prefer_next_row: false });
    let mut rects: Vec<Rect> = Vec::new();
    let (first, last) = (count(part.start), count(part.end));
    for index in first..last {
        let (here, next) = (start(index), end(index + 1));
        // The position after a row's last letter is the start of the next row.
        let right = if next.top() > here.top() + 1.0 { galley.rect.right() } else { next.left() };
        let letter = Rect::from_min_max(here.min, pos2(right.max(here.left()), here.bottom()));
        match rects.last_mut() {
            Some(row) if (row.top() - letter.top()).abs() < 1.0 => *row = row.union(letter),
            _ => rects.push(letter),
        }
    }
    rects.into_iter().map(|rect| rect.translate(origin.to_vec2()).expand2(vec2(REACH, -1.0))).collect()
}
