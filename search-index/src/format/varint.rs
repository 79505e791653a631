//! Variable-length integers (LEB128).

/// Appends `value`, seven bits a byte, the lowest first.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn put(value: u32, out: &mut Vec<u8>) {
    put_long(u64::from(value), out);
}

/// Appends a number that may be too large for 32 bits.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn put_long(value: u64, out: &mut Vec<u8>) {
    let mut rest = value;
    while rest >= 0x80 {
        out.push((rest & 0x7f) as u8 | 0x80);
        rest >>= 7;
    }
    out.push(rest as u8);
}

/// Takes a number off the front of `bytes`; `None` where they do not begin with one.
pub(crate) fn take(bytes: &mut &[u8]) -> Option<u32> {
    take_long(bytes)?.try_into().ok()
}

/// Takes a number that may be too large for 32 bits.
pub(crate) fn take_long(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_return_as_they_went() {
        let numbers = [0, 1, 127, 128, 300, 65_535, u32::MAX];
        let mut bytes = Vec::new();
        numbers.iter().for_each(|number| put(*number, &mut bytes));
        let mut rest = bytes.as_slice();
        for number in numbers {
            assert_eq!(take(&mut rest), Some(number));
        }
        assert_eq!(take(&mut rest), None);
        assert_eq!(take(&mut [0xff; 6].as_slice()), None);
        put_long(u64::MAX, &mut bytes);
        let mut rest = &bytes[bytes.len() - 10..];
        assert_eq!(take_long(&mut rest), Some(u64::MAX));
        assert_eq!(take_long(&mut [0xff; 11].as_slice()), None);
    }
}
