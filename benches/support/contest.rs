//! Times contestants against each other: in every round each of them runs once, and the order turns
//! from round to round, so that whatever else the machine does meets all alike. What is printed are
//! medians, and the ratios are medians of the ratios within a round.

use std::time::{Duration, Instant};

/// How many rounds a contest has.
const ROUNDS: usize = 51;

/// One way to do the work.
pub struct Contestant<'a> {
    name: &'static str,
    work: Box<dyn FnMut() + 'a>,
}

impl<'a> Contestant<'a> {
    /// `work` does the whole batch once.
    pub fn new(name: &'static str, work: impl FnMut() + 'a) -> Self {
        Self { name, work: Box::new(work) }
    }
}

/// Runs the contest and prints a Markdown table. The ratios are to the first contestant: 2.00x is
/// twice as fast. `amount` is what one batch does, counted in millions of `unit`.
pub fn run(title: &str, amount: f64, unit: &str, mut contestants: Vec<Contestant<'_>>) {
    let mut times = vec![Vec::with_capacity(ROUNDS); contestants.len()];
    for contestant in &mut contestants {
        (contestant.work)(); // warms caches and branch predictors
    }
    for round in 0..ROUNDS {
        for turn in 0..contestants.len() {
            let index = (round + turn) % contestants.len();
            times[index].push(time(&mut contestants[index]));
        }
    }
    println!("\n| {title} | {unit}/s | ratio |\n| --- | ---: | ---: |");
    for (contestant, own) in contestants.iter().zip(&times) {
        let speeds = own.iter().map(|time| amount / time.as_secs_f64());
        let ratios = own.iter().zip(&times[0]).map(|(own, first)| first.div_duration_f64(*own));
        println!("| {} | {:.0} | {:.2}x |", contestant.name, median(speeds), median(ratios));
    }
}

fn time(contestant: &mut Contestant<'_>) -> Duration {
    let start = Instant::now();
    (contestant.work)();
    start.elapsed()
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
