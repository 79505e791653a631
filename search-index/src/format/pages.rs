//! Which slices of the volume each page holds.
//!
//! A page of postings has those of a few words in all fields, which are far apart in the volume, so
//! that a search fetches one file for a word. The volume is divided into lanes, such as the postings
//! of one field, and each page takes the next bytes of one or several lanes.

use std::ops::Range;

use super::varint;

/// The next bytes of a lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The number of the lane.
    pub(crate) lane: u32,
    /// In bytes.
    pub(crate) length: u32,
}

/// The pages of a volume.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Pages {
    /// The length of each lane in bytes. The lanes in order are the volume.
    pub(crate) lanes: Vec<u32>,
    /// The pieces of each page, in order of lanes.
    pub(crate) pages: Vec<Vec<Piece>>,
}

impl Pages {
    /// One page with everything.
    #[cfg(not(target_arch = "wasm32"))]
    pub(crate) fn whole(length: usize) -> Self {
        let length = length as u32;
        Self { lanes: vec![length], pages: vec![vec![Piece { lane: 0, length }]] }
    }

    /// The slices of the volume that each page holds. `None` where the pieces do not add up to the
    /// lanes.
    pub(crate) fn slices(&self) -> Option<Vec<Vec<Range<usize>>>> {
        let mut end = 0_usize;
        let mut lanes = Vec::with_capacity(self.lanes.len());
        for length in &self.lanes {
            let start = end;
            end = end.checked_add(*length as usize)?;
            lanes.push(start..end);
        }
        let mut slices = Vec::with_capacity(self.pages.len());
        for page in &self.pages {
            let mut held = Vec::with_capacity(page.len());
            for piece in page {
                let lane = lanes.get_mut(piece.lane as usize)?;
                let length = piece.length as usize;
                if length == 0 || length > lane.len() {
                    return None;
                }
                held.push(lane.start..lane.start + length);
                lane.start += length;
            }
            slices.push(held);
        }
        lanes.iter().all(Range::is_empty).then_some(slices)
    }

    /// Appends the table to `out`.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn write(&self, out: &mut Vec<u8>) {
        varint::put(self.lanes.len() as u32, out);
        self.lanes.iter().for_each(|length| varint::put(*length, out));
        varint::put(self.pages.len() as u32, out);
        for page in &self.pages {
            varint::put(page.len() as u32, out);
            for Piece { lane, length } in page {
                varint::put(*lane, out);
                varint::put(*length, out);
            }
        }
    }

    /// Takes the table off the front of `rest`; `None` where it is damaged.
    pub(super) fn take(rest: &mut &[u8]) -> Option<Self> {
        let mut table = Self::default();
        for _ in 0..varint::take(rest)? {
            table.lanes.push(varint::take(rest)?);
        }
        for _ in 0..varint::take(rest)? {
            let mut page = Vec::new();
            for _ in 0..varint::take(rest)? {
                page.push(Piece { lane: varint::take(rest)?, length: varint::take(rest)? });
            }
            table.pages.push(page);
        }
        Some(table)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(lane: u32, length: u32) -> Piece {
        Piece { lane, length }
    }

    fn table() -> Pages {
        let pages = vec![vec![piece(0, 4)], vec![piece(1, 2), piece(2, 5)], vec![piece(1, 3)]];
        Pages { lanes: vec![4, 5, 5], pages }
    }

    #[test]
    fn a_page_takes_the_next_bytes_of_its_lanes() {
        assert_eq!(table().slices(), Some(vec![vec![0..4], vec![4..6, 9..14], vec![6..9]]));
        assert_eq!(Pages::whole(9).slices(), Some(vec![vec![0..9]]));
        let mut file = Vec::new();
        table().write(&mut file);
        assert_eq!(Pages::take(&mut file.as_slice()), Some(table()));
        assert_eq!(Pages::take(&mut &file[..9]), None);
    }

    #[test]
    fn pieces_that_do_not_add_up_are_refused() {
        let with = |change: fn(&mut Pages)| {
            let mut table = table();
            change(&mut table);
            table.slices()
        };
        assert_eq!(with(|table| table.pages[0] = vec![piece(0, 3)]), None, "a gap");
        assert_eq!(with(|table| table.pages[0] = vec![piece(0, 5)]), None, "too much");
        assert_eq!(with(|table| table.pages[0] = vec![piece(7, 4)]), None, "no such lane");
        assert_eq!(with(|table| table.pages.push(vec![piece(0, 0)])), None, "an empty piece");
    }
}
