// What a Rust program does without a crate: append, and rename along the chain once the log is full. Its records are the
// lines of its input.
use std::env::var;
use std::fs::{rename, File, OpenOptions};
use std::io::{stdin, BufRead, Write};

fn open(file: &str) -> File {
    OpenOptions::new().append(true).create(true).open(file).unwrap()
}

fn number(name: &str) -> u64 {
    var(name).unwrap_or_default().parse().unwrap_or(0)
}

/// A backup that is not there can't be moved, which does no harm.
fn rotate(file: &str, backups: u64) {
    for each in (1..backups).rev() {
        let _ = rename(format!("{file}.{each}"), format!("{file}.{}", each + 1));
    }
    let _ = rename(file, format!("{file}.1"));
}

fn main() {
    let file = var("LOGTORTURE_FILE").unwrap();
    let (most, backups) = (number("LOGTORTURE_MAX_BYTES"), number("LOGTORTURE_BACKUPS"));
    let mut log = open(&file);
    for record in stdin().lock().lines().map(Result::unwrap) {
        let size = log.metadata().unwrap().len();
        if most > 0 && size > 0 && size + record.len() as u64 + 1 > most {
            rotate(&file, backups);
            log = open(&file);
        }
        match log.write_all(format!("{record}\n").as_bytes()) {
            Ok(()) => println!("ok"),
            Err(error) => println!("fail {error}"),
        }
    }
}
