//! The interface's own sentences, as structs: if a sentence is missing in a language, the program does not compile.

use super::report_words::ReportWords;
use super::start_words::StartWords;
use super::{ClearWords, GuideWords, HelpWords, PackWords, PictureWords, Plural};

/// The interface's own sentences in one language. [`super::fill`] fills the `{name}` placeholders.
#[derive(Debug)]
pub struct Strings {
    /// On several screens.
    pub common: CommonWords,
    /// The home screen.
    pub home: HomeWords,
    /// The pages of a guide.
    pub page: PageWords,
    /// The rail beside the pages.
    pub rail: RailWords,
    /// The end of a solved session.
    pub solved: SolvedWords,
    /// How to reach support.
    pub support: SupportWords,
    /// The report's preview.
    pub report: ReportWords,
    /// Earlier sessions.
    pub sessions: SessionsWords,
    /// Clearing browser data.
    pub clear: ClearWords,
    /// The pictures of a report.
    pub picture: PictureWords,
    /// When the window does not open, and after a crash.
    pub start: StartWords,
    /// The guides as a page for a browser.
    pub guide: GuideWords,
    /// Guides that come from outside the program.
    pub packs: PackWords,
    /// Settings.
    pub settings: SettingsWords,
    /// Help, and copying.
    pub help: HelpWords,
    /// The privacy page, beside its text.
    pub privacy: PrivacyWords,
    /// Failures, and successes that the window mentions.
    pub notice: NoticeWords,
    /// Times in words.
    pub when: WhenWords,
}

/// On several screens.
#[derive(Debug)]
pub struct CommonWords {
    pub home: &'static str,
    pub back: &'static str,
    pub close: &'static str,
    pub cancel: &'static str,
    pub language: &'static str,
    pub theme_to_dark: &'static str,
    pub theme_to_light: &'static str,
    pub settings: &'static str,
    pub contact_support: &'static str,
    pub copy: &'static str,
    pub note: &'static str,
    pub careful: &'static str,
    pub problem: &'static str,
}

/// The home screen.
#[derive(Debug)]
pub struct HomeWords {
    pub question: &'static str,
    pub search: &'static str,
    pub search_hint: &'static str,
    pub clear_search: &'static str,
    pub found: Plural,
    pub found_nothing: &'static str,
    pub continue_question: &'static str,
    pub continue_place: &'static str,
    pub go_on: &'static str,
    pub give_up: &'static str,
    pub steps_done: Plural,
    pub solved: &'static str,
    pub none_of_these: &'static str,
    pub none_of_these_hint: &'static str,
    pub my_sessions: &'static str,
    pub promise: &'static str,
    pub broken_pack: &'static str,
    pub broken_pack_help: &'static str,
    pub broken_guides: Plural,
    pub broken_guides_help: &'static str,
}

/// The pages of a guide.
#[derive(Debug)]
pub struct PageWords {
    pub about_minutes: Plural,
    pub tasks: &'static str,
    pub next: &'static str,
    pub yes_solved: &'static str,
    pub not_yet: &'static str,
    pub solved_question: &'static str,
    pub answer_first: &'static str,
    pub optional: &'static str,
    pub undo: &'static str,
    pub amount_hint: &'static str,
    pub date_hint: &'static str,
    pub order_hint: &'static str,
    pub error_hint: &'static str,
    pub short_hint: &'static str,
    pub no_secrets: &'static str,
    pub looks_secret: &'static str,
    pub listed: &'static str,
    pub tool_report: &'static str,
    pub tool_report_hint: &'static str,
    pub tool_report_button: &'static str,
    pub tool_support: &'static str,
    pub tool_support_hint: &'static str,
}

/// The rail beside the pages.
#[derive(Debug)]
pub struct RailWords {
    pub start_over: &'static str,
    pub left_exactly: Plural,
    pub left_between: &'static str,
    pub last_page: &'static str,
    pub depends: &'static str,
    pub stage_done: &'static str,
    pub stage_here: &'static str,
    pub stage_seen: &'static str,
    pub stage_ahead: &'static str,
    pub went_back: &'static str,
    pub again: &'static str,
    pub other_way: &'static str,
    pub longer: &'static str,
    pub undone: &'static str,
    pub pack_changed: &'static str,
}

/// The end of a solved session.
#[derive(Debug)]
pub struct SolvedWords {
    pub title: &'static str,
    pub it_was: &'static str,
    pub keep: &'static str,
    pub what_you_did: &'static str,
    pub not_after_all: &'static str,
    pub report: &'static str,
    pub done: &'static str,
}

