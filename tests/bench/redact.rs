//! How fast secrets are found in a megabyte, beside one plain pass of regular expressions over the same text.
//!
//! `cargo run --release -p okpay-wizard-bench --bin redact_bench`

#![expect(clippy::unwrap_used, reason = "a bench that cannot run should stop")]
#![expect(clippy::print_stdout, reason = "figures are what it is for")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use okpay_wizard::redact::{KnownSecrets, Redactor};
use regex::bytes::Regex;

const MEGABYTE: usize = 1_000_000;
const RUNS: usize = 9;

/// A log as browsers and proxies write them.
const LOG: &str = "2026-11-24T10:15:32.123Z INFO okpay::pay order=OKP-20261124-000123 amount=128.50 CNY status=502 \
    trace=550e8400-e29b-41d4-a716-446655440000 from 203.0.113.7 took 1534 ms\n";
/// What a customer tells.
const TOLD: &str = "昨天下午付款失败了两次，页面提示错误代码 40012，订单号 2026112412345678，金额 128.50 元，还没有收到短信，请问怎么办？谢谢。\n";
/// What must not be stored.
const SECRET: &str =
    "我的卡号是 4111 1111 1111 1111，手机 138-1234-5678，密码是 Hunter2!，ann@example.com，验证码 123456。\n";

fn filled(lines: &[&str]) -> String {
    let mut text = String::with_capacity(MEGABYTE);
    for line in lines.iter().cycle() {
        if text.len() + line.len() > MEGABYTE {
            break;
        }
        text.push_str(line);
    }
    text
}

fn best(mut work: impl FnMut() -> usize) -> Duration {
    let times = (0..RUNS).map(|_| {
        let start = Instant::now();
        black_box(work());
        start.elapsed()
    });
    times.min().unwrap()
}

fn main() {
    let redactor =
        Redactor::new(&KnownSecrets { user_names: vec!["zhangsan".to_owned()], ..KnownSecrets::default() }, [7; 16]);
    // What a first attempt would be: card, phone, e-mail, address, one pattern for all of them.
    let plain =
        Regex::new(r"(?-u)[0-9](?:[ -]?[0-9]){12,18}|1[3-9][0-9]{9}|[0-9A-Za-z._%+-]+@[0-9A-Za-z.-]+\.[A-Za-z]{2,}|[0-9]{1,3}(?:\.[0-9]{1,3}){3}")
            .unwrap();
    for (name, text) in [
        ("a log", filled(&[LOG])),
        ("prose, no secrets", filled(&[TOLD])),
        ("prose, log and secrets", filled(&[TOLD, LOG, SECRET])),
        ("secrets only", filled(&[SECRET])),
        ("digits and spaces", filled(&["4 11 1 20 3 "])),
        ("one letter", filled(&["a"])),
        ("one digit", filled(&["4"])),
        ("hostile: at signs", filled(&["@a.@", "://", "-----BEGIN PRIVATE KEY-----", "密码"])),
    ] {
        black_box(redactor.redact(&text));
        let ours = best(|| redactor.redact(&text).text.len());
        let theirs = best(|| plain.replace_all(text.as_bytes(), b"[hidden]".as_slice()).len());
        let megabytes = text.len() as f64 / MEGABYTE as f64;
        println!(
            "{name:24} {:6.1} ms  {:6.1} MB/s  plain pass {:5.1} ms  ratio {:4.1}",
            ours.as_secs_f64() * 1000.0,
            megabytes / ours.as_secs_f64(),
            theirs.as_secs_f64() * 1000.0,
            ours.as_secs_f64() / theirs.as_secs_f64(),
        );
    }
}
