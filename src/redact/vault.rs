//! Hidden values that the customer may show again while the program runs.
//!
//! Only harmless kinds, and only in memory. They are never written to disk, so a restart loses them for good.

use std::collections::{BTreeMap, BTreeSet};

use super::kind::Trace;
use super::{Redactor, SecretKind, placeholders};

/// The originals of hidden values that the customer may want to show.
#[derive(Clone, Debug, Default)]
pub struct Vault {
    /// By placeholder. `None` where two different values have the same placeholder, because it is unclear which of
    /// them is meant.
    originals: BTreeMap<String, (SecretKind, Option<String>)>,
    /// Placeholders from before this vault existed. Their originals are unknown.
    earlier: BTreeSet<String>,
}

/// A hidden value that can be shown again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RevealableValue<'v> {
    /// What it is.
    pub kind: SecretKind,
    /// Its placeholder in saved texts.
    pub placeholder: &'v str,
    /// The original.
    pub original: &'v str,
}

impl Vault {
    /// For a session whose saved text has placeholders from an earlier run of the program. A tag belongs to one value
    /// only, but another number may have the same last four digits.
    pub fn after_restart(saved: &str) -> Self {
        let known = placeholders(saved).into_iter().filter(|hidden| hidden.kind.trace() != Trace::Tag);
        let earlier = known.filter_map(|hidden| saved.get(hidden.range)).map(str::to_owned).collect();
        Self { originals: BTreeMap::new(), earlier }
    }

    /// Remembers the harmless values that this redactor hides in this text.
    pub fn learn(&mut self, redactor: &Redactor, text: &str) {
        for (kind, placeholder, original) in redactor.originals(text) {
            // The name before an @ may be a card number.
            let is_serious =
                |text: &str| redactor.find_secrets(text).iter().any(|found| !found.kind.may_be_shown_again());
            if !kind.may_be_shown_again() || is_serious(&original) {
                continue;
            }
            let is_unique = !self.earlier.contains(&placeholder);
            let first = || (kind, is_unique.then(|| original.clone()));
            let known = self.originals.entry(placeholder).or_insert_with(first);
            if known.1.as_ref().is_some_and(|known| !known.eq_ignore_ascii_case(&original)) {
                known.1 = None;
            }
        }
    }

    /// Everything that can be shown again, the most serious kinds first.
    pub fn revealable(&self) -> Vec<RevealableValue<'_>> {
        let mut values: Vec<RevealableValue<'_>> = self
            .originals
            .iter()
            .filter_map(|(placeholder, (kind, original))| {
                Some(RevealableValue { kind: *kind, placeholder, original: original.as_deref()? })
            })
            .collect();
        values.sort_by_key(|value| value.kind);
        values
    }

    /// The original of this placeholder, if it may be shown.
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
    fn harmless_values_can_be_shown_again_and_serious_ones_never() {
        let vault =
            learned("ann.lee@qq.com, 13800138000, card 4111111111111111, 密码是 hunter2x, 验证码 483920, 10.0.0.7");
        let shown: Vec<(SecretKind, &str)> =
            vault.revealable().into_iter().map(|value| (value.kind, value.original)).collect();
        assert_eq!(
            shown,
            [(SecretKind::Phone, "13800138000"), (SecretKind::Email, "ann.lee"), (SecretKind::PrivateIp, "10.0.0.7")]
        );
        assert!(!format!("{vault:?}").contains("4111"));
        assert!(!format!("{vault:?}").contains("hunter2x"));
    }

    #[test]
    fn two_values_with_the_same_placeholder_are_not_shown() {
        let vault = learned("13800138000 and 13900138000");
        assert!(vault.revealable().is_empty(), "both end in 8000");
        let again = learned("13800138000 and 13800138000");
        assert_eq!(again.revealable().len(), 1);
    }

    #[test]
    fn a_card_number_used_as_a_mail_name_is_not_shown() {
        assert!(learned("4111111111111111@qq.com 11010519491231002X@qq.com").revealable().is_empty());
    }

    #[test]
    fn the_same_last_digits_as_in_an_earlier_run_may_be_another_number() {
        let mut vault = Vault::after_restart("[phone ····8000] [email #kfqz]@qq.com");
        vault.learn(&Redactor::default(), "13800138000 13900139001");
        let shown: Vec<&str> = vault.revealable().into_iter().map(|value| value.original).collect();
        assert_eq!(shown, ["13900139001"]);
    }
}
