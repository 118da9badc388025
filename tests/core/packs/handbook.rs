//! An author looks up a problem in the handbook, and copies its examples.

use std::path::Path;

use okpay_wizard::pack::{SourceFile, load};

const HANDBOOK: &str = include_str!("../../../wizards/README.md");

#[test]
fn the_examples_of_the_handbook_load_without_a_word() {
    let examples = HANDBOOK.split("```ron\n").skip(1).filter_map(|rest| rest.split("```").next()).collect::<Vec<_>>();
    let file = |name: &str, text: &str| SourceFile { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
    let [pack, wizard] = examples.as_slice() else { panic!("two examples, not {}", examples.len()) };
    let loaded = load(&[file("pack.ron", pack), file("login.ron", wizard)]);
    assert_eq!(loaded.problems, []);
    assert!(loaded.pack.is_some_and(|pack| pack.wizards.len() == 1));
}

/// A code is the first argument of a call that reports, or the first field of a tuple.
fn codes(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            codes(&path, found);
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        for call in [".error(", ".warning("] {
            for rest in text.split(call).skip(1) {
                let code = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next());
                found.extend(code.map(str::to_owned));
            }
        }
    }
}

#[test]
fn every_problem_has_its_line_in_the_handbook() {
    let mut found = Vec::new();
    codes(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/pack"), &mut found);
    assert!(found.len() > 40, "{found:?}");
    for code in found {
        assert!(HANDBOOK.contains(&format!("`{code}`")), "{code} is not in wizards/README.md");
    }
}
