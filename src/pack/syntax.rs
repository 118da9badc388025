//! Makes a tree of the tokens, and continues after errors.
//!
//! Owns missing commas, colons and brackets. Must not know which fields there are.

mod brackets;

use self::brackets::{GroupContent, Mismatch};
use super::diagnostics::{ByteSpan, Diagnostics, Name, Spanned, both};
use super::node::{GroupItem, Node, NodeKind};
use super::token::{Bracket, Token, TokenKind, tokens};

/// No author nests deeper, and a hostile file must not exhaust the stack.
const DEEPEST: usize = 64;

/// The one value of a file.
pub(super) fn read(text: &str, diagnostics: &mut Diagnostics<'_>) -> Option<Node> {
    let tokens = tokens(text, diagnostics);
    let mut parser =
        Parser { tokens: &tokens, at: 0, end: text.len(), diagnostics, open: Vec::new(), ended: false, counts: 32 };
    if tokens.is_empty() {
        let message = both("这个文件是空的", "this file is empty");
        parser.diagnostics.error(
            "empty-file",
            &(0..0),
            message,
            both("文件内容要写在 ( ) 里", "write its content in ( )"),
        );
        return None;
    }
    let node = parser.value();
    if let Some(token) = parser.peek() {
        let span = token.span.clone();
        parser.diagnostics.error(
            "after-end",
            &span,
            both(
                "文件的内容在这之前已经结束了，后面多出了东西",
                "the content of the file ends before this; there is something left over",
            ),
            both("检查前面是不是多了一个 )", "check whether there is one ) too many above"),
        );
    }
    Some(node)
}

pub(super) struct Parser<'t, 'd, 'a> {
    pub(super) tokens: &'t [Token],
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) diagnostics: &'d mut Diagnostics<'a>,
    pub(super) open: Vec<Bracket>,
    /// The file ended too early, and that is reported already.
    pub(super) ended: bool,
    /// How often the parser may still count through the rest of the file. The limit keeps hostile files from taking long.
    pub(super) counts: usize,
}

