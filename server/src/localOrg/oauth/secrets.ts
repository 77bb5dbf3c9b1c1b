import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export function sha256(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}

/** Compares in a time that does not depend on where the two differ. */
export function sameSecret(left: string, right: string): boolean {
  return timingSafeEqual(sha256(left), sha256(right));
}

/** Random text of letters, digits, `_` and `.`: the alphabet of Salesforce's tokens. */
export function randomToken(bytes: number): string {
  return randomBytes(bytes).toString('base64url').replaceAll('-', '.');
}
