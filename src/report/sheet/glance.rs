//! The first section: what an agent asks first, in this order.

use super::SheetFact;
use super::layout::{fact, minute};
use crate::report::model::{AnswerKind, AnsweredQuestion, Report};
use crate::report::words::ReportWords;

impl Report {
    /// Problem, outcome, since when, error message, amounts and order numbers; then when the session was used.
    pub(super) fn at_a_glance(&self, words: &ReportWords) -> Vec<SheetFact> {
        let mut facts = vec![fact(words.problem, &self.problem.words), fact(words.outcome, &self.ended.words)];
        facts.extend(self.ended.because.iter().map(|because| fact(words.because, because)));
        let began = fact(words.began, minute(&self.began.words));
        let since: Vec<SheetFact> = self.answers_to(&[AnswerKind::Date]).map(answer).collect();
        if since.is_empty() {
            facts.push(began.clone());
        }
        let has_since = !since.is_empty();
        facts.extend(since);
        facts.extend(self.answers_to(&[AnswerKind::ErrorText]).map(answer));
        facts.extend(self.answers_to(&[AnswerKind::Amount, AnswerKind::OrderNumber]).map(answer));
        facts.extend(self.answers_to(&[AnswerKind::ShortText]).map(answer));
        facts.extend(has_since.then_some(began));
        facts.push(fact(words.touched, minute(&self.touched.words)));
        facts.push(fact(words.took, &self.took.words));
        // An agent who compares times with those of a server has to know this.
        facts.extend(self.clock_set.iter().map(|set| {
            let [open, close] = words.brackets;
            fact(words.clock_was_set, &format!("{}{open}{}{close}", set.words, minute(&set.when.words)))
        }));
        facts
    }

    /// The answers to questions of these kinds, in the order of the pages.
    pub(in crate::report) fn answers_to(
        &self,
        kinds: &'static [AnswerKind],
    ) -> impl Iterator<Item = &AnsweredQuestion> {
        self.answers.iter().filter(|answered| answered.asked_for.is_some_and(|kind| kinds.contains(&kind)))
    }
}

fn answer(answered: &AnsweredQuestion) -> SheetFact {
    fact(&answered.ask.words, &answered.answer.words)
}
