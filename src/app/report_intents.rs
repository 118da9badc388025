//! Changes to the report on screen: other parts, other languages, more hidden, less hidden.

use eframe::egui;

use super::worker::Job;
use super::{App, notices};
use crate::redact::{SecretKind, placeholders};
use crate::report::{Report, RevealedValue};
use crate::ui::ReportIntent;

impl App {
    /// Carries out an intent about the report.
    pub(super) fn handle_report_intent(&mut self, intent: ReportIntent, ctx: &egui::Context) {
        match intent {
            ReportIntent::Copy => return self.copy_report(ctx),
            ReportIntent::Save => return self.save_report(),
            ReportIntent::SaveAs => return self.save_report_as(),
            ReportIntent::OpenFolder => {
                if let Some(path) = self.report.as_ref().and_then(|opened| opened.saved.clone()) {
                    self.workers.submit(Job::OpenFolder(path));
                }
                return;
            }
            ReportIntent::Hide(words) => return self.hide(&words),
            ReportIntent::Format(format) => {
                if let Some(opened) = self.report.as_mut() {
                    opened.selection.format = format;
                }
                return self.remake_report();
            }
            ReportIntent::Show(placeholder) => {
                let original =
                    self.active.as_ref().and_then(|active| active.vault.original(&placeholder)).map(str::to_owned);
                if let (Some(opened), Some(original)) = (self.report.as_mut(), original) {
                    opened.selection.shown.push(RevealedValue { placeholder, original });
                }
            }
            ReportIntent::HideAgain(placeholder) => {
                if let Some(opened) = self.report.as_mut() {
                    opened.selection.shown.retain(|shown| shown.placeholder != placeholder);
                }
            }
            ReportIntent::HideNoMore(words) => {
                if let Some(opened) = self.report.as_mut() {
                    opened.selection.chosen.retain(|chosen| *chosen != words);
                }
            }
            ReportIntent::Tongues(tongues) => {
                if let Some(opened) = self.report.as_mut() {
                    opened.selection.tongues = tongues;
                }
            }
            ReportIntent::Toggle(part) => {
                if let Some(opened) = self.report.as_mut()
                    && !opened.selection.left_out.remove(&part)
                {
                    opened.selection.left_out.insert(part);
                }
            }
        }
        self.forget_saved_report();
        self.remake_report();
    }

    /// The saved file differs from the report on screen now, and must not be handed over in its place.
    pub(super) fn forget_saved_report(&mut self) {
        if let Some(opened) = self.report.as_mut() {
            opened.saved = None;
            opened.saved_path_text = None;
        }
    }

    /// Hides a selected text in the whole report, and all of the customer's own text in the selection.
    fn hide(&mut self, selected: &str) {
        let Some(opened) = self.report.as_mut() else { return };
        let before = opened.selection.clone();
        let hidden = count_chosen(&opened.report);
        for piece in pieces(selected, &customer_texts(&opened.report)) {
            // A value that was revealed on purpose is hidden by its own placeholder again.
            opened
                .selection
                .shown
                .retain(|shown| !(shown.original.contains(&piece) || piece.contains(&shown.original)));
            if !opened.selection.chosen.contains(&piece) {
                opened.selection.chosen.push(piece);
            }
        }
        let shows_less = opened.selection.shown.len() < before.shown.len();
        self.remake_report();
        let Some(opened) = self.report.as_mut() else { return };
        if count_chosen(&opened.report) > hidden || shows_less {
            self.forget_saved_report();
            return;
        }
        // The list of hidden texts must not name one that is still readable.
        opened.selection = before;
        self.remake_report();
        self.notify(notices::failure(self.strings().report.hid_nothing, "", ""));
    }
}

/// How often the report hides something that the customer chose to hide.
fn count_chosen(report: &Report) -> usize {
    let is_chosen = |count: &&crate::report::HiddenCount| count.id == SecretKind::Chosen.code();
    let json = serde_json::to_string(report).unwrap_or_default();
    let in_text = placeholders(&json).into_iter().filter(|hidden| hidden.kind == SecretKind::Chosen).count();
    in_text + report.hidden.iter().filter(is_chosen).count()
}

/// What customers wrote and chose, and what their computers reported, line by line. All other text comes from the pack
/// or from the program.
pub(super) fn customer_texts(report: &Report) -> Vec<String> {
    let both = || [Some(report), report.beside.as_deref()].into_iter().flatten();
    let answers = both().flat_map(|report| &report.answers).map(|answered| answered.answer.words.as_str());
    let tools = both().flat_map(|report| report.tried.iter().flat_map(|tried| &tried.tools).chain(&report.elsewhere));
    let details = tools.map(|used| used.detail.as_str());
    let lines = answers.chain(details).flat_map(str::lines).map(str::trim).filter(|line| is_long_enough(line));
    lines.map(str::to_owned).collect()
}

/// The parts of a selection that other texts may contain, line by line. Placeholders are left out, because they stand
/// for something else in other texts. A selection that reaches from a label into an answer means the answer, which
/// occurs elsewhere without the label.
fn pieces(selected: &str, customer_texts: &[String]) -> Vec<String> {
    let mut visible = Vec::new();
    let mut end = 0;
    for hidden in placeholders(selected) {
        visible.push(selected.get(end..hidden.range.start).unwrap_or_default());
        end = hidden.range.end;
    }
    visible.push(selected.get(end..).unwrap_or_default());
    let mut pieces: Vec<String> = Vec::new();
    for line in visible.into_iter().flat_map(str::lines).map(str::trim).filter(|line| is_long_enough(line)) {
        pieces.push(line.to_owned());
        pieces.extend(customer_texts.iter().filter_map(|text| overlap(line, text)).map(str::to_owned));
    }
    pieces.sort();
    pieces.dedup();
    pieces
}

/// The part of the customer's text that a selected line holds: all of it, its beginning at the end of the line, or its
/// end at the beginning of the line.
fn overlap<'w>(line: &str, text: &'w str) -> Option<&'w str> {
    if line.contains(text) {
        return Some(text);
    }
    let ends = text.char_indices().map(|(start, c)| start + c.len_utf8());
    let beginning = ends.filter_map(|end| text.get(..end)).rfind(|beginning| line.ends_with(beginning));
    let ending = || text.char_indices().filter_map(|(start, _)| text.get(start..)).find(|end| line.starts_with(end));
    beginning.filter(|part| is_long_enough(part)).or_else(ending).filter(|part| is_long_enough(part))
}

/// One Latin letter or digit occurs everywhere; one Chinese character can be a name.
fn is_long_enough(words: &str) -> bool {
    words.len() > 1
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn a_selection_means_the_customers_words_in_it() {
        let texts = ["张三丰".to_owned(), "AUTH-1021 seen".to_owned()];
        let of = |selected: &str| pieces(selected, &texts);
        assert_eq!(of("张三丰"), ["张三丰"]);
        assert_eq!(of("回答：名字：张三丰"), ["回答：名字：张三丰", "张三丰"]);
        assert_eq!(of("名字：张三"), ["名字：张三", "张三"]);
        assert_eq!(of("\"words\": \"张三丰\","), ["\"words\": \"张三丰\",", "张三丰"]);
        assert_eq!(of("1021 seen\nProgram"), ["1021 seen", "Program"]);
        assert_eq!(of("call [电话 ····5678 #1] Ann"), ["Ann", "call"]);
        assert_eq!(of("x"), [""; 0]);
    }
}
