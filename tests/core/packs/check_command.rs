//! An author runs `okpay-wizard check`, by typing it and in a script.

use okpay_wizard::cli::check::{CheckFormat, Findings, check};
use okpay_wizard::lang::Lang;
use okpay_wizard::pack::{SourceFile, Styled};

fn pack(login: &str) -> Vec<(String, Vec<SourceFile>)> {
    let file = |name: &str, text: &str| SourceFile { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
    let files = vec![
        file("pack.ron", include_str!("../../fixtures/pack/pack.ron")),
        file("login.ron", login),
        file("payment.ron", include_str!("../../fixtures/pack/payment.ron")),
    ];
    vec![("packs/demo".to_owned(), files)]
}

const GOOD: &str = include_str!("../../fixtures/pack/login.ron");

#[test]
fn nothing_is_said_when_all_is_well() {
    let outcome = check(&pack(GOOD), Lang::Chinese, CheckFormat::Text(Styled::Plain));
    assert_eq!((outcome.text.as_str(), outcome.findings), ("", Findings::None));
}

#[test]
fn a_mistake_is_shown_in_its_file_with_a_summary() {
    let broken = GOOD.replace("minutes: 5", "minutes: 0");
    let outcome = check(&pack(&broken), Lang::English, CheckFormat::Text(Styled::Plain));
    assert_eq!(outcome.findings, Findings::Some);
    assert!(outcome.text.contains("error[bad-minutes]"), "{}", outcome.text);
    assert!(outcome.text.contains("packs/demo/login.ron:31:22"), "{}", outcome.text);
    assert!(outcome.text.ends_with("1 error, 0 warnings\n"), "{}", outcome.text);
    let chinese = check(&pack(&broken), Lang::Chinese, CheckFormat::Text(Styled::Plain)).text;
    assert!(chinese.contains("错误[bad-minutes]") && chinese.ends_with("共 1 个错误，0 个警告\n"), "{chinese}");
}

#[test]
fn a_script_reads_one_document() {
    let good: serde_json::Value =
        serde_json::from_str(&check(&pack(GOOD), Lang::English, CheckFormat::Json).text).unwrap();
    assert_eq!(good["errors"], 0);
    assert_eq!(good["packs"][0]["problems"], serde_json::json!([]));
    let broken = GOOD.replace("minutes: 5", "minutes: 0");
    let outcome = check(&pack(&broken), Lang::English, CheckFormat::Json);
    let document: serde_json::Value = serde_json::from_str(&outcome.text).unwrap();
    let problem = &document["packs"][0]["problems"][0];
    assert_eq!(document["packs"][0]["path"], "packs/demo");
    assert_eq!(document["packs"][0]["broken"], serde_json::json!(["login.ron"]));
    assert_eq!((problem["code"].as_str(), problem["severity"].as_str()), (Some("bad-minutes"), Some("error")));
    assert_eq!(problem["place"], serde_json::json!({"file": "login.ron", "line": 31, "column": 22}));
    assert!(problem["message"]["zh-CN"].as_str().unwrap().contains("minutes"));
    assert!(problem["message"]["en"].as_str().unwrap().contains("minutes"));
}
