use memchr::{memchr, memchr_iter, memrchr};

/// How much of the beginning of a line is kept.
const HEAD: usize = 256;

/// Keeps count of lines, and knows how the one begins that a place is on.
///
/// Of each block first [find](Self::find) the lines of the places in it, ascending, then
/// [pass](Self::pass) over it.
#[derive(Default)]
pub(crate) struct Lines {
    /// How many lines have ended before `counted`.
    ended: u64,
    /// Up to where in the block line ends were counted.
    counted: usize,
    /// How the line begins that was open when the block began.
    open: Vec<u8>,
}

impl Lines {
    /// The number of the line, from 1 on, on which `place` of the block is.
    pub(crate) fn find(&mut self, block: &[u8], place: usize) -> u64 {
        self.count_to(block, place);
        self.ended + 1
    }

    /// How the line begins on which `place` of the block is, written to `head`.
    pub(crate) fn head(&self, block: &[u8], place: usize, head: &mut Vec<u8>) {
        head.clear();
        let start = memrchr(b'\n', &block[..place]).map_or(0, |end| end + 1);
        if start == 0 {
            head.extend_from_slice(&self.open);
        }
        add_to_head(head, &block[start..]);
    }

    /// Passes over the block, and returns how many lines have ended so far. At the end of the input one
    /// without a line ending has ended too.
    pub(crate) fn pass(&mut self, block: &[u8], ends_input: bool) -> u64 {
        self.count_to(block, block.len());
        self.counted = 0;
        match memrchr(b'\n', block) {
            None => add_to_head(&mut self.open, block),
            Some(end) => {
                self.open.clear();
                add_to_head(&mut self.open, &block[end + 1..]);
            }
        }
        self.ended + u64::from(ends_input && !self.open.is_empty())
    }

    fn count_to(&mut self, block: &[u8], place: usize) {
        self.ended += memchr_iter(b'\n', &block[self.counted..place]).count() as u64;
        self.counted = place;
    }
}

/// Adds what of `bytes` belongs to the line and has room in its head.
fn add_to_head(head: &mut Vec<u8>, bytes: &[u8]) {
    let bytes = &bytes[..bytes.len().min(HEAD - head.len())];
    let length = memchr(b'\n', bytes).unwrap_or(bytes.len());
    head.extend_from_slice(&bytes[..length]);
}
