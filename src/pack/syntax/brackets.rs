//! Brackets that do not match: which of them was meant.
//!
//! Owns the guesses of the parser in [`super`]. Must not know what stands in the brackets.

use super::super::desk::{Span, both};
use super::super::node::{Item, Node};
use super::super::token::{Bracket, Token, TokenKind};
use super::Parser;

impl Parser<'_, '_, '_> {
    pub(super) fn stray(&mut self, closing: Bracket, span: &Span) {
        let stray = closing.close();
        let message = both(format!("这里多了一个 `{stray}`"), format!("there is one `{stray}` too many here"));
        self.desk.error("stray-bracket", span, message, both("删掉它", "delete it"));
        self.at += 1;
        if self.kind(0) == Some(&TokenKind::Comma) {
            self.at += 1;
        }
    }

    /// Whether a bracket that would close this group is followed by another of its fields, and the rest of the
    /// file closes everything that is open without it.
    pub(super) fn is_one_too_many(&mut self) -> bool {
        let comma = self.kind(1) == Some(&TokenKind::Comma);
        let field = matches!(self.kind(2), Some(TokenKind::Word(_))) && self.kind(3) == Some(&TokenKind::Colon);
        let holder = self.open.iter().rev().nth(1).copied();
        let suspicious = comma && field && holder == Some(Bracket::Square) && self.open.last() == Some(&Bracket::Round);
        if !suspicious || self.counts == 0 {
            return false;
        }
        self.counts -= 1;
        let mut open = self.open.clone();
        for token in self.tokens.iter().skip(self.at + 1) {
            match &token.kind {
                TokenKind::Open(bracket) => open.push(*bracket),
                TokenKind::Close(bracket) if open.pop() != Some(*bracket) => return false,
                TokenKind::Close(_)
                | TokenKind::Comma
                | TokenKind::Colon
                | TokenKind::Text(_)
                | TokenKind::Number(_)
                | TokenKind::Word(_) => {}
            }
        }
        open.is_empty()
    }

    /// A field inside a list or map, or a nameless group after named fields, tells of a bracket left open.
    pub(super) fn belongs_outside(&self, content: &Content) -> bool {
        let field = matches!(self.kind(0), Some(TokenKind::Word(_))) && self.kind(1) == Some(&TokenKind::Colon);
        let holder = self.open.iter().rev().nth(1).copied();
        match content.bracket {
            // At the very start of a list it is the item's own bracket that is missing.
            Bracket::Square if content.items.is_empty() => false,
            Bracket::Square | Bracket::Curly => field && holder == Some(Bracket::Round),
            Bracket::Round => {
                let named = content.items.iter().any(|item| item.name.is_some());
                named && holder == Some(Bracket::Square) && self.kind(0) == Some(&TokenKind::Open(Bracket::Round))
            }
        }
    }

    pub(super) fn misfit(&self, closing: Bracket) -> Misfit {
        let mut outer = self.open.iter().rev().skip(1);
        let holder = outer.next().copied();
        if !self.open.contains(&closing) {
            return if holder.is_none() && self.kind(1).is_some() { Misfit::Stray } else { Misfit::Closes };
        }
        let comma = self.kind(1) == Some(&TokenKind::Comma);
        let field = matches!(self.kind(2), Some(TokenKind::Word(_))) && self.kind(3) == Some(&TokenKind::Colon);
        let pair = matches!(self.kind(2), Some(TokenKind::Text(_))) && self.kind(3) == Some(&TokenKind::Colon);
        match holder {
            Some(Bracket::Round) if comma && field => Misfit::Closes,
            Some(Bracket::Curly) if comma && pair => Misfit::Closes,
            _ => {
                let line = |at: usize| {
                    self.tokens.get(at).map_or(0, |token: &Token| self.desk.lines.position(token.span.start).0)
                };
                let continues = matches!(self.kind(2), Some(TokenKind::Open(Bracket::Round)));
                let same_line = self.at.checked_sub(1).is_some_and(|before| line(before) == line(self.at));
                if comma && continues && same_line { Misfit::Stray } else { Misfit::Outer }
            }
        }
    }

    pub(super) fn unclosed(&mut self, bracket: Bracket, opening: &Span) {
        let (open, close) = (bracket.open(), bracket.close());
        let message = both(
            format!("这里的 `{open}` 没有对应的 `{close}`"),
            format!("the `{open}` here has no matching `{close}`"),
        );
        let help = both(format!("在这一段的末尾补上 `{close}`"), format!("add `{close}` where this part ends"));
        self.desk.error("unclosed-bracket", opening, message, help);
    }
}

/// What stands in a group so far.
pub(super) struct Content {
    pub(super) bracket: Bracket,
    pub(super) items: Vec<Item>,
    pub(super) pairs: Vec<(Node, Node)>,
}

/// What a closing bracket of the wrong kind is.
pub(super) enum Misfit {
    /// Meant to close this group.
    Closes,
    /// One too many.
    Stray,
    /// An outer group's: this one was never closed.
    Outer,
}
