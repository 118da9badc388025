//! Divides a text into tokens, and continues after errors.
//!
//! Owns strings, comments and full-width punctuation. Must not know how tokens nest.

use super::diagnostics::{ByteSpan, Diagnostics, both};

/// A kind of bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bracket {
    Round,
    Square,
    Curly,
}

impl Bracket {
    pub(super) fn open(self) -> char {
        match self {
            Self::Round => '(',
            Self::Square => '[',
            Self::Curly => '{',
        }
    }

    pub(super) fn close(self) -> char {
        match self {
            Self::Round => ')',
            Self::Square => ']',
            Self::Curly => '}',
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Open(Bracket),
    Close(Bracket),
    Comma,
    Colon,
    Text(String),
    Number(String),
    Word(String),
}

#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) span: ByteSpan,
}

/// The tokens of a text.
pub(super) fn tokens(text: &str, diagnostics: &mut Diagnostics<'_>) -> Vec<Token> {
    let mut lexer = Lexer { text, at: 0, diagnostics, found: Vec::new() };
    lexer.skip_attribute();
    while lexer.step() {}
    lexer.found
}

struct Lexer<'t, 'd, 'a> {
    text: &'t str,
    at: usize,
    diagnostics: &'d mut Diagnostics<'a>,
    found: Vec<Token>,
}

