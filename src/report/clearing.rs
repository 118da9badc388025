//! The results of clearing browser data, in words.

use crate::lang::{Lang, Strings, fill, number, size};
use crate::session::Cleared;

/// The report's sentences about clearing, in one language. `{name}` places are filled by [`fill`].
#[derive(Debug)]
struct ClearingWords {
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

impl ClearingWords {
    fn of(lang: Lang) -> &'static Self {
        match lang {
            Lang::Chinese => &CHINESE,
            Lang::English => &ENGLISH,
        }
    }
}

static CHINESE: ClearingWords = ClearingWords {
    cache: "缓存 {size}（{files}）",
    cookies: "删除 {sites} 的 Cookie {n} 条，其他网站的 {untouched} 条未动",
    kept_for_sites: "其他网站在它页面里保存的 Cookie {n} 条",
    all_cookies: "删除全部网站的 Cookie {n} 条",
    site_data: "删除 {sites} 的网站数据 {size}（{files}，{keys}）",
    all_site_data: "删除全部网站的网站数据 {size}（{files}，{keys}）",
    nothing: "没有清理任何内容",
    could_not: "{n} 项没能清理",
    stopped: "中途停止",
    put_back: "恢复清理前的 Cookie 和网站数据：{n} 份",
    not_put_back: "{n} 份没能恢复",
    by_hand: "在 {browser} 里手动清理",
    listed: "、",
};

static ENGLISH: ClearingWords = ClearingWords {
    cache: "cache {size} ({files})",
    cookies: "cookies of {sites}: {n} removed, {untouched} of other sites untouched",
    kept_for_sites: "cookies that other sites had saved inside it: {n}",
    all_cookies: "cookies of all sites: {n} removed",
    site_data: "site data of {sites} removed: {size} ({files}, {keys})",
    all_site_data: "site data of all sites removed: {size} ({files}, {keys})",
    nothing: "nothing was cleared",
    could_not: "could not be cleared: {n}",
    stopped: "stopped by the customer",
    put_back: "cookies and site data put back as they were: {n}",
    not_put_back: "could not be put back: {n}",
    by_hand: "by hand in {browser}",
    listed: ", ",
};

/// The counts in one line: `Firefox · cache 312 MB (1,204 files) · …`.
pub(super) fn cleared(lang: Lang, cleared: &Cleared) -> String {
    let words = ClearingWords::of(lang);
    let counted = &Strings::of(lang).clear;
    let sites = cleared.sites.join(words.listed);
    let mut parts = Vec::new();
    if !cleared.browsers.is_empty() {
        parts.push(cleared.browsers.join(words.listed));
    }
    if !cleared.anything() {
        parts.push(words.nothing.to_owned());
    }
    if let Some(cache) = cleared.cache.filter(|cache| cache.files > 0) {
        let files = counted.files.of_many(cache.files);
        parts.push(fill(words.cache, &[("size", &size(cache.bytes)), ("files", &files)]));
    }
    if let Some(cookies) = cleared.cookies.filter(|_| cleared.anything()) {
        let own = cookies.removed.saturating_sub(cookies.kept_for_sites);
        let (removed, untouched) = (number(own), number(cookies.untouched));
        parts.push(if sites.is_empty() {
            fill(words.all_cookies, &[("n", &removed)])
        } else {
            fill(words.cookies, &[("sites", &sites), ("n", &removed), ("untouched", &untouched)])
        });
        if cookies.kept_for_sites > 0 {
            parts.push(fill(words.kept_for_sites, &[("n", &number(cookies.kept_for_sites))]));
        }
    }
    if let Some(data) = cleared.site_data.filter(|data| data.files + data.keys > 0) {
        let (files, keys) = (counted.files.of_many(data.files), counted.keys.of_many(data.keys));
        let values = [("sites", sites.as_str()), ("size", &size(data.bytes)), ("files", &files), ("keys", &keys)];
        parts.push(fill(if sites.is_empty() { words.all_site_data } else { words.site_data }, &values));
    }
    if cleared.could_not > 0 {
        parts.push(fill(words.could_not, &[("n", &number(cleared.could_not))]));
    }
    if cleared.stopped {
        parts.push(words.stopped.to_owned());
    }
    parts.join(" · ")
}

/// How many stores were put back.
pub(super) fn put_back(lang: Lang, stores: u64, could_not: u64) -> String {
    let words = ClearingWords::of(lang);
    let mut line = fill(words.put_back, &[("n", &number(stores))]);
    if could_not > 0 {
        line.push_str(" · ");
        line.push_str(&fill(words.not_put_back, &[("n", &number(could_not))]));
    }
    line
}

/// Which browser was cleared by hand.
pub(super) fn by_hand(lang: Lang, browser: &str) -> String {
    fill(ClearingWords::of(lang).by_hand, &[("browser", browser)])
}

#[cfg(test)]
mod tests {
    use super::ClearingWords;
    use crate::lang::{Lang, places_of};

    #[test]
    fn both_languages_fill_the_same_places() {
        let [chinese, english] = Lang::ALL.map(|lang| places_of(ClearingWords::of(lang)));
        assert_eq!(chinese, english);
        assert!(english.iter().flatten().any(|name| name == "sites"), "the places were found at all");
    }
}
