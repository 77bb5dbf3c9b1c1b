/** JavaScript's own, which TypeScript does not know yet: what it returns is written into JSON as it stands. */
declare global {
  interface JSON {
    rawJSON(text: string): object;
  }
}

/**
 * A value of a double, currency or percent field on its way out. JSON, SOAP and CSV write it as Salesforce does, which
 * prints it as Java prints a double: `1800.0`, and `1.2345678E7` from eight digits on.
 * @see https://help.salesforce.com/s/articleView?id=000385889&type=1
 */
export class Double {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }

  valueOf(): number {
    return this.value;
  }

  toString(): string {
    return doubleText(this.value);
  }

  toJSON(): object {
    return JSON.rawJSON(this.toString());
  }
}

/** Numbers between these have no exponent; a few behind the last one have none either. */
export const plainRange = { from: 0.001, to: 9_999_999 } as const;

export function doubleText(value: number): string {
  const size = Math.abs(value);
  if (value === 0) return 1 / value < 0 ? '-0.0' : '0.0';
  if (size >= plainRange.from && size < plainRange.to + 1) {
    return Number.isInteger(value) ? `${value}.0` : String(value);
  }
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  return `${mantissa.includes('.') ? mantissa : `${mantissa}.0`}E${Number(exponent)}`;
}
