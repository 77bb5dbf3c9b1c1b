// A certificate authority made up for a test, and certificates by it. X.509 in DER: RFC 5280.
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

export interface Certificate {
  /** PEM. */
  readonly cert: string;
  /** PEM. */
  readonly key: string;
}

/** An authority that nobody trusts yet, and a certificate by it for that host. */
export function privateAuthority(host: string): { readonly authority: string; readonly server: Certificate } {
  const issuer = 'Private authority of a test';
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const server = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const isAuthority = extension('2.5.29.19', sequence(boolean(true)));
  const forHost = extension('2.5.29.17', sequence(tlv(0x82, Buffer.from(host))));
  return {
    authority: certificate(
      { subject: issuer, issuer, key: authority.publicKey, by: authority.privateKey },
      isAuthority,
    ),
    server: {
      cert: certificate({ subject: host, issuer, key: server.publicKey, by: authority.privateKey }, forHost),
      key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    },
  };
}

interface Parts {
  readonly subject: string;
  readonly issuer: string;
  readonly key: KeyObject;
  readonly by: KeyObject;
}

function certificate({ subject, issuer, key, by }: Parts, only: Buffer): string {
  const algorithm = sequence(oid('1.2.840.10045.4.3.2')); // ECDSA with SHA-256
  const body = sequence(
    tlv(0xa0, integer(2)), // version 3
    integer(Date.now()),
    algorithm,
    nameOf(issuer),
    sequence(time(Date.now() - 86_400_000), time(Date.now() + 86_400_000)),
    nameOf(subject),
    key.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, sequence(only)),
  );
  const signed = sequence(body, algorithm, tlv(0x03, Buffer.from([0]), sign('sha256', body, by)));
  return `-----BEGIN CERTIFICATE-----\n${signed.toString('base64').replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
}

const sequence = (...parts: readonly Buffer[]) => tlv(0x30, ...parts);
const boolean = (value: boolean) => tlv(0x01, Buffer.from([value ? 0xff : 0]));
const nameOf = (text: string) => sequence(tlv(0x31, sequence(oid('2.5.4.3'), tlv(0x0c, Buffer.from(text)))));
const extension = (id: string, value: Buffer) => sequence(oid(id), boolean(true), tlv(0x04, value));

function integer(value: number): Buffer {
  const hex = value.toString(16);
  return tlv(0x02, Buffer.from(`00${hex.length % 2 ? '0' : ''}${hex}`.replace(/^00(?=[0-7]\w)/, ''), 'hex'));
}

/** YYMMDDhhmmssZ */
function time(ms: number): Buffer {
  return tlv(0x17, Buffer.from(`${new Date(ms).toISOString().replace(/\D/g, '').slice(2, 14)}Z`));
}

function oid(text: string): Buffer {
  const [first = 0, second = 0, ...others] = text.split('.').map(Number);
  const base128 = (value: number): number[] =>
    value < 128 ? [value] : [...base128(value >> 7).map(byte => byte | 128), value & 127];
  return tlv(0x06, Buffer.from([first * 40 + second, ...others.flatMap(base128)]));
}

function tlv(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
