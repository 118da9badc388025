//! A customer whose computer cannot open a window reads the guides in the browser: all guides, in both languages, and
//! every link leads somewhere.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use okpay_wizard::desktop::packs;
use okpay_wizard::html_guides::{PageReason, guide_page};
use okpay_wizard::lang::{Lang, Text};
use okpay_wizard::pack::{Block, Pack, Page, QuestionKind, Tool, load, plain};

fn pack_in(path: &str) -> Pack {
    let loaded = load(&packs::in_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap());
    assert!(loaded.broken.is_empty(), "{:?}", loaded.problems);
    loaded.pack.unwrap()
}

/// The part of the page in one language.
fn article(html: &str, lang: Lang) -> &str {
    let start = html.find(&format!("<article id=\"{}\"", lang.tag())).unwrap();
    let length = html[start..].find("</article>").unwrap();
    &html[start..start + length]
}

/// The text that a reader sees on the page.
fn words(html: &str) -> String {
    let mut words = String::new();
    for (number, piece) in html.split('<').enumerate() {
        words.push_str(if number == 0 { piece } else { piece.split_once('>').unwrap().1 });
    }
    for (escaped, character) in [("&#34;", "\""), ("&#39;", "'"), ("&#60;", "<"), ("&#62;", ">"), ("&#38;", "&")] {
        words = words.replace(escaped, character);
    }
    words
}

/// Every text of a page, as the window shows it, with its kind.
fn texts_of(page: &Page) -> Vec<(&'static str, &Text)> {
    let mut texts = vec![("title", &page.title)];
    texts.extend(page.why.iter().map(|text| ("why", text)));
    texts.extend(page.check.iter().map(|text| ("check", text)));
    for block in &page.body {
        match block {
            Block::Text(text) | Block::Note(text) | Block::Warning(text) | Block::Link { text, .. } => {
                texts.push(("body", text));
            }
            Block::Steps(points) | Block::List(points) => texts.extend(points.iter().map(|text| ("body", text))),
        }
    }
    for task in &page.tasks {
        texts.push(("task", &task.text));
        texts.extend(task.hint.iter().map(|text| ("hint", text)));
    }
    for ask in &page.asks {
        texts.push(("question", &ask.text));
        texts.extend(ask.hint.iter().map(|text| ("hint", text)));
        if let QuestionKind::Choice(choices) = &ask.kind {
            for choice in choices {
                texts.push(("answer", &choice.text));
                texts.extend(choice.hint.iter().map(|text| ("hint", text)));
            }
        }
    }
    for tool in &page.tools {
        match tool {
            Tool::OpenLink { text, .. } => texts.push(("link", text)),
            Tool::CopyText { label, text } => texts.extend([("label", label), ("to copy", text)]),
            Tool::ClearBrowserData | Tool::SaveReport | Tool::ContactSupport => {}
        }
    }
    texts.extend(page.exits.iter().filter_map(|exit| exit.because.as_ref()).map(|text| ("because", text)));
    texts
}

/// The values of the attributes with this name.
fn attributes<'h>(html: &'h str, name: &str) -> Vec<&'h str> {
    html.split(&format!(" {name}=\"")).skip(1).map(|rest| rest.split_once('"').unwrap().0).collect()
}

