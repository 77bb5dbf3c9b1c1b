import { folded, order } from './compare.ts';
import { labels, type Value } from './objects.ts';
import type { Distance, FieldKind } from './spec.ts';

/** What an aggregate makes of the values of a group: empty ones do not count. */
export function aggregated(name: string, values: readonly Value[]): Value {
  const given = values.filter(value => value !== null);
  const sum = exactSum(given.map(Number));
  switch (name) {
    case 'COUNT':
      return given.length;
    case 'COUNT_DISTINCT':
      return new Set(given.map(folded)).size;
    case 'SUM':
      return given.length > 0 ? sum : null;
    case 'AVG':
      return given.length > 0 ? sum / given.length : null;
    default: {
      const sorted = given.toSorted(order);
      return (name === 'MIN' ? sorted[0] : sorted.at(-1)) ?? null;
    }
  }
}

/** Neumaier's sum, which hardly depends on the order of the numbers: equal averages must not differ by it. */
function exactSum(numbers: readonly number[]): number {
  let [sum, lost] = [0, 0];
  for (const number of numbers) {
    const next = sum + number;
    lost += Math.abs(sum) >= Math.abs(number) ? sum - next + number : number - next + sum;
    sum = next;
  }
  return sum + lost;
}

export const labelOf = (value: Value): Value => labels[String(value)] ?? value;

/**
 * FORMAT() for a user of en_US in an org with one currency. The facts sheet only says that it takes numbers, dates and
 * currencies; the forms are those of the user's locale and of pages, which show all decimals of a field, and a percent sign.
 */
export function formatted(
  { kind, decimals, isPercent }: { kind: FieldKind | undefined; decimals: number; isPercent: boolean },
  value: Value,
  local: (value: string) => string,
): Value {
  if (value === null) return null;
  if (kind === 'currency') return `$${grouped(fixed(value, decimals))}`;
  if (kind === 'number') return `${grouped(fixed(value, decimals))}${isPercent ? '%' : ''}`;
  if (kind === 'date') return shortDate(String(value));
  const text = local(String(value));
  const hour = Number(text.slice(11, 13));
  return `${shortDate(text)}, ${hour % 12 || 12}:${text.slice(14, 16)} ${hour < 12 ? 'AM' : 'PM'}`;
}

/** What has no more decimals than that keeps them as they are written. */
function fixed(value: Value, decimals: number): string {
  const [whole = '', part = ''] = String(value).split('.');
  if (part.length > decimals) return Number(value).toFixed(decimals);
  return decimals === 0 ? whole : `${whole}.${part.padEnd(decimals, '0')}`;
}

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',');

function shortDate(text: string): string {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split('-').map(Number);
  return `${month}/${day}/${String(year).slice(2)}`;
}

/** Along the great circle, by vectors: the angle between two points on the globe. */
export function distance({ latitude, longitude, unit }: Distance, lat: Value, lon: Value): Value {
  if (lat === null || lon === null) return null;
  const from = vector(Number(lat), Number(lon));
  const to = vector(latitude, longitude);
  const dot = from.reduce((sum, each, index) => sum + each * to[index]!, 0);
  const cross = [0, 1, 2].map(axis => {
    const [a, b] = [(axis + 1) % 3, (axis + 2) % 3];
    return from[a!]! * to[b!]! - from[b!]! * to[a!]!;
  });
  const angle = Math.atan2(Math.hypot(...cross), dot);
  // The mean radius of the earth; the facts sheet gives none.
  return angle * (unit === 'km' ? 6371.0088 : 3958.7613);
}

function vector(latitude: number, longitude: number): readonly number[] {
  const [lat, lon] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
  return [Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)];
}
