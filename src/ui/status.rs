//! The status line at the bottom of the window: it shows where a link leads before the customer opens it.
//!
//! Its space is always reserved, so nothing moves when it shows a text. In very low windows it has no space of its own
//! and covers the bottom while it shows a text.

use eframe::egui::accesskit::{Live, Role};
use eframe::egui::{Id, Rect, Response, Sense, Stroke, Ui, WidgetInfo, pos2};

use super::drafts::Drafts;
use super::theme::{Palette, Type, space};
use super::view::View;
use crate::lang::fill;

/// The height of the line, in points.
const HEIGHT: f32 = 24.0;

/// A window lower than this, in points, reserves no space for the line.
const LEAST_WINDOW_HEIGHT: f32 = 380.0;

/// The text that a widget gave the line.
#[derive(Clone)]
struct LinkAddress {
    pass: u64,
    address: String,
}

fn link_id() -> Id {
    Id::unique("status-address")
}

/// Shows the address in the line while the pointer or the focus is on its widget, and lets screen readers say it.
pub(super) fn leads_to(ui: &Ui, response: &Response, address: &str) {
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(address));
    let pass = ui.ctx().cumulative_pass_nr();
    let is_taken = ui.data(|data| data.get_temp::<LinkAddress>(link_id())).is_some_and(|link| link.pass == pass);
    // The pointer takes precedence over the focus: the customer looks there.
    if response.hovered() || (response.has_focus() && !is_taken) {
        ui.data_mut(|data| data.insert_temp(link_id(), LinkAddress { pass, address: address.to_owned() }));
    }
}

/// The window's contents, split into the status line and the area above it.
pub(super) struct Line {
    /// The area above it.
    pub(super) above: Rect,
    strip: Rect,
    place: LinePlacement,
}

/// Whether the line has reserved space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LinePlacement {
    Kept,
    OverTheRest,
}

impl Line {
    /// Splits the rest of `ui`.
    pub(super) fn of(ui: &Ui) -> Self {
        let area = ui.available_rect_before_wrap();
        let edge = (area.bottom() - HEIGHT).max(area.top());
        let (mut above, mut strip) = (area, area);
        strip.min.y = edge;
        let place = if area.height() < LEAST_WINDOW_HEIGHT { LinePlacement::OverTheRest } else { LinePlacement::Kept };
        if place == LinePlacement::Kept {
            above.max.y = edge;
        }
        Self { above, strip, place }
    }

    /// Draws the line's text, if there is one.
    pub(super) fn draw(self, ui: &Ui, view: &View<'_>, drafts: &Drafts) {
        let pass = ui.ctx().cumulative_pass_nr();
        let link = ui.data(|data| data.get_temp::<LinkAddress>(link_id())).filter(|link| link.pass == pass);
        let size = drafts
            .text_size_news(ui)
            .then(|| fill(view.strings.help.text_size_now, &[("percent", &view.settings.text_size.to_string())]));
        let palette = Palette::of(ui.ctx());
        if self.place == LinePlacement::Kept || link.is_some() || size.is_some() {
            ui.painter().rect_filled(self.strip, 0.0, palette.quiet);
            ui.painter().hline(self.strip.x_range(), self.strip.top(), Stroke::new(1.0, palette.line));
        }
        let lay = |words: String| ui.painter().layout_no_wrap(words, Type::Small.font(), palette.dim);
        let width = self.strip.width() - 2.0 * space::L;
        let (words, live) = match (link, size) {
            (Some(link), _) => (shortened(&link.address, |words| lay(words.to_owned()).size().x <= width), Live::Off),
            (None, Some(size)) => (size, Live::Polite),
            (None, None) => return,
        };
        let response = ui.interact(self.strip, Id::unique("status-line"), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words.clone()));
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(live));
        let galley = lay(words);
        let top = self.strip.center().y - galley.size().y / 2.0;
        ui.painter().with_clip_rect(self.strip).galley(pos2(self.strip.left() + space::L, top), galley, palette.dim);
    }
}

/// The address, cut so that it fits: the host stays whole, and the part after it is cut in the middle. A host that is
/// too long for the smallest windows keeps its end, because the end shows who owns it.
fn shortened(address: &str, fits: impl Fn(&str) -> bool) -> String {
    if fits(address) {
        return address.to_owned();
    }
    let host_start = address.find("://").map_or(0, |place| place + 3);
    let after = address.get(host_start..).unwrap_or_default();
    let host_end = host_start + after.find(['/', '?', '#']).unwrap_or(after.len());
    let (head, tail) = (address.get(..host_end).unwrap_or(address), address.get(host_end..).unwrap_or_default());
    let tail: Vec<char> = tail.chars().collect();
    let cut = |kept: usize| {
        let (first, last) = (kept.div_ceil(2), kept / 2);
        let begin: String = tail.iter().take(first).collect();
        let end: String = tail.iter().skip(tail.len().saturating_sub(last)).collect();
        format!("{head}{begin}…{end}")
    };
    if let Some(kept) = most(tail.len(), |kept| fits(&cut(kept))) {
        return cut(kept);
    }
    let host: Vec<char> = address.get(host_start..host_end).unwrap_or_default().chars().collect();
    let end = |kept: usize| {
        let end: String = host.iter().skip(host.len().saturating_sub(kept)).collect();
        if kept >= host.len() { end } else { format!("…{end}") }
    };
    end(most(host.len() + 1, |kept| fits(&end(kept))).unwrap_or_default())
}

/// The largest number below `limit` that fits, where all smaller ones fit too.
fn most(limit: usize, fits: impl Fn(usize) -> bool) -> Option<usize> {
    let (mut low, mut high) = (0, limit);
    while low < high {
        let middle = low + (high - low) / 2;
        if fits(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low.checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::shortened;

    fn within(most: usize) -> impl Fn(&str) -> bool {
        move |words: &str| words.chars().count() <= most
    }

    #[test]
    fn the_host_of_an_address_is_whole_whatever_is_cut() {
        let address = "https://support.okpay.com/help/a/very/long/way?from=wizard&lang=zh-CN#top";
        assert_eq!(shortened(address, within(200)), address);
        let cut = shortened(address, within(40));
        assert_eq!(cut, "https://support.okpay.com/help/a…-CN#top");
        assert_eq!(cut.chars().count(), 40);
        assert_eq!(shortened(address, within(26)), "https://support.okpay.com…");
        // The scheme goes before a letter of the host is cut.
        assert_eq!(shortened(address, within(20)), "support.okpay.com");
        assert_eq!(shortened(address, within(10)), "…okpay.com");
    }

    #[test]
    fn a_host_that_comes_before_ours_does_not_push_it_out_of_sight() {
        let forged = "https://support.okpay.com.account-check.example/support.okpay.com/";
        for width in 10..50 {
            let cut = shortened(forged, within(width));
            assert!(cut.contains(".example") || cut.chars().count() < 9, "{width}: {cut}");
        }
    }

    #[test]
    fn letters_of_other_scripts_are_cut_between_and_not_within() {
        let cut = shortened("https://a.b/路径路径路径路径", within(16));
        assert_eq!(cut, "https://a.b/路…路径");
    }
}