#[test]
fn everything_that_the_window_would_say_is_on_the_page_in_both_languages() {
    for (path, wizards) in [("wizards/okpay", 5), ("tests/fixtures/pack", 2)] {
        let pack = pack_in(path);
        assert_eq!(pack.wizards.len(), wizards);
        for first in Lang::ALL {
            let html = guide_page(&pack, first, PageReason::NoWindow).unwrap();
            assert!(html.contains(&format!("<html lang=\"{}\">", first.tag())));
            for lang in Lang::ALL {
                let html = article(&html, lang);
                let said = words(html);
                for wizard in &pack.wizards {
                    assert!(said.contains(&plain(wizard.title.get(lang))), "{path}: {}", wizard.id);
                    for page in &wizard.pages {
                        assert!(html.contains(&format!("id=\"{}.{}.{}\"", lang.tag(), wizard.id, page.id)));
                        for (what, text) in texts_of(page) {
                            let text = plain(text.get(lang));
                            assert!(said.contains(&text), "{path}: {}, {}: {what}: {text}", wizard.id, page.id);
                        }
                    }
                }
                let contact = &pack.contact;
                let texts = contact.bring.iter().chain(&contact.never).chain(contact.source.as_ref());
                for text in texts {
                    assert!(said.contains(&plain(text.get(lang))), "{path}: {}", text.get(lang));
                }
                let tasks = pack.wizards.iter().flat_map(|wizard| &wizard.pages).map(|page| page.tasks.len());
                assert_eq!(html.matches("<label><input type=\"checkbox\"> <span>").count(), tasks.sum::<usize>());
            }
        }
    }
}

#[test]
fn no_link_within_the_page_is_dead_and_none_leads_to_strangers() {
    for path in ["wizards/okpay", "tests/fixtures/pack"] {
        let pack = pack_in(path);
        let html = guide_page(&pack, Lang::Chinese, PageReason::Asked).unwrap();
        let ids = attributes(&html, "id");
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(known.len(), ids.len(), "two places share a name");
        for label in attributes(&html, "aria-labelledby") {
            assert!(known.contains(label), "{label}");
        }
        let (mut within, mut outside) = (BTreeSet::new(), 0);
        for link in attributes(&html, "href") {
            if let Some(to) = link.strip_prefix('#') {
                assert!(known.contains(to), "{link} leads nowhere");
                within.insert(to);
            } else {
                assert!(link.starts_with("https://www.okpay.com/") || link == "https://support.okpay.com/", "{link}");
                outside += 1;
            }
        }
        assert!(outside >= 6, "{outside}");
        // A reader who only follows links reaches every page.
        for wizard in &pack.wizards {
            for page in wizard.pages.iter().skip(1) {
                for lang in Lang::ALL {
                    let place = format!("{}.{}.{}", lang.tag(), wizard.id, page.id);
                    assert!(within.contains(place.as_str()), "no link leads to {place}");
                }
            }
        }
    }
}

#[test]
fn the_page_says_why_it_is_there_and_that_ticks_are_not_kept() {
    let pack = pack_in("wizards/okpay");
    for (lang, no_window, ticks, unconfirmed) in [
        (Lang::Chinese, "窗口在这台电脑上打不开", "打的勾不会保存", "网站所有者还没有确认这个网址"),
        (
            Lang::English,
            "window could not open on this computer",
            "Your ticks are not saved",
            "has not confirmed it yet",
        ),
    ] {
        for reason in [PageReason::NoWindow, PageReason::Asked] {
            let html = guide_page(&pack, lang, reason).unwrap();
            let said = words(article(&html, lang));
            assert_eq!(said.contains(no_window), reason == PageReason::NoWindow);
            assert!(said.contains(ticks) && said.contains(unconfirmed));
        }
    }
}

#[test]
fn an_answer_says_what_follows_it() {
    let pack = pack_in("wizards/okpay");
    let html = guide_page(&pack, Lang::English, PageReason::Asked).unwrap();
    let step = |id: &str| {
        let (_, rest) = html.split_once(&format!("<div class=\"step\" id=\"{id}\">")).unwrap();
        rest.split_once("<div class=\"step\"").unwrap().0
    };
    // Each answer decides, so nothing follows below them.
    let order = step("en.payment.order");
    assert!(
        order.contains("money is missing<br><a class=\"go\" href=\"#en.payment.reason\">Step 3: Which is closest?</a>")
    );
    assert!(!order.contains("class=\"ways\""), "{order}");
    // An answer that only decides together with an earlier one.
    let other = words(step("en.login.where"));
    assert!(
        other.contains(
            "None of them worksIf your answer to \"What do you see when you log in?\" (step 1) is \"The page won't open, \
             keeps loading or starts over\": Step 7: Check network and clockOtherwise: Step 8: A few words for support"
        ),
        "{other}"
    );
    // The question whether it is solved comes after all answers.
    let browser = words(step("en.login.browser"));
    assert!(browser.contains("If it is solved now: Solved. Cause: Old data in the browser"), "{browser}");
}

