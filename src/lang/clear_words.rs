//! What the screens for clearing browser data say.

use super::Counted;

/// Clearing browser data, from the tool on a page to the result.
///
/// `{sites}` are the pack's sites, `{browser}` and `{browsers}` names of browsers.
#[derive(Debug)]
pub struct ClearWords {
    // The tool on a page.
    pub tool: &'static str,
    pub tool_hint: &'static str,
    pub tool_button: &'static str,
    pub tool_again: &'static str,
    pub tool_running: &'static str,
    pub tool_running_button: &'static str,
    pub chip_done: &'static str,
    pub chip_nothing: &'static str,
    pub chip_stopped: &'static str,
    pub chip_failed: &'static str,
    pub chip_put_back: &'static str,
    pub chip_by_hand: &'static str,

    // Looking.
    pub title: &'static str,
    pub lead: &'static str,
    pub looking: &'static str,
    pub looking_hint: &'static str,
    pub looking_at: &'static str,
    pub looking_first: &'static str,
    pub no_browser: &'static str,
    pub no_browser_help: &'static str,
    pub another_user: &'static str,
    pub another_user_help: &'static str,
    pub no_table: &'static str,
    pub no_table_help: &'static str,
    pub look_again: &'static str,
    pub look_stopped: &'static str,

    // Choosing.
    pub head_browser: &'static str,
    pub head_cache: &'static str,
    pub head_cookies: &'static str,
    pub cookies: Counted,
    pub cookies_named: Counted,
    pub unknown: &'static str,
    pub is_open: &'static str,
    pub may_be_open: &'static str,
    pub can_be_cleared: &'static str,
    pub by_hand_only: &'static str,
    pub show_how: &'static str,
    pub what: &'static str,
    pub cache: &'static str,
    pub cache_hint: &'static str,
    pub cookies_part: &'static str,
    pub cookies_hint: &'static str,
    pub site_data: &'static str,
    pub site_data_hint: &'static str,
    pub whose: &'static str,
    pub only_sites: &'static str,
    pub only_sites_hint: &'static str,
    pub all_sites: &'static str,
    pub all_sites_hint: &'static str,
    pub kept_for_them: &'static str,
    pub kept_for_them_hint: &'static str,

    // What a plan means.
    pub will_happen: &'static str,
    pub stays: &'static str,
    pub will_sign_out: &'static str,
    pub will_sign_out_everywhere: &'static str,
    pub will_nobody: &'static str,
    pub will_no_cookies: &'static str,
    pub will_cache: &'static str,
    pub will_site_data: &'static str,
    pub will_all_site_data: &'static str,
    pub will_undo: &'static str,
    pub will_leave: &'static str,
    pub will_nothing: &'static str,
    pub stay_sign_ins: Counted,
    pub stay_no_other: &'static str,
    pub stay_own: &'static str,
    pub stay_files: &'static str,
    pub running: &'static str,
    pub running_unclear: &'static str,
    pub running_go_on: &'static str,
    pub holders_one: &'static str,
    pub holders_helpers: Counted,
    pub holders_background: Counted,
    pub total: &'static str,
    pub total_nothing: &'static str,
    pub go: Counted,
    pub put_back_earlier: &'static str,

    // Working.
    pub working: &'static str,
    pub clearing_cache: &'static str,
    pub clearing_cookies: &'static str,
    pub clearing_site_data: &'static str,
    pub preparing: &'static str,
    pub progress: &'static str,
    pub progress_open: &'static str,
    pub seconds_left: Counted,
    pub minutes_left: Counted,
    pub time_unknown: &'static str,
    pub stores_stay_whole: &'static str,
    pub stop: &'static str,
    pub stopping: &'static str,
    pub close_it: &'static str,
    pub still_hold: &'static str,
    pub no_holder_host: &'static str,
    pub no_holder_store: &'static str,
    pub waits: &'static str,
    pub in_background: &'static str,
    pub in_background_mac: &'static str,
    pub leave_out: &'static str,

    // The result.
    pub done: &'static str,
    pub done_partly: &'static str,
    pub done_nothing: &'static str,
    pub done_stopped: &'static str,
    pub shared: &'static str,
    pub did_cache: &'static str,
    pub did_no_cache: &'static str,
    pub did_cookies: &'static str,
    pub did_cookies_all: &'static str,
    pub did_site_data: &'static str,
    pub did_site_data_all: &'static str,
    pub did_no_site_data: &'static str,
    pub did_keys: &'static str,
    pub vanished: Counted,
    pub came: Counted,
    pub not_done: &'static str,
    pub part_cache: &'static str,
    pub part_cookies: &'static str,
    pub part_site_data: &'static str,
    pub skipped: Counted,
    pub skipped_more: Counted,
    pub next: &'static str,
    pub next_restart: &'static str,
    pub next_again: &'static str,
    pub undo: &'static str,
    pub undo_hint: &'static str,
    pub undoing: &'static str,
    pub undone: &'static str,
    pub undone_not: &'static str,
    pub undone_nothing: &'static str,
    pub to_page: &'static str,

    // Clearing by hand.
    pub hand: HandWords,
    // Why something was left alone, and what to do.
    pub trouble: TroubleWords,

    /// Between names in a list.
    pub listed: &'static str,
    /// Before the last name of a list.
    pub listed_last: &'static str,
    /// Between a name and what is said of it.
    pub colon: &'static str,
    /// At the end of a sentence.
    pub full_stop: &'static str,
    /// Between sentences.
    pub between: &'static str,
}

/// Clearing a browser by hand.
#[derive(Debug)]
pub struct HandWords {
    pub title: &'static str,
    pub lead: &'static str,
    pub steps: &'static str,
    pub page: &'static str,
    pub page_hint: &'static str,
    pub copy_page: &'static str,
    pub copied: &'static str,
    pub did_it: &'static str,
    pub no_steps: &'static str,
}

/// Why something was left alone: what it means, and what to do.
#[derive(Debug)]
pub struct TroubleWords {
    pub running: &'static str,
    pub may_be_running: &'static str,
    pub locked: &'static str,
    pub denied: &'static str,
    pub disk_full: &'static str,
    pub read_only: &'static str,
    pub linked_away: &'static str,
    pub other_disk: &'static str,
    pub other_user: &'static str,
    pub unknown_version: &'static str,
    pub damaged: &'static str,
    pub no_copy: &'static str,
    pub shared_store: &'static str,
    pub cancelled: &'static str,
    pub other: &'static str,
}
