//! How files differ from the expected ones.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

/// What is wrong with the files in `dist`: each name, and how it differs.
pub(super) fn differences(dist: &Path, files: &[(&str, Vec<u8>)]) -> Result<Vec<String>, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", dist.display());
    let mut wrong = Vec::new();
    for (name, made) in files {
        match fs::read(dist.join(name)) {
            Ok(kept) if kept == *made => {}
            Ok(kept) => {
                let same = kept.iter().zip(made).take_while(|(a, b)| a == b).count();
                wrong.push(format!(
                    "{name} differs from byte {same} on: it has {} bytes, and its sources make {}",
                    kept.len(),
                    made.len()
                ));
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                wrong.push(format!("{name} is missing"));
            }
            Err(error) => return Err(failed(error)),
        }
    }
    for entry in fs::read_dir(dist).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name();
        if !files.iter().any(|(known, _)| name == *known) {
            wrong.push(format!("{} is made by nothing", name.display()));
        }
    }
    wrong.sort();
    Ok(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_that_differs_is_named() {
        let folder = std::env::temp_dir().join(format!("xtask-differences-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for (name, content) in [("same", "one"), ("longer", "four"), ("other", "x")] {
            fs::write(folder.join(name), content).unwrap();
        }
        let made =
            [("same", b"one".to_vec()), ("longer", b"fou".to_vec()), ("missing", Vec::new())];
        let found = differences(&folder, &made);
        fs::remove_dir_all(&folder).unwrap();
        let expected = [
            "longer differs from byte 3 on: it has 4 bytes, and its sources make 3",
            "missing is missing",
            "other is made by nothing",
        ];
        assert_eq!(found.unwrap(), expected);
    }
}
