//! The faces: our own subset of Noto Sans SC first, the system's fonts for everything else.

use std::sync::Arc;

use eframe::egui::{Context, FontData, FontDefinitions, FontFamily};

use crate::lang::Lang;

/// The name of the second weight's family.
pub(crate) const MEDIUM: &str = "medium";

const REGULAR_FACE: &str = "NotoSansSC-Regular";
const MEDIUM_FACE: &str = "NotoSansSC-Medium";
const LATIN_MARKS: &str = "Latin punctuation";
const LATIN_MARKS_MEDIUM: &str = "Latin punctuation, medium";

/// Installs the faces for readers of `lang`.
///
/// Chinese and English share a face but not punctuation: “ ” ’ — … of a Chinese face are as wide as a character,
/// so readers of English get those few marks from a face of their own.
pub fn install(ctx: &Context, lang: Lang) {
    ctx.set_fonts(definitions(lang));
}

fn definitions(lang: Lang) -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let faces: [(&str, &'static [u8]); 4] = [
        (REGULAR_FACE, include_bytes!("../../assets/fonts/NotoSansSC-Regular.otf")),
        (MEDIUM_FACE, include_bytes!("../../assets/fonts/NotoSansSC-Medium.otf")),
        (LATIN_MARKS, include_bytes!("../../assets/fonts/NotoSans-Latin-Punctuation-Regular.otf")),
        (LATIN_MARKS_MEDIUM, include_bytes!("../../assets/fonts/NotoSans-Latin-Punctuation-Medium.otf")),
    ];
    for (name, bytes) in faces {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let (regular, medium): (&[&str], &[&str]) = match lang {
        Lang::Chinese => (&[REGULAR_FACE], &[MEDIUM_FACE, REGULAR_FACE]),
        Lang::English => (&[LATIN_MARKS, REGULAR_FACE], &[LATIN_MARKS_MEDIUM, MEDIUM_FACE, REGULAR_FACE]),
    };
    let fallbacks = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let family = |first: &[&str]| -> Vec<String> {
        first.iter().map(|&name| name.to_owned()).chain(fallbacks.iter().cloned()).collect()
    };
    let (regular, medium) = (family(regular), family(medium));
    fonts.families.insert(FontFamily::Name(MEDIUM.into()), medium);
    fonts.families.entry(FontFamily::Monospace).or_default().push(REGULAR_FACE.to_owned());
    fonts.families.insert(FontFamily::Proportional, regular);
    fonts
}
