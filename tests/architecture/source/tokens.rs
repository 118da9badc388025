//! Macros and attributes, of which there is no tree: paths and calls are found in their tokens.

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::Visit as _;

use super::{Call, MentionKind, Reader, SourcePath, line, plain, written};

/// What string literals hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Strings {
    Texts,
    /// Paths, as in `#[serde(with = "module")]`.
    Paths,
}

impl Reader {
    /// Paths and calls in the words of a macro or an attribute, where no tree says what they are.
    pub(super) fn tokens(&mut self, tokens: TokenStream, strings: Strings) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            match token {
                TokenTree::Group(group) => self.tokens(group.stream(), strings),
                TokenTree::Literal(literal) if strings == Strings::Paths => {
                    let text = literal.to_string();
                    if let Ok(path) = syn::parse_str::<syn::Path>(text.trim_matches('"')) {
                        self.mention(literal.span().start().line, written(&path), MentionKind::Everything);
                    }
                }
                TokenTree::Ident(ident) if ident == "use" => {
                    let end = tokens[at..].iter().position(|token| is_punct(token, ';')).unwrap_or_default();
                    let item: TokenStream = tokens[at..=at + end].iter().cloned().collect();
                    if let Ok(item) = syn::parse2::<syn::ItemUse>(item) {
                        self.visit_item_use(&item);
                        at += end;
                    }
                }
                TokenTree::Ident(_) => {
                    at = self.path_in_tokens(&tokens, at);
                    continue;
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
            at += 1;
        }
    }

    /// The path that begins at this token; the place of the first token after it.
    fn path_in_tokens(&mut self, tokens: &[TokenTree], begin: usize) -> usize {
        let mut path = SourcePath { is_absolute: false, segments: Vec::new() };
        let mut at = begin;
        let mut last = None;
        while let Some(TokenTree::Ident(ident)) = tokens.get(at) {
            path.segments.push(plain(ident));
            last = Some(ident);
            at += 1;
            match tokens.get(at + 2) {
                Some(TokenTree::Ident(_)) if is_colons(tokens, at) => at += 2,
                _ => break,
            }
        }
        let Some(last) = last else { return begin + 1 };
        let before = |back: usize| begin.checked_sub(back).and_then(|at| tokens.get(at));
        let is_before = |back: usize, punct: char| before(back).is_some_and(|token| is_punct(token, punct));
        let is_called = matches!(tokens.get(at), Some(TokenTree::Group(_)));
        if is_before(1, '.') && !is_before(2, '.') {
            if is_called {
                self.call(last, Call::Method);
            }
            return at;
        }
        if is_before(1, '\'') || (is_before(1, '$') && path.segments[0] != "crate") {
            return at;
        }
        if is_before(1, ':') && is_before(2, ':') {
            if is_before(3, '>') || matches!(before(3), Some(TokenTree::Ident(_))) {
                return at;
            }
            path.is_absolute = true;
        }
        let is_macro = tokens.get(at).is_some_and(|token| is_punct(token, '!'));
        if is_macro && matches!(tokens.get(at + 1), Some(TokenTree::Group(_))) {
            self.call(last, Call::Macro);
        }
        let is_name = |word: &str| word.starts_with(char::is_uppercase) || is_called;
        if path.segments.len() > 1 || path.segments.iter().any(|word| is_name(word)) {
            self.mention(line(last), path, MentionKind::Value);
        }
        at
    }
}

fn is_punct(token: &TokenTree, punct: char) -> bool {
    matches!(token, TokenTree::Punct(found) if found.as_char() == punct)
}

fn is_colons(tokens: &[TokenTree], at: usize) -> bool {
    [at, at + 1].iter().all(|at| tokens.get(*at).is_some_and(|token| is_punct(token, ':')))
}
