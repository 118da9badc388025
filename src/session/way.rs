//! The pages that a customer has gone through, one of them on screen.

use std::collections::VecDeque;

use crate::pack::Id;

/// The pages gone through, in order, each at most once. It is never empty: one page is always on screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    before: Vec<Id>,
    here: Id,
    after: VecDeque<Id>,
}

impl Way {
    pub(super) fn starting_at(page: Id) -> Self {
        Self { before: Vec::new(), here: page, after: VecDeque::new() }
    }

    /// The page on screen.
    pub fn here(&self) -> &Id {
        &self.here
    }

    /// The pages before the one on screen.
    pub fn before(&self) -> &[Id] {
        &self.before
    }

    /// The pages after the one on screen, remembered since the customer went back.
    pub fn after(&self) -> impl Iterator<Item = &Id> {
        self.after.iter()
    }

    /// The pages up to the one on screen, which is the last of them.
    pub fn so_far(&self) -> impl Iterator<Item = &Id> {
        self.before.iter().chain([&self.here])
    }

    /// All pages, the remembered ones too.
    pub fn pages(&self) -> impl Iterator<Item = &Id> {
        self.so_far().chain(self.after())
    }

    /// Puts a page on screen and keeps the others. A page that is not on the way is added behind the one on screen, and
    /// the remembered pages are dropped.
    pub(super) fn show(&mut self, page: &Id) {
        if self.before.contains(page) {
            while self.here != *page && self.step_back() {}
        } else if self.after.contains(page) {
            while self.here != *page && self.step_forward() {}
        } else if self.here != *page {
            self.append(page);
        }
    }

    /// Goes where an exit of the page on screen leads. Returns the pages that are dropped because the exit leads back to
    /// an earlier page, or to the same page, to try it again; otherwise `None`.
    pub(super) fn follow(&mut self, page: &Id) -> Option<Vec<Id>> {
        if self.so_far().any(|known| known == page) {
            self.show(page);
            return Some(self.after.drain(..).collect());
        }
        if self.after.front() == Some(page) {
            self.step_forward();
        } else {
            self.append(page);
        }
        None
    }

    /// Drops the remembered pages.
    pub(super) fn forget_after(&mut self) {
        self.after.clear();
    }

    /// Each page is on the way once, so the new one must not be before the one on screen.
    fn append(&mut self, page: &Id) {
        self.after.clear();
        self.before.push(std::mem::replace(&mut self.here, page.clone()));
    }

    fn step_back(&mut self) -> bool {
        let Some(previous) = self.before.pop() else { return false };
        self.after.push_front(std::mem::replace(&mut self.here, previous));
        true
    }

    fn step_forward(&mut self) -> bool {
        let Some(next) = self.after.pop_front() else { return false };
        self.before.push(std::mem::replace(&mut self.here, next));
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A way over these pages, the last one on screen.
    fn way(pages: &[&str]) -> Way {
        let (first, rest) = pages.split_first().unwrap();
        let mut way = Way::starting_at(Id::from(*first));
        for page in rest {
            assert_eq!(way.follow(&Id::from(*page)), None);
        }
        way
    }

    fn ids(pages: &[&str]) -> Vec<Id> {
        pages.iter().map(|page| Id::from(*page)).collect()
    }

    /// The pages before the one on screen, that page, and the pages after it.
    fn parts(way: &Way) -> (Vec<&str>, &str, Vec<&str>) {
        (way.before().iter().map(Id::as_str).collect(), way.here().as_str(), way.after().map(Id::as_str).collect())
    }

    #[test]
    fn a_new_way_has_its_first_page_on_screen() {
        assert_eq!(parts(&way(&["a"])), (vec![], "a", vec![]));
    }

    #[test]
    fn going_back_remembers_the_pages_after() {
        let mut way = way(&["a", "b", "c"]);
        way.show(&Id::from("a"));
        assert_eq!(parts(&way), (vec![], "a", vec!["b", "c"]));
        way.show(&Id::from("c"));
        assert_eq!(parts(&way), (vec!["a", "b"], "c", vec![]));
        way.show(&Id::from("c"));
        assert_eq!(parts(&way), (vec!["a", "b"], "c", vec![]));
    }

    #[test]
    fn going_on_to_the_remembered_page_keeps_those_after_it_and_another_page_drops_them() {
        let mut back = way(&["a", "b", "c"]);
        back.show(&Id::from("a"));
        let mut same = back.clone();
        assert_eq!(same.follow(&Id::from("b")), None);
        assert_eq!(parts(&same), (vec!["a"], "b", vec!["c"]));
        let mut other = back.clone();
        assert_eq!(other.follow(&Id::from("d")), None);
        assert_eq!(parts(&other), (vec!["a"], "d", vec![]));
        let mut past_one = back;
        assert_eq!(past_one.follow(&Id::from("c")), None);
        assert_eq!(parts(&past_one), (vec!["a"], "c", vec![]));
    }

    #[test]
    fn an_exit_that_leads_back_drops_the_pages_to_be_tried_again() {
        let mut back = way(&["a", "b", "c"]);
        assert_eq!(back.follow(&Id::from("a")), Some(ids(&["b", "c"])));
        assert_eq!(parts(&back), (vec![], "a", vec![]));
        let mut in_place = way(&["a", "b", "c"]);
        in_place.show(&Id::from("b"));
        assert_eq!(in_place.follow(&Id::from("b")), Some(ids(&["c"])));
        assert_eq!(parts(&in_place), (vec!["a"], "b", vec![]));
    }

    #[test]
    fn a_page_that_is_not_on_the_way_is_added_behind_the_one_on_screen() {
        let mut way = way(&["a", "b", "c"]);
        way.show(&Id::from("b"));
        way.show(&Id::from("new"));
        assert_eq!(parts(&way), (vec!["a", "b"], "new", vec![]));
    }
}
