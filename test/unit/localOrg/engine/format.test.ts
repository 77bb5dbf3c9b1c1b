import assert from 'node:assert/strict';
import { formatter } from '../../../../server/src/localOrg/engine/format.ts';

const user = { timeZone: 'Europe/Berlin', locale: 'en_US' };

describe('FORMAT()', () => {
  const rows: readonly [field: Parameters<typeof formatter>[0], value: string | number, shown: string][] = [
    [{ type: 'int', scale: 0 }, 12345, '12,345'],
    [{ type: 'double', scale: 2 }, 1234.5, '1,234.50'],
    [{ type: 'double' }, 0.125, '0.125'],
    [{ type: 'currency', scale: 2 }, -5, '-$5.00'],
    [{ type: 'percent', scale: 0 }, 50, '50%'],
    [{ type: 'percent', scale: 2 }, 12.5, '12.50%'],
    [{ type: 'date' }, '2026-03-01', '3/1/26'],
    [{ type: 'datetime' }, '2026-03-01T23:30:00.000+0000', '3/2/26, 12:30 AM'],
    [{ type: 'time' }, '13:05:00.000Z', '1:05 PM'],
    [{ type: 'string' }, 'text', 'text'],
    [{ type: 'anyType' }, '"text"', 'text'],
    [{ type: 'anyType' }, '1250.5', '1250.5'],
  ];
  for (const [field, value, shown] of rows) {
    it(`shows ${field.type} ${value} as ${shown}`, () => assert.equal(formatter(field, user)(value), shown));
  }
});
