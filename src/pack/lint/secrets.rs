//! Words that ask a customer for a password, a code or a full card number.
//!
//! Real support never asks for them, and a pack that does would teach customers to trust false support.
//! Words about secrets are allowed: "reset the password", "never tell anyone the code".

use super::super::diagnostics::{Diagnostics, Name, both};
use super::super::raw::{RawAsk, RawGuide, RawKind, RawText, RawWords};
use super::secret_words::{ABOUT_OTHERS, HARMLESS, NEGATIONS, PARTIAL, REQUESTS, SECRETS};
use super::texts;

pub(super) fn check_guide(guide: &RawGuide, diagnostics: &mut Diagnostics<'_>) {
    let mut asked: Vec<*const RawText> = Vec::new();
    for ask in guide.pages.iter().flat_map(|page| &page.asks) {
        for text in typed_texts(ask) {
            if check_question(text, diagnostics) {
                asked.push(text);
            }
        }
    }
    for text in texts::all(guide).into_iter().filter(|text| !asked.contains(&std::ptr::from_ref(*text))) {
        check_text(text, diagnostics);
    }
}

/// The texts of a question that is answered by typing.
fn typed_texts(ask: &RawAsk) -> impl Iterator<Item = &RawText> {
    let typed = !matches!(ask.kind, Some(RawKind::Choice(_)) | None);
    ask.text.iter().chain(&ask.hint).filter(move |_| typed)
}

/// Customers type what a typed question names, so it must not name a secret.
fn check_question(text: &RawText, diagnostics: &mut Diagnostics<'_>) -> bool {
    let mut found = false;
    for words in wordings(text) {
        if let Some(secret) = named_in(&words.value) {
            report(words, secret, diagnostics);
            found = true;
        }
    }
    found
}

pub(super) fn check_text(text: &RawText, diagnostics: &mut Diagnostics<'_>) {
    for words in wordings(text) {
        if let Some(secret) = asked_for(&words.value) {
            report(words, secret, diagnostics);
        }
    }
}

fn wordings(text: &RawText) -> impl Iterator<Item = &Name> {
    let (same, by) = match &text.words {
        RawWords::Same(words) => (Some(words), None),
        RawWords::ByLanguage(by) => (None, Some(by.iter().map(|(_, words)| words))),
    };
    same.into_iter().chain(by.into_iter().flatten())
}

fn report(words: &Name, secret: &str, diagnostics: &mut Diagnostics<'_>) {
    let message = both(
        format!("这段文字在向客户索要“{secret}”"),
        format!("this text asks the customer for a secret: “{secret}”"),
    );
    let help = both(
        "真正的客服从不索要密码、验证码或完整卡号；请换一种问法，或写明“不要告诉任何人”",
        "real support never asks for a password, a code or a full card number; ask in another way, or say that it must not be shared",
    );
    diagnostics.error("asks-for-secret", &words.span, message, help);
}

/// The secret that a typed question names without a warning.
fn named_in(words: &str) -> Option<&'static str> {
    clauses(words).into_iter().find_map(|sentence| {
        // "Leave out passwords, codes and card numbers": a list continues after its comma.
        let mut warned = false;
        sentence.iter().find_map(|clause| {
            let (at, secret) = secret_in(clause).filter(|_| !is_partial(clause))?;
            let before = clause.get(..at).unwrap_or_default();
            let goes_on = warned && before.chars().count() <= 14;
            warned = goes_on || is_negated(before);
            (!warned).then_some(secret)
        })
    })
}