/// A small pack in which every text is this one.
fn hostile(words: &str) -> Pack {
    let mut files = packs::in_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pack")).unwrap();
    let quoted = format!("{words:?}");
    for file in &mut files {
        let text = String::from_utf8(file.bytes.clone()).unwrap();
        let lines = text.lines().map(|line| {
            // Texts are the values in two languages.
            let mut rest = line;
            let mut new = String::new();
            while let Some((before, after)) = rest.split_once("{\"zh-CN\": \"") {
                new.push_str(before);
                write!(new, "{{\"zh-CN\": {quoted}, \"en\": {quoted}}}").unwrap();
                rest = after.split_once('}').unwrap().1;
            }
            new + rest + "\n"
        });
        file.bytes = lines.collect::<String>().into_bytes();
    }
    let loaded = load(&files);
    assert!(loaded.broken.is_empty(), "{:?}", loaded.problems);
    loaded.pack.unwrap()
}

#[test]
fn a_packs_words_stay_words() {
    let words =
        "</style></script><script>alert(1)</script><img src=x onerror=alert(1)>\" onclick=\"x' {{7*7}} &lt; **<b>**";
    let html = guide_page(&hostile(words), Lang::English, PageReason::NoWindow).unwrap();
    for markup in ["<script", "<img", "</script", " onclick=\"", "<b><b>"] {
        assert!(!html.contains(markup), "{markup}");
    }
    assert_eq!(html.matches("</style>").count(), 1);
    let said = self::words(article(&html, Lang::English));
    assert!(said.contains("<script>alert(1)</script>") && said.contains("{{7*7}} &lt; <b>"), "{said}");
}

#[test]
fn the_page_asks_for_nothing() {
    let html = guide_page(&pack_in("wizards/okpay"), Lang::English, PageReason::NoWindow).unwrap();
    let (head, _) = html.split_once("<title>").unwrap();
    assert!(head.contains("default-src 'none'; script-src 'none'"), "{head}");
    for name in ["<script", "<link", "<img", "<iframe", "<form", "<textarea", " src=", "url(", "@import"] {
        assert!(!html.contains(name), "{name}");
    }
    // The page has no field, so a customer cannot type a password into it.
    assert_eq!(html.matches("<input").count(), html.matches("<input type=\"checkbox\">").count());
}

#[test]
fn the_page_of_a_small_pack() {
    let html = guide_page(&pack_in("tests/fixtures/pack"), Lang::Chinese, PageReason::NoWindow).unwrap();
    let (_, body) = html.split_once("</style>").unwrap();
    insta::assert_snapshot!(body);
}

#[test]
fn support_staff_makes_the_page_with_a_command() {
    let folder = tempfile::tempdir().unwrap();
    let (file, home) = (folder.path().join("指南.html"), folder.path().join("home"));
    let guide = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_okpay-wizard"));
        command.env("OKPAY_WIZARD_HOME", &home).args(["--lang", "zh-CN", "guide"]).args(arguments).output().unwrap()
    };
    let printed = guide(&[]);
    assert!(printed.status.success());
    let written = guide(&["-o", file.to_str().unwrap()]);
    assert!(written.status.success() && written.stdout.is_empty());
    assert_eq!(std::fs::read(&file).unwrap(), printed.stdout);
    let expected = guide_page(&pack_in("wizards/okpay"), Lang::Chinese, PageReason::Asked).unwrap();
    assert_eq!(String::from_utf8(printed.stdout).unwrap(), expected);
    assert!(!home.exists(), "the page saves nothing");
}
