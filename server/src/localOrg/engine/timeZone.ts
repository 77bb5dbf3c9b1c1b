// Offsets of named time zones. Intl knows them, but asking it takes microseconds, too long for a function that a
// query calls on each row: the answers are kept by the hour, since no zone changes its offset within one.

const HOUR = 3_600_000;
const MOST_HOURS_KEPT = 50_000;

interface Zone {
  readonly format: Intl.DateTimeFormat;
  readonly offsets: Map<number, number>;
}

const zones = new Map<string, Zone>();

/** Milliseconds that local time is ahead of UTC at that instant (milliseconds since 1970). */
export function zoneOffset(timeZone: string, instant: number): number {
  const zone = zoneOf(timeZone);
  const hour = Math.floor(instant / HOUR);
  const known = zone.offsets.get(hour);
  if (known !== undefined) return known;
  if (zone.offsets.size > MOST_HOURS_KEPT) zone.offsets.clear();
  const offset = localTime(zone.format, hour * HOUR) - hour * HOUR;
  zone.offsets.set(hour, offset);
  return offset;
}

/** The instant at which a day begins in that zone. `day`: days since 1970. */
export function startOfDay(timeZone: string, day: number): number {
  const midnight = day * 24 * HOUR;
  const guess = midnight - zoneOffset(timeZone, midnight);
  return midnight - zoneOffset(timeZone, guess);
}

function zoneOf(timeZone: string): Zone {
  let zone = zones.get(timeZone);
  if (!zone) {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    zone = { format, offsets: new Map() };
    zones.set(timeZone, zone);
  }
  return zone;
}

function localTime(format: Intl.DateTimeFormat, instant: number): number {
  const parts = new Map(format.formatToParts(instant).map(part => [part.type, Number(part.value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}
