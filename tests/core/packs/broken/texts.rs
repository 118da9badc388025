//! Texts, links and requests for secrets.

use super::find_problem;

#[test]
fn a_language_is_missing_in_a_text() {
    find_problem(
        "payment.ron",
        ", \"en\": \"A payment failed\"",
        "",
        "missing-language",
        "{\"zh-CN\": \"付款失败\"}",
        0,
        "en",
    );
}

#[test]
fn a_text_is_empty() {
    find_problem("payment.ron", "\"A payment failed\"", "\" \"", "empty-text", "\" \"", 0, "");
}

#[test]
fn emphasis_is_not_closed() {
    find_problem("payment.ron", "A payment failed", "A **payment failed", "unclosed-emphasis", "\"A **pay", 0, "**");
}

#[test]
fn what_cannot_be_seen_is_named() {
    // With the character that turns text around, a customer would read another address than the real one.
    for hidden in ["\u{202e}", "\u{2066}", "\u{7}"] {
        let marked = format!("\"A {hidden}payment");
        find_problem("payment.ron", "\"A payment", &marked, "hidden-character", &marked, 0, "");
    }
}

#[test]
fn links_stay_within_the_pack_s_hosts() {
    for (address, code) in [
        ("http://www.okpay.com/login", "link-not-https"),
        ("https://okpay.com.evil.example/", "link-outside-hosts"),
        ("https://notokpay.com/", "link-outside-hosts"),
        ("https://okpay.com@evil.example/", "link-with-user"),
        ("https://okpay.com:444/", "link-with-port"),
        ("www.okpay.com", "bad-link"),
    ] {
        let marked = format!("\"{address}\"");
        find_problem("login.ron", "\"https://www.okpay.com/login\"", &marked, code, &marked, 0, address);
    }
}

#[test]
fn a_pack_never_asks_for_a_secret() {
    find_problem(
        "login.ron",
        "The exact message",
        "Your password",
        "asks-for-secret",
        "\"Your password\"",
        0,
        "password",
    );
    find_problem("login.ron", "还想说什么", "银行卡号", "asks-for-secret", "{\"zh-CN\": \"银行卡号\"", 10, "卡号");
    find_problem(
        "login.ron",
        "Check Caps Lock",
        "Send us the verification code",
        "asks-for-secret",
        "\"Send us",
        0,
        "verification code",
    );
    find_problem("payment.ron", "\"先查订单\"", "\"请输入短信验证码\"", "asks-for-secret", "\"请输入", 0, "验证码");
}
