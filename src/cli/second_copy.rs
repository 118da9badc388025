//! A second copy asks the first copy to come to the front or to open a pack, and reports the result.

use std::io::{self, IsTerminal as _};
use std::path::Path;
use std::time::Duration;

use super::common::{Status, print_error};
use crate::desktop::{FocusResult, HandOverResult, SecondCopy, message_box};
use crate::lang::{Lang, Strings};

/// How long a second copy waits for the first to answer.
const PATIENCE: Duration = Duration::from_secs(2);

/// Asks the first copy to come to the front, or to open the pack if there is one.
pub(super) fn notify(first: &SecondCopy, pack: Option<&Path>, lang: Lang) -> Status {
    let (message, status) = match pack {
        None => request_focus(first, lang),
        // The first copy may have another working folder, so it needs an absolute path.
        Some(pack) => match std::path::absolute(pack) {
            Ok(pack) => hand_over(first, &pack, lang),
            Err(_) => (too_long(lang), Status::Failed),
        },
    };
    print_error(message);
    // After a double-click there is no terminal. If no window comes to the front, a message box gives the reason.
    if status == Status::Failed
        && !io::stdout().is_terminal()
        && let Err(error) = message_box::show("OKPay Wizard", message)
    {
        tracing::warn!(%error, "the message could not be shown to the customer");
    }
    status
}

fn request_focus(first: &SecondCopy, lang: Lang) -> (&'static str, Status) {
    match first.request_focus(PATIENCE) {
        FocusResult::Answered => (Strings::of(lang).start.open_already, Status::Fine),
        FocusResult::Silent => (silent(lang), Status::Failed),
    }
}

fn hand_over(first: &SecondCopy, pack: &Path, lang: Lang) -> (&'static str, Status) {
    match (first.hand_over(pack, PATIENCE), lang) {
        (HandOverResult::Taken, Lang::Chinese) => ("程序已经开着，内容包会在它的窗口里打开。", Status::Fine),
        (HandOverResult::Taken, Lang::English) => {
            ("The program is already open; the pack opens in its window.", Status::Fine)
        }
        (HandOverResult::NotUnderstood, Lang::Chinese) => {
            ("程序已经开着，但版本不同，不能在它的窗口里打开内容包。请先关掉那个窗口，再打开一次。", Status::Failed)
        }
        (HandOverResult::NotUnderstood, Lang::English) => (
            "Another version of the program is already open and cannot take the pack. Close its window and try again.",
            Status::Failed,
        ),
        (HandOverResult::Silent, _) => (silent(lang), Status::Failed),
        (HandOverResult::TooLong, _) => (too_long(lang), Status::Failed),
    }
}

fn silent(lang: Lang) -> &'static str {
    Strings::of(lang).start.open_and_silent
}

fn too_long(lang: Lang) -> &'static str {
    match lang {
        Lang::Chinese => "程序已经开着，但这个内容包的路径太长。请把它移到别的文件夹，再打开一次。",
        Lang::English => {
            "The program is already open, but the path of the pack is too long. Move it to another folder and try again."
        }
    }
}
