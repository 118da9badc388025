//! The state of one scan: the folded copy, what is hidden in it so far, and where the labels are.

use std::ops::Range;

use super::fold::Folded;
use super::kind::{SecretKind, Trace};
use super::labels::{self, Label, LabelClass};
use super::placeholder::{self, Salt};

/// Overwrites every byte that is hidden: it is no digit, no letter and no space. No rule looks through it, so scanning a
/// redacted text again finds nothing new.
pub(super) const OPAQUE: u8 = 1;

/// A run of this many digits may be a card number or an identity number.
const LONG_RUN: usize = 13;
/// How many bytes a run of digits and joiners is followed.
const RUN_REACH: usize = 96;

/// A part of the copy that a placeholder replaces.
#[derive(Clone, Debug)]
pub(super) struct Replacement {
    pub(super) range: Range<usize>,
    pub(super) kind: SecretKind,
    pub(super) placeholder: String,
}

/// The scan of one text.
pub(super) struct Scan {
    pub(super) folded: Folded,
    labels: Vec<Label>,
    replacements: Vec<Replacement>,
    salt: Salt,
}

impl Scan {
    pub(super) fn new(text: &str, salt: Salt) -> Self {
        let mut scan = Self { folded: Folded::new(text), labels: Vec::new(), replacements: Vec::new(), salt };
        for (range, _) in placeholder::find(&scan.folded.bytes) {
            scan.mask(&range);
        }
        scan
    }

    /// Finds the labels. Each round does it again, because hiding text may have separated a label from the word before it.
    pub(super) fn find_labels(&mut self) {
        self.labels = labels::find(&self.folded.bytes);
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.folded.bytes
    }

    /// The bytes of a range, which may end beyond the text.
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

    /// Hides a word. If the word begins or ends a long run of digits, the whole run goes too: a value that ends at a
    /// space may be only the first group of a card number.
    pub(super) fn hide_word(&mut self, range: Range<usize>, kind: SecretKind) {
        let in_run = |byte: &&u8| byte.is_ascii_digit() || is_joiner(**byte);
        let digits = |run: &[u8]| run.iter().filter(|byte| byte.is_ascii_digit()).count();
        let word = self.part(range.clone());

        // Up to the furthest digit of the run.
        let before = self.part(range.start.saturating_sub(RUN_REACH)..range.start);
        let run = before.len() - before.iter().rev().take_while(in_run).count();
        let before = before.iter().skip(run).skip_while(|byte| !byte.is_ascii_digit()).count();
        let first = range.start + word.iter().take_while(in_run).count();
        let ends_run = before > 0 && digits(self.part(range.start - before..first)) >= LONG_RUN;

        let after = self.part(range.end..range.end + RUN_REACH);
        let run = after.iter().take_while(in_run).count();
        let after = after.iter().take(run).rposition(u8::is_ascii_digit).map_or(0, |last| last + 1);
        let last = range.end - word.iter().rev().take_while(in_run).count();
        let begins_run = after > 0 && digits(self.part(last..range.end + after)) >= LONG_RUN;

        let x = matches!(self.byte(range.end + after), Some(b'X' | b'x'));
        let start = if ends_run { range.start - before } else { range.start };
        let end = if begins_run { range.end + after + usize::from(x) } else { range.end };
        self.hide(start..end, kind);
    }

    /// Hides a part. The placeholder keeps what its kind may show.
    pub(super) fn hide(&mut self, range: Range<usize>, kind: SecretKind) {
        let value = self.part(range.clone());
        // It is empty or hidden already.
        if value.iter().all(|byte| *byte == OPAQUE) {
            return;
        }
        let bare: String = value.iter().filter(|byte| byte.is_ascii_alphanumeric()).map(|byte| *byte as char).collect();
        let placeholder = match kind.trace() {
            Trace::Nothing => placeholder::plain(kind),
            Trace::Ends => placeholder::with_ends(kind, &bare),
            Trace::Tag => placeholder::with_tag(kind, value, &self.salt),
        };
        self.mask(&range);
        self.replacements.push(Replacement { range, kind, placeholder });
    }

    fn mask(&mut self, range: &Range<usize>) {
        if let Some(part) = self.folded.bytes.get_mut(range.clone()) {
            part.fill(OPAQUE);
        }
    }

    /// The last label that ends at or before this place, and the number of characters between them. `None` if something
    /// between them is hidden.
    pub(super) fn label_before(&self, at: usize) -> Option<(LabelClass, usize)> {
        let after = self.labels.partition_point(|label| label.end <= at);
        let label = self.labels.get(after.checked_sub(1)?)?;
        // No rule looks further. Without this limit, every number would search through a long gap again.
        if at - label.end > 64 {
            return None;
        }
        let between = self.part(label.end..at);
        let distance = between.iter().filter(|byte| (**byte & 0xc0) != 0x80).count();
        (!between.contains(&OPAQUE)).then_some((label.class, distance))
    }

    /// The first label that starts at or after this place.
    pub(super) fn label_after(&self, at: usize) -> Option<Label> {
        let before = self.labels.partition_point(|label| label.start < at);
        self.labels.get(before).copied()
    }

    /// The labels of a class that are not hidden.
    pub(super) fn labels(&self, wanted: LabelClass) -> Vec<Label> {
        let of_class = self.labels.iter().filter(|label| label.class == wanted);
        of_class.filter(|label| self.byte(label.start) != Some(OPAQUE)).copied().collect()
    }

    pub(super) fn hidden_count(&self) -> usize {
        self.replacements.len()
    }

    /// All replacements, in order and without overlaps.
    pub(super) fn into_replacements(mut self) -> (Folded, Vec<Replacement>) {
        self.replacements.sort_by_key(|one| (one.range.start, std::cmp::Reverse(one.range.end)));
        let mut merged: Vec<Replacement> = Vec::with_capacity(self.replacements.len());
        for one in self.replacements {
            match merged.last_mut() {
                Some(last) if one.range.start < last.range.end => last.range.end = last.range.end.max(one.range.end),
                _ => merged.push(one),
            }
        }
        (self.folded, merged)
    }
}

/// Whether the digits on both sides may be one number: a space, a tab, a dash.
pub(super) fn is_joiner(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'-')
}
