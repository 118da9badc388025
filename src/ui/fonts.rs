//! The fonts: our own subset of Noto Sans SC first, the system's fonts for everything else.
//!
//! Noto Sans SC covers GB 2312 in Regular, for all text; Medium covers the characters of titles. The toolkit's own
//! fonts are left out. The system's fonts are requested for `zh-Hans` in every system language, so that no customer
//! sees Japanese glyphs.

use std::sync::Arc;

use eframe::egui::{Context, FontData, FontDefinitions, FontFamily};

use crate::lang::Lang;

/// The font family of the medium weight.
pub(crate) const MEDIUM: &str = "medium";

const REGULAR_FACE: &str = "NotoSansSC-Regular";
const MEDIUM_FACE: &str = "NotoSansSC-Medium";
const LATIN_MARKS: &str = "Latin punctuation";
const LATIN_MARKS_MEDIUM: &str = "Latin punctuation, medium";

/// Installs the fonts for readers of `lang`.
///
/// Chinese and English share a font but not punctuation: “ ” ’ — … of a Chinese font are as wide as a character, so
/// English gets those few marks from a separate font.
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

#[cfg(test)]
mod tests {
    use eframe::egui::FontId;
    use eframe::egui::epaint::TextOptions;
    use eframe::egui::epaint::text::Fonts;

    use super::*;
    use crate::desktop::packs;
    use crate::lang::Strings;
    use crate::pack::text_of;

    #[test]
    fn no_character_of_our_own_titles_is_thinner_than_its_neighbours() {
        let mut fonts = definitions(Lang::Chinese);
        let alone = FontFamily::Name("alone".into());
        fonts.families.insert(alone.clone(), vec![MEDIUM_FACE.to_owned()]);
        let mut fonts = Fonts::new(TextOptions::default(), fonts);
        let mut view = fonts.with_pixels_per_point(1.0);
        let mut ours = format!("{:?}", Strings::of(Lang::Chinese));
        for file in packs::built_in() {
            ours.push_str(&text_of(&file));
        }
        let size = FontId::new(22.0, alone);
        let is_chinese = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
        let thin: String = ours.chars().filter(is_chinese).filter(|c| !view.has_glyph(&size, *c)).collect();
        assert_eq!(thin, "", "add them to assets/fonts/titles.txt, then run assets/fonts/make.sh");
        assert!(!view.has_glyph(&size, '囧'), "the face answers for itself alone");
    }
}