impl Lexer<'_, '_, '_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// `#![enable(…)]` is in RON's documentation and has no effect here.
    fn skip_attribute(&mut self) {
        if self.rest().starts_with("#![")
            && let Some(end) = self.rest().find(']')
        {
            self.at += end + 1;
        }
    }

    fn step(&mut self) -> bool {
        let Some(c) = self.rest().chars().next() else { return false };
        let start = self.at;
        match c {
            ' ' | '\t' | '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{200E}' | '\u{200F}' | '\u{2028}'
            | '\u{2029}' => self.at += c.len_utf8(),
            '/' if self.rest().starts_with("//") => self.at += self.rest().find('\n').unwrap_or(self.rest().len()),
            '/' if self.rest().starts_with("/*") => self.block_comment(),
            '"' => self.string(1),
            'r' if self.rest().starts_with("r\"") || self.rest().starts_with("r#") => self.raw_string(),
            '“' | '”' | '‘' | '’' | '＂' | '＇' | '「' | '『' => self.full_width_string(c),
            '\'' => self.single_quoted(),
            _ if c.is_ascii_digit() || matches!(c, '-' | '+' | '.') => {
                let length = prefix(self.rest(), |c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+' | '_'));
                let number = self.rest().get(..length).unwrap_or_default().to_owned();
                self.push(TokenKind::Number(number), start..start + length);
            }
            _ if c.is_alphabetic() || c == '_' => {
                let length = prefix(self.rest(), |c| c.is_alphanumeric() || c == '_');
                let word = self.rest().get(..length).unwrap_or_default().to_owned();
                self.push(TokenKind::Word(word), start..start + length);
            }
            _ => self.punctuation(c),
        }
        true
    }

    fn push(&mut self, kind: TokenKind, span: ByteSpan) {
        self.at = span.end;
        self.found.push(Token { kind, span });
    }

    fn block_comment(&mut self) {
        let start = self.at;
        let mut depth = 0_usize;
        loop {
            if self.rest().starts_with("/*") {
                depth += 1;
                self.at += 2;
            } else if self.rest().starts_with("*/") {
                depth -= 1;
                self.at += 2;
            } else if let Some(c) = self.rest().chars().next() {
                self.at += c.len_utf8();
            } else {
                let message =
                    both("这里开始的注释 /* 没有写结束的 */", "the comment that starts here with /* is never closed");
                self.diagnostics.error(
                    "unclosed-comment",
                    &(start..start + 2),
                    message,
                    both("在注释末尾补上 */", "add */ at the end of the comment"),
                );
                // The comment ends with its line, so that the rest of the file is still read.
                self.at =
                    self.text.get(start..).and_then(|rest| rest.find('\n')).map_or(self.text.len(), |at| start + at);
                return;
            }
            if depth == 0 {
                return;
            }
        }
    }

    /// A text in ASCII quotation marks; the opening mark has `opening` bytes.
    fn string(&mut self, opening: usize) {
        let start = self.at;
        let body = start + opening;
        let line = self.text.get(body..).and_then(|rest| rest.split('\n').next()).unwrap_or_default();
        let line = line.strip_suffix('\r').unwrap_or(line);
        let mut inner = None;
        let mut at = 0;
        let closed = loop {
            let Some(found) = next_quote(line, at) else { break None };
            let after = line.get(found + 1..).unwrap_or_default();
            let closes = match (after.chars().next(), inner) {
                (Some(next), None) => !next.is_alphanumeric(),
                (_, Some(_)) => after.trim_start().chars().next().is_none_or(|c| ",:)]}/，：）］｝".contains(c)),
                (None, None) => true,
            };
            if closes {
                break Some(found);
            }
            inner.get_or_insert(found);
            at = found + 1;
        };
        match (closed, inner) {
            (Some(end), None) => self.finish(start, body..body + end, 1),
            (Some(end), Some(quote)) => {
                self.quote_in_text(body + quote);
                self.finish_quietly(start, body..body + end, 1);
            }
            (None, Some(quote)) => {
                self.quote_in_text(body + quote);
                self.finish_quietly(start, body..body + line.len(), 0);
            }
            (None, None) => self.unclosed(start, body, line.len()),
        }
    }

    fn quote_in_text(&mut self, at: usize) {
        let message = both(
            "这个引号 \" 之后紧跟着文字：要么前面的文字少了结束引号，要么文字里用了英文引号",
            "this quotation mark \" is followed directly by words: either the text before it is not closed, or the mark is part of the text",
        );
        let help = both("文字里的引号请写成 “ ” 或 \\\"", "inside a text write \\\" for a quotation mark");
        self.diagnostics.error("quote-in-text", &(at..at + 1), message, help);
        self.diagnostics.silence(at);
    }

    fn unclosed(&mut self, start: usize, body: usize, length: usize) {
        let line = self.text.get(body..body + length).unwrap_or_default();
        // The closing mark may be there, typed with a Chinese input method.
        let full_width = line.char_indices().rev().find(|(at, c)| {
            let after = line.get(at + c.len_utf8()..).unwrap_or_default().trim_start();
            matches!(c, '”' | '“' | '＂') && after.chars().next().is_none_or(|c| ",:)]}/，：）］｝".contains(c))
        });
        if let Some((at, mark)) = full_width {
            self.full_width(body + at..body + at + mark.len_utf8(), mark, '"');
            self.finish_quietly(start, body..body + at, mark.len_utf8());
            return;
        }
        let message = both("这里开始的文字没有结束引号", "the text that starts here has no closing quotation mark");
        let help = both(
            "在这一行的文字末尾补上 \"；文字要换行时写 \\n",
            "add \" at the end of the text, on the same line; for a line break inside a text write \\n",
        );
        self.diagnostics.error("unclosed-text", &(start..body), message, help);
        self.diagnostics.silence(start);
        let kept = line.trim_end().trim_end_matches([',', ')', ']', '}']).len();
        self.finish_quietly(start, body..body + kept, 0);
    }

    fn full_width_string(&mut self, open: char) {
        let start = self.at;
        let body = start + open.len_utf8();
        self.full_width(start..body, open, '"');
        let line = self.text.get(body..).and_then(|rest| rest.split('\n').next()).unwrap_or_default();
        let closing = |c: char| matches!(c, '”' | '“' | '’' | '‘' | '"' | '＂' | '＇' | '」' | '』');
        let end = line.char_indices().find(|(_, c)| closing(*c));
        let (length, mark) = end.map_or((line.trim_end().len(), 0), |(at, c)| (at, c.len_utf8()));
        self.finish_quietly(start, body..body + length, mark);
    }

    fn single_quoted(&mut self) {
        let start = self.at;
        let message = both(
            "文字要用双引号 \" 括起来，不是单引号 '",
            "write texts in double quotation marks \", not in single ones '",
        );
        self.diagnostics.error(
            "wrong-quotes",
            &(start..start + 1),
            message,
            both("把 ' 换成 \"", "write \" instead of '"),
        );
        self.diagnostics.silence(start);
        let line = self.text.get(start + 1..).and_then(|rest| rest.split('\n').next()).unwrap_or_default();
        let (length, mark) = line.find('\'').map_or((line.trim_end().len(), 0), |at| (at, 1));
        self.finish_quietly(start, start + 1..start + 1 + length, mark);
    }

    fn raw_string(&mut self) {
        let start = self.at;
        let hashes = prefix(self.rest().get(1..).unwrap_or_default(), |c| c == '#');
        let body = start + 1 + hashes + 1;
        let opens = self.text.get(body - 1..body) == Some("\"");
        let end = format!("\"{}", "#".repeat(hashes));
        let length = self.text.get(body..).filter(|_| opens).and_then(|rest| rest.find(&end));
        if let Some(length) = length {
            let words = self.text.get(body..body + length).unwrap_or_default().to_owned();
            self.push(TokenKind::Text(words), start..body + length + end.len());
        } else {
            let message = both("这里开始的文字没有结束引号", "the text that starts here has no closing quotation mark");
            self.diagnostics.error("unclosed-text", &(start..start + 1), message, None);
            self.push(TokenKind::Text(String::new()), start..self.text.len());
        }
    }

    /// A text whose end is a guess. Problems of its escapes are not reported.
    fn finish_quietly(&mut self, start: usize, body: ByteSpan, closing: usize) {
        let words = self.text.get(body.clone()).unwrap_or_default().to_owned();
        self.push(TokenKind::Text(words), start..body.end + closing);
    }

    fn finish(&mut self, start: usize, body: ByteSpan, closing: usize) {
        let raw = self.text.get(body.clone()).unwrap_or_default();
        let mut words = String::with_capacity(raw.len());
        let mut rest = raw;
        while let Some((before, after)) = rest.split_once('\\') {
            words.push_str(before);
            let at = body.end - after.len() - 1;
            rest = if let Some((c, after)) = escape(after) {
                words.push(c);
                after
            } else {
                let mut span = at..at + 1;
                span.end += after.chars().next().map_or(0, char::len_utf8);
                let message = both(
                    "文字里的反斜杠 \\ 后面跟了不认识的字符",
                    "the backslash \\ in this text is followed by an unknown character",
                );
                let help = both(
                    "反斜杠本身写成 \\\\，换行写成 \\n，引号写成 \\\"",
                    "write \\\\ for a backslash, \\n for a line break, \\\" for a quotation mark",
                );
                self.diagnostics.error("bad-escape", &span, message, help);
                after
            };
        }
        words.push_str(rest);
        self.push(TokenKind::Text(words), start..body.end + closing);
    }

    fn punctuation(&mut self, c: char) {
        let span = self.at..self.at + c.len_utf8();
        let ascii = match c {
            '，' | '、' | '；' => ',',
            '：' | '＝' => ':',
            '（' => '(',
            '）' => ')',
            '［' | '【' => '[',
            '］' | '】' => ']',
            '｛' => '{',
            '｝' => '}',
            '\u{3000}' | '\u{A0}' => ' ',
            _ => c,
        };
        if ascii != c {
            self.full_width(span.clone(), c, ascii);
        }
        let kind = match ascii {
            '(' => TokenKind::Open(Bracket::Round),
            ')' => TokenKind::Close(Bracket::Round),
            '[' => TokenKind::Open(Bracket::Square),
            ']' => TokenKind::Close(Bracket::Square),
            '{' => TokenKind::Open(Bracket::Curly),
            '}' => TokenKind::Close(Bracket::Curly),
            ',' => TokenKind::Comma,
            ':' => TokenKind::Colon,
            ' ' => {
                self.at = span.end;
                return;
            }
            other => {
                let (kind, meant) = match other {
                    ';' => (Some(TokenKind::Comma), Some(both("这里应写逗号 ,", "write a comma , here"))),
                    '=' => (Some(TokenKind::Colon), Some(both("这里应写冒号 :", "write a colon : here"))),
                    _ => (
                        None,
                        Some(both(
                            "删掉它；如果是文字，就放在引号里",
                            "delete it, or put it in quotation marks if it is text",
                        )),
                    ),
                };
                let shown = other.escape_debug();
                let message =
                    both(format!("这里多出一个字符 `{shown}`"), format!("there is a stray character `{shown}` here"));
                self.diagnostics.error("stray-character", &span, message, meant);
                self.at = span.end;
                if let Some(kind) = kind {
                    self.push(kind, span);
                }
                return;
            }
        };
        self.push(kind, span);
    }

    fn full_width(&mut self, span: ByteSpan, wrong: char, right: char) {
        let named = if right == ' ' { "space".to_owned() } else { right.to_string() };
        let named_chinese = if right == ' ' { "半角空格".to_owned() } else { format!(" `{right}`") };
        let message = both(
            format!("这里用了全角（中文）标点 `{wrong}`，文件的格式符号必须是半角（英文）的"),
            format!(
                "`{wrong}` is full-width (Chinese) punctuation; outside of texts, only half-width (English) punctuation works"
            ),
        );
        let help =
            both(format!("换成{named_chinese}"), format!("write `{named}` instead, with the English input method"));
        self.diagnostics.error("full-width-punctuation", &span, message, help);
    }
}

/// The next quotation mark without a backslash before it.
fn next_quote(line: &str, from: usize) -> Option<usize> {
    let mut escaped = false;
    line.char_indices().filter(|(at, _)| *at >= from).find_map(|(at, c)| {
        let found = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        found.then_some(at)
    })
}

fn escape(after: &str) -> Option<(char, &str)> {
    let mut chars = after.chars();
    let c = match chars.next()? {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        '0' => '\0',
        '\\' => '\\',
        '"' => '"',
        '\'' => '\'',
        'u' => {
            let (digits, rest) = after.strip_prefix("u{")?.split_once('}')?;
            return Some((char::from_u32(u32::from_str_radix(digits, 16).ok()?)?, rest));
        }
        _ => return None,
    };
    Some((c, chars.as_str()))
}

fn prefix(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}
