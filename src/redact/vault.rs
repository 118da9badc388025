//! What was hidden and may be shown again, for as long as the program runs.
//!
//! Only harmless kinds, only in memory. Nothing of it is ever written: after a restart nobody can bring it back.

use std::collections::{BTreeMap, BTreeSet};

use super::kind::Trace;
use super::{Redactor, SecretKind, placeholders};

/// The originals of hidden values that their owner may want to be read after all.
#[derive(Clone, Debug, Default)]
pub struct Vault {
    /// By what stands for them. `None` where two different values have the same placeholder: nobody could tell which
    /// of them it is.
    originals: BTreeMap<String, (SecretKind, Option<String>)>,
    /// What stood for something before this vault was there: nobody knows for what.
    before: BTreeSet<String>,
}

/// A hidden value that can be shown again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RevealableValue<'v> {
    /// What it is.
    pub kind: SecretKind,
    /// What stands for it in stored texts.
    pub placeholder: &'v str,
    /// What it was.
    pub original: &'v str,
}

impl Vault {
    /// For a session that has this in it already, hidden by an earlier run of the program. A tag is one value's own;
    /// four last digits may be another number's.
    pub fn beside(stored: &str) -> Self {
        let known = placeholders(stored).into_iter().filter(|hidden| hidden.kind.trace() != Trace::Tag);
        let before = known.filter_map(|hidden| stored.get(hidden.range)).map(str::to_owned).collect();
        Self { originals: BTreeMap::new(), before }
    }

    /// Remembers what this redactor hides in this text, as far as it is harmless.
    pub fn learn(&mut self, redactor: &Redactor, text: &str) {
        for (kind, placeholder, original) in redactor.replaced(text) {
            // The name before an @ may be a card's number.
            let is_grave = |text: &str| redactor.sniff(text).iter().any(|found| !found.kind.may_be_shown_again());
            if !kind.may_be_shown_again() || is_grave(&original) {
                continue;
            }
            let is_alone = !self.before.contains(&placeholder);
            let first = || (kind, is_alone.then(|| original.clone()));
            let known = self.originals.entry(placeholder).or_insert_with(first);
            if known.1.as_ref().is_some_and(|known| !known.eq_ignore_ascii_case(&original)) {
                known.1 = None;
            }
        }
    }

    /// Everything that can be shown again, the gravest kinds first.
    pub fn kept(&self) -> Vec<RevealableValue<'_>> {
        let mut kept: Vec<RevealableValue<'_>> = self
            .originals
            .iter()
            .filter_map(|(placeholder, (kind, original))| {
                Some(RevealableValue { kind: *kind, placeholder, original: original.as_deref()? })
            })
            .collect();
        kept.sort_by_key(|kept| kept.kind);
        kept
    }

    /// What this placeholder stands for, if that may be shown.
    pub fn original(&self, placeholder: &str) -> Option<&str> {
        self.originals.get(placeholder)?.1.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::{Redactor, SecretKind, Vault};

    fn learned(text: &str) -> Vault {
        let mut vault = Vault::default();
        vault.learn(&Redactor::default(), text);
        vault
    }

    #[test]
    fn harmless_values_can_be_shown_again_and_grave_ones_never() {
        let vault =
            learned("ann.lee@qq.com, 13800138000, card 4111111111111111, 密码是 hunter2x, 验证码 483920, 10.0.0.7");
        let kept: Vec<(SecretKind, &str)> = vault.kept().into_iter().map(|kept| (kept.kind, kept.original)).collect();
        assert_eq!(
            kept,
            [(SecretKind::Phone, "13800138000"), (SecretKind::Email, "ann.lee"), (SecretKind::PrivateIp, "10.0.0.7")]
        );
        assert!(!format!("{vault:?}").contains("4111"));
        assert!(!format!("{vault:?}").contains("hunter2x"));
    }

    #[test]
    fn what_cannot_be_told_apart_is_not_shown() {
        let vault = learned("13800138000 and 13900138000");
        assert!(vault.kept().is_empty(), "both end in 8000");
        let again = learned("13800138000 and 13800138000");
        assert_eq!(again.kept().len(), 1);
    }

    #[test]
    fn a_card_in_the_place_of_a_name_is_not_shown() {
        assert!(learned("4111111111111111@qq.com 11010519491231002X@qq.com").kept().is_empty());
    }

    #[test]
    fn the_same_last_digits_as_in_an_earlier_run_may_be_another_number() {
        let mut vault = Vault::beside("[phone ····8000] [email #kfqz]@qq.com");
        vault.learn(&Redactor::default(), "13800138000 13900139001");
        let kept: Vec<&str> = vault.kept().into_iter().map(|kept| kept.original).collect();
        assert_eq!(kept, ["13900139001"]);
    }
}
