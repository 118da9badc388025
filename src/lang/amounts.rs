//! Numbers and sizes for readers.

/// A number with a comma between groups of three digits, as both languages write it.
pub fn number(number: u64) -> String {
    let digits = number.to_string();
    let mut written = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            written.push(',');
        }
        written.push(digit);
    }
    written
}

/// A size in the largest unit in which it is at least 1. 1 MB is 1,000,000 bytes, as on the labels of disks and in most
/// file managers.
pub fn size(bytes: u64) -> String {
    const STEP: u64 = 1_000;
    let mut unit = 1_u64;
    let mut name = "B";
    for larger in ["kB", "MB", "GB", "TB"] {
        // A size that rounds to 1,000 of a unit is 1 of the next.
        if bytes < unit.saturating_mul(STEP) - unit / 2 {
            break;
        }
        unit = unit.saturating_mul(STEP);
        name = larger;
    }
    let tenths = (u128::from(bytes) * 10 + u128::from(unit) / 2) / u128::from(unit);
    let (whole, tenth) = (tenths / 10, tenths % 10);
    let small = whole < 10 && unit > 1;
    if small && tenth > 0 {
        return format!("{whole}.{tenth} {name}");
    }
    let rounded = (u128::from(bytes) + u128::from(unit) / 2) / u128::from(unit);
    format!("{} {name}", self::number(u64::try_from(rounded).unwrap_or(u64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::{number, size};

    #[test]
    fn long_numbers_have_groups_of_three_digits() {
        for (value, written) in [(0, "0"), (999, "999"), (1_000, "1,000"), (2_311, "2,311"), (1_234_567, "1,234,567")] {
            assert_eq!(number(value), written);
        }
    }

    #[test]
    fn sizes_keep_two_or_three_digits() {
        for (bytes, written) in [
            (0, "0 B"),
            (1, "1 B"),
            (999, "999 B"),
            (1_000, "1 kB"),
            (1_499, "1.5 kB"),
            (9_960, "10 kB"),
            (312_400_000, "312 MB"),
            (999_400, "999 kB"),
            (999_500, "1 MB"),
            (999_999_999, "1 GB"),
            (1_100_000_000, "1.1 GB"),
            (20_000_000_000, "20 GB"),
            (u64::MAX, "18,446,744 TB"),
        ] {
            assert_eq!(size(bytes), written, "{bytes}");
        }
    }
}