/// How to reach support.
#[derive(Debug)]
pub struct SupportWords {
    pub title: &'static str,
    pub lead: &'static str,
    pub lead_saved: &'static str,
    pub will_open: &'static str,
    pub compare: &'static str,
    pub copy_address: &'static str,
    pub open_page: &'static str,
    pub copy_and_open: &'static str,
    pub unchecked: &'static str,
    pub otherwise: &'static str,
    pub checked: &'static str,
    pub bring: &'static str,
    pub never: &'static str,
    pub report_card: &'static str,
    pub report_hint: &'static str,
    pub report_saved: &'static str,
    pub make_report: &'static str,
    pub open_folder: &'static str,
    pub no_session: &'static str,
    pub mail_card: &'static str,
    pub mail_hint: &'static str,
    pub write_mail: &'static str,
}

/// Earlier sessions.
#[derive(Debug)]
pub struct SessionsWords {
    pub title: &'static str,
    pub lead: &'static str,
    pub none: &'static str,
    pub open: &'static str,
    pub report: &'static str,
    pub delete: &'static str,
    pub delete_sure: &'static str,
    pub delete_yes: &'static str,
    pub outcome_open: &'static str,
    pub outcome_solved: &'static str,
    pub outcome_not_solved: &'static str,
    pub outcome_left: &'static str,
    pub unknown_guide: &'static str,
    pub on_page: &'static str,
}

/// Settings.
#[derive(Debug)]
pub struct SettingsWords {
    pub title: &'static str,
    pub language: &'static str,
    pub theme: &'static str,
    pub system: &'static str,
    pub light: &'static str,
    pub dark: &'static str,
    pub light_contrast: &'static str,
    pub dark_contrast: &'static str,
    pub text_size: &'static str,
    pub smaller: &'static str,
    pub larger: &'static str,
    pub kept_in: &'static str,
    pub open_folder: &'static str,
    pub version: &'static str,
}

/// The privacy page, beside its text. `{folder}` is a folder on this computer.
#[derive(Debug)]
pub struct PrivacyWords {
    /// The button that leads to it.
    pub open: &'static str,
    pub here: &'static str,
    pub data: &'static str,
    pub log: &'static str,
}

/// Failures, and successes that the window mentions.
#[derive(Debug)]
pub struct NoticeWords {
    pub disk_full: &'static str,
    pub denied: &'static str,
    pub not_written: &'static str,
    pub try_again: &'static str,
    pub go_on_unsaved: &'static str,
    pub unsaved: &'static str,
    pub set_aside: &'static str,
    pub newer: &'static str,
    pub unreadable: &'static str,
    pub settings_set_aside: &'static str,
    pub settings_unreadable: &'static str,
    pub settings_not_saved: &'static str,
    pub not_deleted: &'static str,
    pub link_failed: &'static str,
    pub folder_failed: &'static str,
    pub link_opened: &'static str,
    pub link_opened_with_report: &'static str,
    pub mail_opened: &'static str,
    pub mail_opened_unsaved: &'static str,
    pub mail_failed: &'static str,
    pub copied: &'static str,
    pub report_saved: &'static str,
    pub report_failed: &'static str,
    pub dialog_failed: &'static str,
    pub no_store: &'static str,
    pub deleted: &'static str,
}

/// Times in words.
#[derive(Debug)]
pub struct WhenWords {
    pub just_now: &'static str,
    pub minutes_ago: Plural,
    pub hours_ago: Plural,
    pub yesterday: &'static str,
}

/// The `{name}` placeholders of every sentence of a catalogue, in the order of its fields, to compare languages.
#[cfg(test)]
pub(crate) fn places_of(catalogue: &impl std::fmt::Debug) -> Vec<Vec<String>> {
    // The derived `Debug` writes every field, so none can be missing here.
    format!("{catalogue:#?}")
        .lines()
        .map(|line| {
            let words = line.split_once('"').map_or("", |(_, words)| words);
            let mut found: Vec<String> = words
                .split('{')
                .skip(1)
                .filter_map(|tail| tail.split_once('}').map(|(name, _)| name.to_owned()))
                .collect();
            found.sort();
            found.dedup();
            found
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Lang, Strings};
    use super::places_of;

    #[test]
    fn both_languages_have_the_same_placeholders() {
        let [chinese, english] = Lang::ALL.map(|lang| places_of(Strings::of(lang)));
        assert_eq!(chinese, english);
        assert!(english.iter().flatten().any(|name| name == "n"), "the places were found at all");
    }

    #[test]
    fn no_sentence_shouts_and_none_is_empty() {
        for lang in Lang::ALL {
            let all = format!("{:#?}", Strings::of(lang));
            for mark in ["!", "！", ": \"\""] {
                assert!(!all.contains(mark), "{mark} in {lang:?}");
            }
        }
    }
}
