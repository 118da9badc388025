//! Writes reports as HTML files for `tests/report_page.sh`: one of each guide in each language, one with pictures, one
//! with hostile text, a long one. Writes also the guides as a page for the browser, once with each language first.
//!
//!     report_samples FOLDER

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a sample that cannot be made must fail the script")]

#[path = "../core/support/wizards.rs"]
mod wizards;

use std::fs;
use std::io::Cursor;
use std::path::PathBuf;
use std::sync::Arc;

use image::{ImageFormat, Rgb, RgbImage};
use okpay_wizard::html_guides::{PageReason, guide_page};
use okpay_wizard::lang::Lang;
use okpay_wizard::report::{Picture, PictureNote, Report, to_html};
use sha2::{Digest as _, Sha256};

use self::wizards::{LANGUAGES, Walker, okpay, report, stories};

const HOSTILE: &str = "</td></table></script><script>document.title='gone'</script><img src=https://evil.example/x.png \
    onerror=alert(1)><style>body{display:none}</style><!-- <link rel=stylesheet href=//evil.example/a.css> \
    <iframe src=https://evil.example></iframe> &lt;b&gt; \u{2028}\u{202e}{{7*7}} ]]> \"' <meta http-equiv=refresh \
    content='0;url=https://evil.example'>";

fn main() {
    let folder = PathBuf::from(std::env::args().nth(1).expect("a folder"));
    let write = |name: &str, report: &Report, pictures: &[Picture]| {
        let html = to_html(report, pictures).unwrap();
        #[expect(clippy::disallowed_methods, reason = "the script fails if a file is half written")]
        fs::write(folder.join(format!("{name}.html")), html).unwrap();
    };
    for (tag, lang, beside) in LANGUAGES {
        for story in stories() {
            let wizard = story.session.state().wizard.clone();
            write(&format!("{wizard}_{tag}"), &report(&story.session, lang, beside, &[]), &[]);
        }
        let pictures = [picture("picture-1.png", 1280, 720), picture("picture-2.jpg", 600, 1300)];
        let notes: Vec<PictureNote> = pictures.iter().map(|picture| picture.note.clone()).collect();
        let story = Walker::begin("login").walks("unsure all the way, then support").fails_to_save();
        write(&format!("pictures_{tag}"), &report(&story.session, lang, beside, &notes), &pictures);
    }
    let hostile = Walker::begin("login")
        .walks("still locked, to support")
        .types("details", "error", HOSTILE)
        .types("details", "happened", HOSTILE);
    write("hostile", &report(&hostile.session, Lang::English, Some(Lang::Chinese), &[]), &[]);
    let mut long = Walker::begin("login").walks("unsure all the way, then support");
    for turn in 0..40 {
        let words = format!("{turn}: the page said this and that, 然后又出现了同样的提示。").repeat(12);
        long = long.types("details", "happened", &words).clears("browser");
    }
    let lines: Vec<String> = (1..150).map(|line| format!("at frame {line} in checkout.js")).collect();
    long = long.types("details", "error", &lines.join("\n"));
    write("long", &report(&long.session, Lang::Chinese, Some(Lang::English), &[]), &[]);
    for lang in Lang::ALL {
        let html = guide_page(okpay(), lang, PageReason::NoWindow).unwrap();
        #[expect(clippy::disallowed_methods, reason = "the script fails if a file is half written")]
        fs::write(folder.join(format!("guide_{}.html", lang.tag())), html).unwrap();
    }
}

/// Stripes in the size of a screenshot.
fn picture(id: &str, width: u32, height: u32) -> Picture {
    let shades =
        RgbImage::from_fn(width, height, |x, y| if (x + y) % 80 < 40 { Rgb([21, 96, 216]) } else { Rgb([240; 3]) });
    let format = ImageFormat::from_path(id).unwrap();
    let mut file = Cursor::new(Vec::new());
    shades.write_to(&mut file, format).unwrap();
    let bytes: Arc<[u8]> = Arc::from(file.into_inner());
    let sha256 = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
    Picture { note: PictureNote { id: id.to_owned(), width, height, bytes: bytes.len() as u64, sha256 }, bytes }
}