impl<'t> Parser<'t, '_, '_> {
    fn peek(&self) -> Option<&'t Token> {
        self.tokens.get(self.at)
    }

    pub(super) fn kind(&self, ahead: usize) -> Option<&'t TokenKind> {
        self.tokens.get(self.at + ahead).map(|token| &token.kind)
    }

    fn value(&mut self) -> Node {
        let Some(token) = self.peek() else {
            return Node { kind: NodeKind::Missing, span: self.end..self.end };
        };
        let span = token.span.clone();
        let kind = match &token.kind {
            TokenKind::Text(words) => NodeKind::Text(words.clone()),
            TokenKind::Number(digits) => NodeKind::Number(digits.clone()),
            TokenKind::Word(word) => {
                self.at += 1;
                if self.kind(0) == Some(&TokenKind::Open(Bracket::Round)) {
                    return self.group(Bracket::Round, Some(Spanned { value: word.clone(), span }));
                }
                return Node { kind: NodeKind::Word(word.clone()), span };
            }
            TokenKind::Open(bracket) => return self.group(*bracket, None),
            TokenKind::Close(_) | TokenKind::Comma | TokenKind::Colon => {
                let message = both("这里缺少一个值", "a value is missing here");
                self.diagnostics.error("missing-value", &span, message, None);
                if token.kind == TokenKind::Colon {
                    self.at += 1;
                }
                return Node { kind: NodeKind::Missing, span: span.start..span.start };
            }
        };
        self.at += 1;
        Node { kind, span }
    }

    fn group(&mut self, bracket: Bracket, name: Option<Name>) -> Node {
        let opening = self.peek().map_or(self.end..self.end, |token| token.span.clone());
        let start = name.as_ref().map_or(opening.start, |name| name.span.start);
        if self.open.len() >= DEEPEST {
            self.skip_group(&opening);
            return Node { kind: NodeKind::Missing, span: start..opening.end };
        }
        self.at += 1;
        self.body(bracket, name, &opening)
    }

    /// Reads the content of a group after its opening bracket, and the closing bracket.
    fn body(&mut self, bracket: Bracket, name: Option<Name>, opening: &ByteSpan) -> Node {
        let start = name.as_ref().map_or(opening.start, |name| name.span.start);
        self.open.push(bracket);
        let mut content = GroupContent { bracket, items: Vec::new(), pairs: Vec::new() };
        while self.another(&content, opening) {
            self.item(&mut content);
        }
        self.open.pop();
        let end = self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(opening.end, |token| token.span.end);
        let kind = match bracket {
            Bracket::Round => NodeKind::Group { name, items: content.items },
            Bracket::Square => NodeKind::List(content.items.into_iter().map(|item| item.value).collect()),
            Bracket::Curly => NodeKind::Map(content.pairs),
        };
        Node { kind, span: start..end.max(opening.end) }
    }

    /// Whether an item begins here. If not, takes the closing bracket.
    fn another(&mut self, content: &GroupContent, opening: &ByteSpan) -> bool {
        let bracket = content.bracket;
        loop {
            let Some(token) = self.peek() else {
                if !self.ended {
                    self.ended = true;
                    self.unclosed(bracket, opening);
                }
                return false;
            };
            match &token.kind {
                TokenKind::Close(closing) if *closing == bracket => {
                    if self.is_one_too_many() {
                        self.stray(*closing, &token.span);
                        continue;
                    }
                    self.at += 1;
                    return false;
                }
                TokenKind::Close(closing) => match self.mismatch(*closing) {
                    Mismatch::Closes => {
                        let (wrong, right) = (closing.close(), bracket.close());
                        let message = both(
                            format!("这里用 `{wrong}` 结束，但前面开始的是 `{}`", bracket.open()),
                            format!("`{wrong}` closes a part here that began with `{}`", bracket.open()),
                        );
                        let help = both(format!("换成 `{right}`"), format!("write `{right}`"));
                        self.diagnostics.error("wrong-bracket", &token.span, message, help);
                        self.at += 1;
                        return false;
                    }
                    Mismatch::Stray => self.stray(*closing, &token.span),
                    Mismatch::Outer => {
                        self.unclosed(bracket, opening);
                        return false;
                    }
                },
                TokenKind::Comma => {
                    let message = both("这里多了一个逗号", "there is one comma too many here");
                    self.diagnostics.error("stray-comma", &token.span, message, both("删掉它", "delete it"));
                    self.at += 1;
                }
                _ if self.belongs_outside(content) => {
                    self.unclosed(bracket, opening);
                    return false;
                }
                TokenKind::Open(_)
                | TokenKind::Colon
                | TokenKind::Text(_)
                | TokenKind::Number(_)
                | TokenKind::Word(_) => return true,
            }
        }
    }

    fn item(&mut self, content: &mut GroupContent) {
        match content.bracket {
            Bracket::Round => {
                let name = self.field_name();
                let pair = matches!(self.kind(0), Some(TokenKind::Text(_))) && self.kind(1) == Some(&TokenKind::Colon);
                let value = if name.is_some() && pair { self.unopened(Bracket::Curly) } else { self.value() };
                content.items.push(GroupItem { name, value });
            }
            Bracket::Square => {
                let field = matches!(self.kind(0), Some(TokenKind::Word(_))) && self.kind(1) == Some(&TokenKind::Colon);
                let value = if field { self.unopened(Bracket::Round) } else { self.value() };
                content.items.push(GroupItem { name: None, value });
                if self.kind(0) == Some(&TokenKind::Colon) {
                    let span = self.here();
                    let message = both("这里不该有冒号", "there should be no colon here");
                    let help =
                        both("按语言写的文字要放在 { } 里，不是 [ ]", "write a text by language in { }, not in [ ]");
                    self.diagnostics.error("stray-colon", &span, message, help);
                    self.at += 1;
                    self.value();
                }
            }
            Bracket::Curly => {
                let key = self.value();
                if self.kind(0) == Some(&TokenKind::Colon) {
                    self.at += 1;
                } else {
                    self.missing_colon(key.span.end);
                }
                let closes = matches!(self.kind(0), Some(TokenKind::Comma | TokenKind::Close(_)) | None);
                let value = if closes && !self.after(&TokenKind::Colon) {
                    Node { kind: NodeKind::Missing, span: key.span.clone() }
                } else {
                    self.value()
                };
                content.pairs.push((key, value));
            }
        }
        self.comma(content);
    }

    fn after(&self, kind: &TokenKind) -> bool {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).is_some_and(|token| token.kind == *kind)
    }

    /// The name before a colon, or before a value if the colon is missing.
    fn field_name(&mut self) -> Option<Name> {
        let token = self.peek()?;
        let word = match &token.kind {
            TokenKind::Word(word) => word,
            // In JSON, field names are quoted.
            TokenKind::Text(word) if self.kind(1) == Some(&TokenKind::Colon) => {
                let message = both(
                    format!("字段名 `{word}` 不要加引号"),
                    format!("the field name `{word}` takes no quotation marks"),
                );
                self.diagnostics.error("quoted-field", &token.span, message, None);
                word
            }
            TokenKind::Text(_)
            | TokenKind::Open(_)
            | TokenKind::Close(_)
            | TokenKind::Comma
            | TokenKind::Colon
            | TokenKind::Number(_) => return None,
        };
        let name = Spanned { value: word.clone(), span: token.span.clone() };
        let small = word.chars().next().is_some_and(char::is_lowercase);
        match self.kind(1) {
            Some(TokenKind::Colon) => {
                self.at += 2;
                Some(name)
            }
            Some(TokenKind::Text(_) | TokenKind::Number(_) | TokenKind::Open(_) | TokenKind::Word(_)) if small => {
                self.at += 1;
                self.missing_colon(name.span.end);
                Some(name)
            }
            _ => None,
        }
    }

    fn missing_colon(&mut self, end: usize) {
        let message = both("这里缺少冒号 `:`", "a colon `:` is missing here");
        self.diagnostics.error("missing-colon", &(end..end), message, both("在名字后面补上 :", "add : after the name"));
    }

    fn comma(&mut self, content: &GroupContent) {
        match self.kind(0) {
            Some(TokenKind::Comma) => self.at += 1,
            Some(TokenKind::Close(_)) | None => {}
            // A group that was not closed has taken the comma already.
            Some(_) if self.after(&TokenKind::Comma) => {}
            Some(_) if self.belongs_outside(content) => {}
            Some(_) => {
                let end = self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(0, |token| token.span.end);
                let message = both("这里缺少逗号 `,`", "a comma `,` is missing here");
                self.diagnostics.error("missing-comma", &(end..end), message, both("在这里补上 ,", "add , here"));
                if self.kind(0) == Some(&TokenKind::Colon) {
                    self.at += 1;
                }
            }
        }
    }

    /// Reads a group whose opening bracket is missing.
    fn unopened(&mut self, bracket: Bracket) -> Node {
        let (open, start) = (bracket.open(), self.here().start);
        let message = both(format!("这里缺少 `{open}`"), format!("a `{open}` is missing here"));
        self.diagnostics.error(
            "missing-bracket",
            &(start..start),
            message,
            both(format!("在这里补上 `{open}`"), format!("add `{open}` here")),
        );
        self.body(bracket, None, &(start..start))
    }

    fn here(&self) -> ByteSpan {
        self.peek().map_or(self.end..self.end, |token| token.span.clone())
    }

    /// Skips a group without recursion.
    fn skip_group(&mut self, opening: &ByteSpan) {
        let message = both(
            format!("括号套得太深了（超过 {DEEPEST} 层）"),
            format!("brackets are nested too deeply here (more than {DEEPEST} levels)"),
        );
        self.diagnostics.error("too-deep", opening, message, None);
        let mut depth = 0_usize;
        while let Some(token) = self.peek() {
            self.at += 1;
            match token.kind {
                TokenKind::Open(_) => depth += 1,
                TokenKind::Close(_) => depth = depth.saturating_sub(1),
                TokenKind::Comma
                | TokenKind::Colon
                | TokenKind::Text(_)
                | TokenKind::Number(_)
                | TokenKind::Word(_) => {}
            }
            if depth == 0 {
                return;
            }
        }
    }
}
