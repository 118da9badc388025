//! The report's own sentences: one `static` for each language, so that the compiler finds missing ones.

mod en;
mod zh_cn;

use super::choices::ReportPart;
use crate::lang::Lang;

/// A label and its value. A question already ends with a mark and gets no colon.
pub(in crate::report) fn labelled(words: &ReportWords, label: &str, value: &str) -> String {
    let between = if label.ends_with(['?', '？', ':', '：']) { " " } else { words.colon };
    format!("{label}{between}{value}")
}

/// The report's own sentences in one language. `{name}` places are filled by [`crate::lang::fill`].
#[derive(Debug)]
pub(in crate::report) struct ReportWords {
    pub(in crate::report) title: &'static str,
    pub(in crate::report) file: &'static str,
    pub(in crate::report) guide_gone: &'static str,

    pub(in crate::report) code: &'static str,

    pub(in crate::report) summary: &'static str,
    pub(in crate::report) tried: &'static str,
    pub(in crate::report) tools: &'static str,
    pub(in crate::report) answers: &'static str,
    pub(in crate::report) machine: &'static str,
    pub(in crate::report) program: &'static str,
    pub(in crate::report) timeline: &'static str,
    pub(in crate::report) pictures: &'static str,
    pub(in crate::report) log: &'static str,
    pub(in crate::report) not_in_here: &'static str,

    pub(in crate::report) problem: &'static str,
    pub(in crate::report) outcome: &'static str,
    pub(in crate::report) because: &'static str,
    pub(in crate::report) began: &'static str,
    pub(in crate::report) touched: &'static str,
    pub(in crate::report) took: &'static str,
    pub(in crate::report) took_in_all: &'static str,

    pub(in crate::report) solved: &'static str,
    pub(in crate::report) not_solved: &'static str,
    pub(in crate::report) left: &'static str,
    pub(in crate::report) open: &'static str,

    pub(in crate::report) went_back: &'static str,
    pub(in crate::report) off_the_way: &'static str,
    pub(in crate::report) done: &'static str,
    pub(in crate::report) not_done: &'static str,
    pub(in crate::report) answer: &'static str,
    pub(in crate::report) said_solved: &'static str,
    pub(in crate::report) said_not_solved: &'static str,
    pub(in crate::report) worked: &'static str,
    pub(in crate::report) failed: &'static str,

    pub(in crate::report) clear_data: &'static str,
    pub(in crate::report) a_browser: &'static str,
    pub(in crate::report) open_link: &'static str,
    pub(in crate::report) copy_text: &'static str,
    pub(in crate::report) save_report: &'static str,
    pub(in crate::report) contact_support: &'static str,

    pub(in crate::report) time: &'static str,
    pub(in crate::report) what: &'static str,
    pub(in crate::report) started: &'static str,
    pub(in crate::report) resumed: &'static str,
    pub(in crate::report) resumed_elsewhere: &'static str,
    pub(in crate::report) ticked: &'static str,
    pub(in crate::report) unticked: &'static str,
    pub(in crate::report) answered: &'static str,
    pub(in crate::report) cleared: &'static str,
    pub(in crate::report) went: &'static str,
    pub(in crate::report) went_solved: &'static str,
    pub(in crate::report) went_not_solved: &'static str,
    pub(in crate::report) end_solved: &'static str,
    pub(in crate::report) end_not_solved: &'static str,
    pub(in crate::report) returned: &'static str,
    pub(in crate::report) switched: &'static str,
    pub(in crate::report) undid: &'static str,
    pub(in crate::report) gave_up: &'static str,
    pub(in crate::report) undone: &'static str,
    pub(in crate::report) slept: &'static str,
    pub(in crate::report) idle: &'static str,
    pub(in crate::report) clock_set_ahead: &'static str,
    pub(in crate::report) clock_set_back: &'static str,
    pub(in crate::report) clock_was_set: &'static str,

    pub(in crate::report) system: &'static str,
    pub(in crate::report) architecture: &'static str,
    pub(in crate::report) browsers: &'static str,
    pub(in crate::report) locale: &'static str,
    pub(in crate::report) zone: &'static str,
    pub(in crate::report) clock: &'static str,
    pub(in crate::report) clock_right: &'static str,
    pub(in crate::report) clock_ahead: &'static str,
    pub(in crate::report) clock_behind: &'static str,
    pub(in crate::report) proxy: &'static str,
    pub(in crate::report) proxy_set: &'static str,
    pub(in crate::report) proxy_not_set: &'static str,
    pub(in crate::report) free_disk: &'static str,
    pub(in crate::report) program_version: &'static str,
    pub(in crate::report) pack: &'static str,
    pub(in crate::report) session_made_with: &'static str,
    pub(in crate::report) session_lang: &'static str,

    pub(in crate::report) picture: &'static str,
    pub(in crate::report) hidden: &'static str,
    pub(in crate::report) nothing_hidden: &'static str,
    pub(in crate::report) left_out: &'static str,
    pub(in crate::report) answers_given: &'static str,
    pub(in crate::report) seal: &'static str,
    pub(in crate::report) more: &'static str,
    pub(in crate::report) tasks_done: &'static str,

    pub(in crate::report) seconds: &'static str,
    pub(in crate::report) minutes: &'static str,
    pub(in crate::report) hours_minutes: &'static str,
    pub(in crate::report) days_hours: &'static str,

    pub(in crate::report) colon: &'static str,
    pub(in crate::report) quoted: &'static str,
    pub(in crate::report) brackets: [&'static str; 2],
}

impl ReportWords {
    /// The sentences in this language.
    pub(in crate::report) fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Chinese => &zh_cn::CHINESE,
            Lang::English => &en::ENGLISH,
        }
    }

    /// The name of a part of the report, which is the heading of its section.
    pub(in crate::report) fn part(&self, part: ReportPart) -> &'static str {
        match part {
            ReportPart::Answers => self.answers_given,
            ReportPart::Tried => self.tried,
            ReportPart::Machine => self.machine,
            ReportPart::Timeline => self.timeline,
            ReportPart::Pictures => self.pictures,
            ReportPart::Log => self.log,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ReportWords;
    use crate::lang::{Lang, places_of};

    #[test]
    fn both_languages_fill_the_same_places() {
        let [chinese, english] = Lang::ALL.map(|lang| places_of(ReportWords::of(lang)));
        assert_eq!(chinese, english);
        assert!(english.iter().flatten().any(|name| name == "time"), "the places were found at all");
    }
}