/// The secret that these words ask for.
fn asked_for(words: &str) -> Option<&'static str> {
    clauses(words).into_iter().find_map(|sentence| {
        if sentence.iter().any(|clause| ABOUT_OTHERS.iter().any(|word| position(clause, word).is_some())) {
            return None;
        }
        // "Send us your name, and the code": a clause without a verb continues the one before.
        let mut carried = SecretRequest::No;
        sentence.iter().find_map(|clause| {
            let (request, verb) = request_in(clause);
            let secret = secret_in(clause).filter(|_| !is_partial(clause));
            if request == SecretRequest::No {
                // Later in the clause, the secret belongs to another verb.
                let at_once = |at: usize| clause.get(..at).is_some_and(|before| before.chars().count() <= 14);
                let goes_on = carried == SecretRequest::Yes && !is_negated(clause);
                return secret.filter(|(at, _)| goes_on && at_once(*at)).map(|(_, secret)| secret);
            }
            carried = request;
            let (at, secret) = secret?;
            let aimed = verb < at || given_away(clause, at, verb);
            (request == SecretRequest::Yes && aimed).then_some(secret)
        })
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum SecretRequest {
    Yes,
    Refused,
    No,
}

/// Whether a clause asks for something, and the offset of its verb.
fn request_in(clause: &str) -> (SecretRequest, usize) {
    let mut refused = None;
    for verb in REQUESTS {
        let mut from = 0;
        while let Some(at) = clause.get(from..).and_then(|rest| position(rest, verb)).map(|at| at + from) {
            from = at + verb.len();
            let (before, after) = (clause.get(..at).unwrap_or_default(), clause.get(from..).unwrap_or_default());
            if describes(before, verb, after) {
                continue;
            }
            if is_negated(before) {
                refused.get_or_insert(at);
            } else {
                return (SecretRequest::Yes, at);
            }
        }
    }
    refused.map_or((SecretRequest::No, 0), |at| (SecretRequest::Refused, at))
}

/// Whether the verb describes instead of asking: "the password you typed", "we send a code".
fn describes(before: &str, verb: &str, after: &str) -> bool {
    let before = before.trim_end();
    let gives = matches!(verb, "发送" | "提供" | "发给" | "发到" | "send" | "give" | "provide" | "share");
    let doers =
        ["我们", "系统", "网站", "银行", "平台", "会", "已", "已经", "okpay", "we", "will", "bank", "site", "it"];
    let past = ["的", "时", "错", "后", "过", "了", "法", "框", "次数", "失败"];
    let of_the_past =
        ["did you", "have you", "do you", "when you", "after you", "if you"].iter().any(|who| before.ends_with(who));
    let noun = verb == "type" && after.trim_start().starts_with("of ") || verb == "state" && before.ends_with("the");
    past.iter().any(|mark| after.starts_with(mark))
        || noun
        || of_the_past
        || (gives && doers.iter().any(|doer| before.ends_with(doer)))
}

/// "把密码发给我们": in Chinese the secret may come before the verb.
fn given_away(clause: &str, secret: usize, verb: usize) -> bool {
    let before = clause.get(..secret).unwrap_or_default();
    let between = clause.get(secret..verb).unwrap_or_default();
    before.contains('把') || before.contains('将') || between.contains('请') || position(between, "please").is_some()
}

fn is_negated(before: &str) -> bool {
    // "If you cannot sign in please enter …": a "please" after the negation makes it a request.
    let polite = ["请", "please"].iter().filter_map(|word| before.rfind(word)).max();
    NEGATIONS.iter().any(|word| {
        last_position(before, word).is_some_and(|at| {
            let from = at + word.len();
            let after = before.get(from..).unwrap_or_default();
            let asked = polite.is_some_and(|polite| polite >= from);
            let near = *word != "不" || after.chars().count() <= 2;
            let other = *word == "别" && (after.starts_with('人') || before.get(..at).is_some_and(is_other_bie));
            !asked && near && !other
        })
    })
}

/// In words such as 特别, 分别, 区别 and 识别, 别 is not a warning.
fn is_other_bie(before: &str) -> bool {
    before.ends_with(['特', '分', '区', '识', '级', '类', '个', '性', '辨'])
}

fn is_partial(clause: &str) -> bool {
    PARTIAL.iter().any(|part| clause.contains(part))
}

fn secret_in(clause: &str) -> Option<(usize, &'static str)> {
    SECRETS
        .iter()
        .filter_map(|secret| position(clause, secret).map(|at| (at, *secret)))
        .min_by_key(|(at, secret)| (*at, usize::MAX - secret.len()))
}

/// The clauses of each sentence, in lower-case letters, without harmless words.
fn clauses(words: &str) -> Vec<Vec<String>> {
    let mut words = words.to_lowercase().replace("**", "");
    for harmless in HARMLESS {
        words = words.replace(harmless, "※");
    }
    let words = words.replace(". ", "\n");
    let sentences = words.split(['。', '！', '？', '!', '?', '；', ';', '\n']);
    sentences.map(|sentence| sentence.split(['，', ',', '：', ':']).map(str::to_owned).collect()).collect()
}

/// The offset of a word. In Latin letters it must be a whole word.
fn position(text: &str, word: &str) -> Option<usize> {
    text.match_indices(word).map(|(at, _)| at).find(|at| is_whole(text, *at, word))
}

fn last_position(text: &str, word: &str) -> Option<usize> {
    text.rmatch_indices(word).map(|(at, _)| at).find(|at| is_whole(text, *at, word))
}

fn is_whole(text: &str, at: usize, word: &str) -> bool {
    if !word.is_ascii() {
        return true;
    }
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    let after = text.get(at + word.len()..).and_then(|after| after.chars().next());
    [before, after].iter().flatten().all(|c| !c.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::{asked_for, named_in};

    #[test]
    fn asking_for_a_secret_is_noticed_in_both_languages() {
        for words in [
            "请输入您的密码",
            "请把短信验证码发给我们",
            "将卡号和 CVV 提供给客服",
            "先填写姓名，再填写银行卡号",
            "验证码请告诉客服",
            "如果无法登录，请回复收到的动态码",
            "如果不能登录请输入密码",
            "粘贴您的助记词。",
            "Enter your password",
            "Please send us the verification code you received",
            "Reply with your **PIN**",
            "Tell the agent your full card number.",
            "If it does not work, type the security code",
            "Send us your name, and the one-time code",
            "Reset your password and give us the new password",
        ] {
            assert!(asked_for(words).is_some(), "{words}");
        }
    }

    #[test]
    fn words_about_secrets_do_not_ask_for_them() {
        let mut wrong = Vec::new();
        for words in [
            "重置密码",
            "密码是不是输错了？",
            "真正的客服从不索要您的密码",
            "不要把密码、验证码告诉任何人，也不要发送卡号",
            "切勿向任何人提供密码，验证码，卡号",
            "有人要您提供验证码，就是骗子",
            "您输入的密码对吗？",
            "请提供银行卡号后四位",
            "我们会发送验证码到您的手机",
            "点“忘记密码”，填写注册邮箱",
            "Reset the password",
            "Is the password wrong?",
            "Real support never asks for your password",
            "Never share your code, password or card number",
            "Do not send the code to anyone",
            "No one from OKPay will ask you to type a PIN",
            "We send a verification code to your phone",
            "Enter the last four digits of the card number",
            "Paste the error code",
            "如果密码输入错误多次，账户会被锁定",
            "检查键盘是不是中文输入法，再核对密码",
            "验证码短信没有收到？等两分钟再试",
            "OKPay 的客服不会向您要密码、验证码、完整卡号",
            "不要把验证码告诉任何人，包括自称客服的人",
            "凡是让您提供验证码的，都不是我们",
            "换了新手机后，验证码收不到",
            "有没有把密码或验证码告诉过别人？",
            "在登录页点“忘记密码”，按邮件里的说明设置新密码",
            "请记下银行卡号的后四位，方便核对",
            "我们从不通过电话、微信或短信索取密码",
            "Did you share your password or a code with anyone?",
            "Have you told anyone your password?",
            "We will never ask you for your password, a code or your full card number",
            "If a text with a code does not arrive, wait two minutes",
            "Your password may be saved wrongly in the browser: choose Forgot password",
            "Anyone who asks for a code is not us",
            "After five wrong passwords the account is locked for a day",
            "Do not give your password, codes or card number to anybody, not even to support",
            "Type the address yourself, then check whether Caps Lock changes the password",
        ] {
            wrong.extend(asked_for(words).map(|secret| format!("{secret}: {words}")));
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn a_typed_question_may_not_name_a_secret_unless_it_warns_of_it() {
        assert_eq!(named_in("您的支付密码是什么？"), Some("密码"));
        assert_eq!(named_in("Card number"), Some("card number"));
        assert_eq!(named_in("错误提示里写了什么？不要填密码"), None);
        assert_eq!(named_in("What does the message say? Leave out passwords, codes and card numbers"), None);
        assert_eq!(named_in("Do not worry, what is your password?"), Some("password"));
        assert_eq!(named_in("订单号"), None);
    }
}
