//! "Did you mean …?"
//!
//! Owns how near two names must be. Must not know what the names are of.

use super::diagnostics::both;
use super::problem::BilingualText;

/// No name is longer, and the time to compare two names grows with the product of their lengths.
const LONGEST: usize = 80;

/// The candidate nearest to `word`, if it is near enough to be the one that the author meant.
pub(super) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST {
        return None;
    }
    let folded = fold(word);
    candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= LONGEST)
        .map(|candidate| (closeness(&folded, &fold(candidate)), candidate))
        .filter(|(closeness, _)| *closeness >= 0.6)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, candidate)| candidate)
}

/// The help for [`nearest`], or a list of the candidates.
pub(super) fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str> + Clone,
) -> Option<BilingualText> {
    if let Some(near) = nearest(word, candidates.clone()) {
        return Some(both(format!("是不是想写 `{near}`？"), format!("did you mean `{near}`?")));
    }
    let mut all: Vec<&str> = candidates.into_iter().collect();
    all.dedup();
    if all.is_empty() || all.len() > 12 || all.iter().any(|name| name.len() > LONGEST) {
        return None;
    }
    let names = all.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>();
    Some(both(format!("可以写的有：{}", names.join("、")), format!("possible here: {}", names.join(", "))))
}

/// Letter case, hyphens and underscores are the most common typos and do not count.
fn fold(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).flat_map(char::to_lowercase).collect()
}

fn closeness(one: &str, other: &str) -> f64 {
    let whole = strsim::normalized_damerau_levenshtein(one, other);
    let longer = one.chars().count().max(other.chars().count());
    let typos = strsim::damerau_levenshtein(one, other);
    // In a short name one typo is a large part, but `em` still means `en`.
    if (2..=4).contains(&longer) && typos == 1 { whole.max(0.6) } else { whole }
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_typo_is_understood_and_another_word_is_not() {
        assert_eq!(nearest("titel", ["id", "title", "pages"]), Some("title"));
        assert_eq!(nearest("clear_browser", ["clear-browser", "contact"]), Some("clear-browser"));
        assert_eq!(nearest("solved", ["Solved", "NotSolved"]), Some("Solved"));
        assert_eq!(nearest("elephant", ["id", "title", "pages"]), None);
    }
}
