//! Texts, links and requests for secrets.

use super::told;

#[test]
fn a_language_is_missing_in_a_text() {
    told("payment.ron", ", \"en\": \"A payment failed\"", "", "missing-language", "{\"zh-CN\": \"付款失败\"}", 0, "en");
}

#[test]
fn a_text_is_empty() {
    told("payment.ron", "\"A payment failed\"", "\" \"", "empty-text", "\" \"", 0, "");
}

#[test]
fn emphasis_is_not_closed() {
    told("payment.ron", "A payment failed", "A **payment failed", "unclosed-emphasis", "\"A **pay", 0, "**");
}

#[test]
fn what_cannot_be_seen_is_named() {
    // Turned around, a customer would read another address than the one that is meant.
    for hidden in ["\u{202e}", "\u{2066}", "\u{7}"] {
        let marked = format!("\"A {hidden}payment");
        told("payment.ron", "\"A payment", &marked, "hidden-character", &marked, 0, "");
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
        told("login.ron", "\"https://www.okpay.com/login\"", &marked, code, &marked, 0, address);
    }
}

#[test]
fn a_pack_never_asks_for_a_secret() {
    told("login.ron", "The exact message", "Your password", "asks-for-secret", "\"Your password\"", 0, "password");
    told("login.ron", "还想说什么", "银行卡号", "asks-for-secret", "{\"zh-CN\": \"银行卡号\"", 10, "卡号");
    told(
        "login.ron",
        "Check Caps Lock",
        "Send us the verification code",
        "asks-for-secret",
        "\"Send us",
        0,
        "verification code",
    );
    told("payment.ron", "\"先查订单\"", "\"请输入短信验证码\"", "asks-for-secret", "\"请输入", 0, "验证码");
}
