// The forms of values, read from bytes of UTF-8: decoding each cell would take longer than all the rest of a check.

const zero = 48;
const nine = 57;
const plus = 43;
const minus = 45;
const point = 46;

/** `-1`, `.5`, `1e3` */
export function isNumber(bytes: Buffer, start: number, end: number): boolean {
  let at = behindSign(bytes, start);
  const whole = behindDigits(bytes, at, end);
  let digits = whole - at;
  at = whole;
  if (at < end && bytes[at] === point) {
    const fraction = behindDigits(bytes, at + 1, end);
    digits += fraction - at - 1;
    at = fraction;
  }
  if (digits === 0) return false;
  if (at === end) return true;
  // e or E
  if ((bytes[at]! | 32) !== 101) return false;
  const exponent = at + 1 < end ? behindSign(bytes, at + 1) : end;
  const exponentDigits = end - exponent;
  return exponentDigits >= 1 && exponentDigits <= 3 && behindDigits(bytes, exponent, end) === end;
}

/** `-7`, and `12.0` too. */
export function isInteger(bytes: Buffer, start: number, end: number): boolean {
  const at = behindSign(bytes, start);
  const whole = behindDigits(bytes, at, end);
  if (whole === at || whole - at > 19) return false;
  if (whole === end) return true;
  if (bytes[whole] !== point) return false;
  for (let zeros = whole + 1; zeros < end; zeros++) if (bytes[zeros] !== zero) return false;
  return true;
}

/** `yyyy-MM-dd` of a day that the calendar has. */
export function isDate(bytes: Buffer, start: number, end: number): boolean {
  if (end - start !== 10 || bytes[start + 4] !== minus || bytes[start + 7] !== minus) return false;
  const year = digitsOf(bytes, start, start + 4);
  const month = digitsOf(bytes, start + 5, start + 7);
  const day = digitsOf(bytes, start + 8, end);
  if (!(year >= 1700 && year <= 4000 && month >= 1 && month <= 12 && day >= 1)) return false;
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day <= (month === 2 ? (leap ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31);
}

const suffixes = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ012345');

/** 15 characters, or 18 of which the last three tell the case of the others. */
export function isId(bytes: Buffer, start: number, end: number): boolean {
  if (end - start !== 15 && end - start !== 18) return false;
  for (let at = start; at < end; at++) if (!isAlphanumeric(bytes[at]!)) return false;
  if (end - start === 15) return true;
  for (let block = 0; block < 3; block++) {
    let bits = 0;
    for (let place = 0; place < 5; place++) if (isUpper(bytes[start + block * 5 + place]!)) bits |= 1 << place;
    const suffix = bytes[start + 15 + block]!;
    if ((suffix > nine ? suffix & ~32 : suffix) !== suffixes[bits]) return false;
  }
  return true;
}

function behindSign(bytes: Buffer, at: number): number {
  return bytes[at] === plus || bytes[at] === minus ? at + 1 : at;
}

function behindDigits(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && isDigit(bytes[at]!)) at++;
  return at;
}

/** Not a number where there is anything else. */
function digitsOf(bytes: Buffer, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at++) value = isDigit(bytes[at]!) ? value * 10 + bytes[at]! - zero : Number.NaN;
  return value;
}

const isDigit = (byte: number): boolean => byte >= zero && byte <= nine;
const isUpper = (byte: number): boolean => byte >= 65 && byte <= 90;
const isAlphanumeric = (byte: number): boolean => isDigit(byte) || isUpper(byte & ~32);
