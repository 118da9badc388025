//! What clearing browser data came to, in words.

use super::words::put;
use crate::lang::{Lang, number, size};
use crate::session::Cleared;

/// The report's sentences about clearing, in one language.
struct Words {
    cache: &'static str,
    cookies: &'static str,
    all_cookies: &'static str,
    kept_for_sites: &'static str,
    site_data: &'static str,
    all_site_data: &'static str,
    nothing: &'static str,
    could_not: &'static str,
    stopped: &'static str,
    put_back: &'static str,
    not_put_back: &'static str,
    by_hand: &'static str,
    listed: &'static str,
}

impl Words {
    fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Chinese => &CHINESE,
            Lang::English => &ENGLISH,
        }
    }
}

static CHINESE: Words = Words {
    cache: "缓存 {}（{} 个文件）",
    cookies: "删除 {} 的 Cookie {} 条，其余 {} 条未动",
    kept_for_sites: "其他网站为它存的 Cookie {} 条",
    all_cookies: "删除全部网站的 Cookie {} 条",
    site_data: "删除 {} 的网站数据 {}（文件 {} 个，条目 {} 个）",
    all_site_data: "删除全部网站的网站数据 {}（文件 {} 个，条目 {} 个）",
    nothing: "没有清理任何内容",
    could_not: "{} 项没能清理",
    stopped: "中途停止",
    put_back: "放回清理前的 Cookie 和网站数据：{} 份",
    not_put_back: "{} 份没能放回",
    by_hand: "在 {} 里手动清理",
    listed: "、",
};

static ENGLISH: Words = Words {
    cache: "cache {} ({} files)",
    cookies: "cookies of {}: {} removed, {} others untouched",
    kept_for_sites: "cookies that others kept for it: {}",
    all_cookies: "cookies of all sites: {} removed",
    site_data: "site data of {} removed: {} ({} files, {} entries)",
    all_site_data: "site data of all sites removed: {} ({} files, {} entries)",
    nothing: "nothing was cleared",
    could_not: "could not be cleared: {}",
    stopped: "stopped by the customer",
    put_back: "cookies and site data put back as they were: {}",
    not_put_back: "could not be put back: {}",
    by_hand: "by hand in {}",
    listed: ", ",
};

/// Counts in a line: `Firefox · cache 312 MB (1,204 files) · …`.
pub(super) fn cleared(lang: Lang, cleared: &Cleared) -> String {
    let words = Words::of(lang);
    let sites = cleared.sites.join(words.listed);
    let mut parts = Vec::new();
    if !cleared.browsers.is_empty() {
        parts.push(cleared.browsers.join(words.listed));
    }
    if !cleared.anything() {
        parts.push(words.nothing.to_owned());
    }
    if let Some(cache) = cleared.cache.filter(|cache| cache.files > 0) {
        parts.push(put(words.cache, &[&size(cache.bytes), &number(cache.files)]));
    }
    if let Some(cookies) = cleared.cookies.filter(|_| cleared.anything()) {
        let own = cookies.removed.saturating_sub(cookies.kept_for_sites);
        let (removed, untouched) = (number(own), number(cookies.untouched));
        parts.push(if sites.is_empty() {
            put(words.all_cookies, &[&removed])
        } else {
            put(words.cookies, &[&sites, &removed, &untouched])
        });
        if cookies.kept_for_sites > 0 {
            parts.push(put(words.kept_for_sites, &[&number(cookies.kept_for_sites)]));
        }
    }
    if let Some(data) = cleared.site_data.filter(|data| data.files + data.keys > 0) {
        let (bytes, files, keys) = (size(data.bytes), number(data.files), number(data.keys));
        parts.push(if sites.is_empty() {
            put(words.all_site_data, &[&bytes, &files, &keys])
        } else {
            put(words.site_data, &[&sites, &bytes, &files, &keys])
        });
    }
    if cleared.could_not > 0 {
        parts.push(put(words.could_not, &[&number(cleared.could_not)]));
    }
    if cleared.stopped {
        parts.push(words.stopped.to_owned());
    }
    parts.join(" · ")
}

/// What was put back.
pub(super) fn put_back(lang: Lang, stores: u64, could_not: u64) -> String {
    let words = Words::of(lang);
    let mut told = put(words.put_back, &[&number(stores)]);
    if could_not > 0 {
        told.push_str(" · ");
        told.push_str(&put(words.not_put_back, &[&number(could_not)]));
    }
    told
}

/// Which browser was cleared by hand.
pub(super) fn by_hand(lang: Lang, browser: &str) -> String {
    put(Words::of(lang).by_hand, &[browser])
}
