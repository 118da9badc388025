//! Brackets that do not match: guesses which of them the author meant.
//!
//! Owns the guesses of the parser in [`super`]. Must not know what is in the brackets.

use super::super::diagnostics::{ByteSpan, both};
use super::super::node::{GroupItem, Node};
use super::super::token::{Bracket, Token, TokenKind};
use super::Parser;

impl Parser<'_, '_, '_> {
    pub(super) fn stray(&mut self, closing: Bracket, span: &ByteSpan) {
        let stray = closing.close();
        let message = both(format!("这里多了一个 `{stray}`"), format!("there is one `{stray}` too many here"));
        self.diagnostics.error("stray-bracket", span, message, both("删掉它", "delete it"));
        self.at += 1;
        if self.kind(0) == Some(&TokenKind::Comma) {
            self.at += 1;
        }
    }

    /// Whether the bracket that would close this group is one too many: another field of the group follows, and the rest
    /// of the file closes all open groups without this bracket.
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

    /// Whether a bracket was not closed: a field is in a list or map, or a group without a name is after named fields.
    pub(super) fn belongs_outside(&self, content: &GroupContent) -> bool {
        let field = matches!(self.kind(0), Some(TokenKind::Word(_))) && self.kind(1) == Some(&TokenKind::Colon);
        let holder = self.open.iter().rev().nth(1).copied();
        match content.bracket {
            // At the start of a list, the item's own bracket is missing instead.
            Bracket::Square if content.items.is_empty() => false,
            Bracket::Square | Bracket::Curly => field && holder == Some(Bracket::Round),
            Bracket::Round => {
                let named = content.items.iter().any(|item| item.name.is_some());
                named && holder == Some(Bracket::Square) && self.kind(0) == Some(&TokenKind::Open(Bracket::Round))
            }
        }
    }

    pub(super) fn mismatch(&self, closing: Bracket) -> Mismatch {
        let mut outer = self.open.iter().rev().skip(1);
        let holder = outer.next().copied();
        if !self.open.contains(&closing) {
            return if holder.is_none() && self.kind(1).is_some() { Mismatch::Stray } else { Mismatch::Closes };
        }
        let comma = self.kind(1) == Some(&TokenKind::Comma);
        let field = matches!(self.kind(2), Some(TokenKind::Word(_))) && self.kind(3) == Some(&TokenKind::Colon);
        let pair = matches!(self.kind(2), Some(TokenKind::Text(_))) && self.kind(3) == Some(&TokenKind::Colon);
        match holder {
            Some(Bracket::Round) if comma && field => Mismatch::Closes,
            Some(Bracket::Curly) if comma && pair => Mismatch::Closes,
            _ => {
                let line = |at: usize| {
                    self.tokens.get(at).map_or(0, |token: &Token| self.diagnostics.lines.position(token.span.start).0)
                };
                let continues = matches!(self.kind(2), Some(TokenKind::Open(Bracket::Round)));
                let same_line = self.at.checked_sub(1).is_some_and(|before| line(before) == line(self.at));
                if comma && continues && same_line { Mismatch::Stray } else { Mismatch::Outer }
            }
        }
    }

    pub(super) fn unclosed(&mut self, bracket: Bracket, opening: &ByteSpan) {
        let (open, close) = (bracket.open(), bracket.close());
        let message = both(
            format!("这里的 `{open}` 没有对应的 `{close}`"),
            format!("the `{open}` here has no matching `{close}`"),
        );
        let help = both(format!("在这一段的末尾补上 `{close}`"), format!("add `{close}` where this part ends"));
        self.diagnostics.error("unclosed-bracket", opening, message, help);
    }
}

/// The content of a group so far.
pub(super) struct GroupContent {
    pub(super) bracket: Bracket,
    pub(super) items: Vec<GroupItem>,
    pub(super) pairs: Vec<(Node, Node)>,
}

/// What a closing bracket of the wrong kind means.
pub(super) enum Mismatch {
    /// It closes this group.
    Closes,
    /// It is one too many.
    Stray,
    /// It closes an outer group; this one was not closed.
    Outer,
}
