//! Where the rules work: the folded copy, what of it is hidden so far, and where the telling words are.

use std::ops::Range;

use super::fold::Folded;
use super::kind::{SecretKind, Trace};
use super::labels::{self, Class, Label};
use super::placeholder::{self, Salt};

/// Stands for every byte of what is hidden already: no digit, no letter, no space. No rule looks through it, so a
/// second look at a redacted text finds what the first one found and nothing else.
pub(super) const OPAQUE: u8 = 1;

/// A row of so many digits may be a card's or an identity number.
const LONG_ROW: usize = 13;
/// How far a row of digits and joiners is followed.
const ROW: usize = 96;

/// A part of the copy that is to be replaced.
#[derive(Clone, Debug)]
pub(super) struct Span {
    pub(super) range: Range<usize>,
    pub(super) kind: SecretKind,
    /// What is put there instead.
    pub(super) shown: String,
}

/// The work on one text.
pub(super) struct Scan {
    pub(super) folded: Folded,
    labels: Vec<Label>,
    spans: Vec<Span>,
    salt: Salt,
}

impl Scan {
    pub(super) fn new(text: &str, salt: Salt) -> Self {
        let mut desk = Self { folded: Folded::new(text), labels: Vec::new(), spans: Vec::new(), salt };
        for (range, _) in placeholder::find(&desk.folded.bytes) {
            desk.mask(&range);
        }
        desk
    }

    /// Looks for the telling words. Again for each round: a word that another one ran into may stand free by now.
    pub(super) fn label(&mut self) {
        self.labels = labels::find(&self.folded.bytes);
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.folded.bytes
    }

    /// The bytes of a part, as far as there are any.
    pub(super) fn part(&self, range: Range<usize>) -> &[u8] {
        let end = range.end.min(self.folded.bytes.len());
        self.folded.bytes.get(range.start..end).unwrap_or_default()
    }

    pub(super) fn byte(&self, at: usize) -> Option<u8> {
        self.folded.bytes.get(at).copied()
    }

    pub(super) fn byte_before(&self, at: usize) -> Option<u8> {
        self.byte(at.checked_sub(1)?)
    }

    /// Hides a word, and a long row of digits that it is the beginning or the end of: a value that ends at a space
    /// may have taken the first group of a card's number.
    pub(super) fn hide_word(&mut self, range: Range<usize>, kind: SecretKind) {
        let of_row = |byte: &&u8| byte.is_ascii_digit() || is_joiner(**byte);
        let digits = |row: &[u8]| row.iter().filter(|byte| byte.is_ascii_digit()).count();
        let word = self.part(range.clone());

        // Up to the furthest digit of the row.
        let before = self.part(range.start.saturating_sub(ROW)..range.start);
        let row = before.len() - before.iter().rev().take_while(of_row).count();
        let before = before.iter().skip(row).skip_while(|byte| !byte.is_ascii_digit()).count();
        let first = range.start + word.iter().take_while(of_row).count();
        let starts_so = before > 0 && digits(self.part(range.start - before..first)) >= LONG_ROW;

        let after = self.part(range.end..range.end + ROW);
        let row = after.iter().take_while(of_row).count();
        let after = after.iter().take(row).rposition(u8::is_ascii_digit).map_or(0, |last| last + 1);
        let last = range.end - word.iter().rev().take_while(of_row).count();
        let ends_so = after > 0 && digits(self.part(last..range.end + after)) >= LONG_ROW;

        let x = matches!(self.byte(range.end + after), Some(b'X' | b'x'));
        let start = if starts_so { range.start - before } else { range.start };
        let end = if ends_so { range.end + after + usize::from(x) } else { range.end };
        self.hide(start..end, kind);
    }

    /// Hides a part and keeps the ends that its kind may show.
    pub(super) fn hide(&mut self, range: Range<usize>, kind: SecretKind) {
        let value = self.part(range.clone());
        // Nothing, or nothing new.
        if value.iter().all(|byte| *byte == OPAQUE) {
            return;
        }
        let bare: String = value.iter().filter(|byte| byte.is_ascii_alphanumeric()).map(|byte| *byte as char).collect();
        let shown = match kind.trace() {
            Trace::Nothing => placeholder::plain(kind),
            Trace::Ends => placeholder::with_ends(kind, &bare),
            Trace::Tag => placeholder::with_tag(kind, value, &self.salt),
        };
        self.mask(&range);
        self.spans.push(Span { range, kind, shown });
    }

    fn mask(&mut self, range: &Range<usize>) {
        if let Some(part) = self.folded.bytes.get_mut(range.clone()) {
            part.fill(OPAQUE);
        }
    }

    /// The last telling word that ends at or before this place, with the number of characters between; none when
    /// something hidden lies between.
    pub(super) fn label_before(&self, at: usize) -> Option<(Class, usize)> {
        let after = self.labels.partition_point(|label| label.end <= at);
        let label = self.labels.get(after.checked_sub(1)?)?;
        // No rule looks further than this, and a long way would be looked through again for every number in it.
        if at - label.end > 64 {
            return None;
        }
        let between = self.part(label.end..at);
        let far = between.iter().filter(|byte| (**byte & 0xc0) != 0x80).count();
        (!between.contains(&OPAQUE)).then_some((label.class, far))
    }

    /// The first telling word that starts at or after this place.
    pub(super) fn label_after(&self, at: usize) -> Option<Label> {
        let before = self.labels.partition_point(|label| label.start < at);
        self.labels.get(before).copied()
    }

    /// The telling words of a class, where nothing has hidden them.
    pub(super) fn labels(&self, wanted: Class) -> Vec<Label> {
        let of_class = self.labels.iter().filter(|label| label.class == wanted);
        of_class.filter(|label| self.byte(label.start) != Some(OPAQUE)).copied().collect()
    }

    pub(super) fn found_so_far(&self) -> usize {
        self.spans.len()
    }

    /// Everything hidden, in order and without overlaps.
    pub(super) fn into_spans(mut self) -> (Folded, Vec<Span>) {
        self.spans.sort_by_key(|span| (span.range.start, std::cmp::Reverse(span.range.end)));
        let mut kept: Vec<Span> = Vec::with_capacity(self.spans.len());
        for span in self.spans {
            match kept.last_mut() {
                Some(last) if span.range.start < last.range.end => last.range.end = last.range.end.max(span.range.end),
                _ => kept.push(span),
            }
        }
        (self.folded, kept)
    }
}

/// Whether digits around it may be one number: a space, a tab, a dash.
pub(super) fn is_joiner(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'-')
}
