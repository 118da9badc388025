//! Finds the words for ids in the report's language. An id that the pack no longer has is shown as it is.

use super::clean::{clean, clean_line, plain};
use super::model::{AnswerKind, GivenAnswer, NamedItem};
use crate::lang::{Lang, Text};
use crate::pack::{Guide, Id, Page, Question, QuestionKind};
use crate::session::Answer;

/// The names of one guide. Without a guide, all ids are shown as they are.
#[derive(Clone, Copy)]
pub(super) struct GuideNames<'p> {
    pub(super) guide: Option<&'p Guide>,
    pub(super) lang: Lang,
}

impl<'p> GuideNames<'p> {
    pub(super) fn page(self, page: &Id) -> NamedItem {
        self.named(page, self.find_page(page).map(|page| &page.title))
    }

    pub(super) fn task(self, page: &Id, task: &Id) -> NamedItem {
        let known = self.find_page(page).and_then(|page| page.task(task.as_str()));
        self.named(task, known.map(|task| &task.text))
    }

    pub(super) fn ask(self, page: &Id, ask: &Id) -> NamedItem {
        self.named(ask, self.find_ask(page, ask).map(|ask| &ask.text))
    }

    pub(super) fn answer(self, page: &Id, ask: &Id, answer: &Answer) -> GivenAnswer {
        match answer {
            Answer::Words(words) => GivenAnswer { id: None, words: clean(words) },
            Answer::Choice(chosen) => {
                let kind = self.find_ask(page, ask).map(|ask| &ask.kind);
                let known = match kind {
                    Some(QuestionKind::Choice(choices)) => choices.iter().find(|choice| choice.id == *chosen),
                    _ => None,
                };
                let NamedItem { id, words } = self.named(chosen, known.map(|choice| &choice.text));
                GivenAnswer { id: Some(id), words }
            }
        }
    }

    pub(super) fn answer_kind(self, page: &Id, ask: &Id) -> Option<AnswerKind> {
        Some(match &self.find_ask(page, ask)?.kind {
            QuestionKind::Choice(_) => AnswerKind::Choice,
            QuestionKind::Amount => AnswerKind::Amount,
            QuestionKind::Date => AnswerKind::Date,
            QuestionKind::OrderNumber => AnswerKind::OrderNumber,
            QuestionKind::ErrorText => AnswerKind::ErrorText,
            QuestionKind::ShortText => AnswerKind::ShortText,
        })
    }

    pub(super) fn find_page(self, page: &Id) -> Option<&'p Page> {
        self.guide?.page(page.as_str())
    }

    pub(super) fn named(self, id: &Id, text: Option<&Text>) -> NamedItem {
        let id = clean_line(id.as_str());
        let words = text.map_or_else(|| id.clone(), |text| plain(text.get(self.lang)));
        NamedItem { id, words }
    }

    fn find_ask(self, page: &Id, ask: &Id) -> Option<&'p Question> {
        self.find_page(page)?.ask(ask.as_str())
    }
}
