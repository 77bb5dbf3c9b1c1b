import type { SqlFunction } from './pureTexts.ts';

const day = 86_400_000;

/** See `pureFunctions.ts`. Times are as on the wire: `07:25:37.000Z`. */
export const timeFunctions: Readonly<Record<string, SqlFunction>> = {
  /** In milliseconds since midnight. */
  time: (time: string) => Date.parse(`1970-01-01T${time.slice(0, 12)}Z`),
  time_of: (milliseconds: number) => {
    const within = ((milliseconds % day) + day) % day;
    return Number.isFinite(within) ? new Date(within).toISOString().slice(11) : null;
  },
  time_in: (text: string) => {
    const [, hour, minute, second, fraction = ''] =
      /^(\d{1,2}):(\d{1,2}):(\d{1,2})\.(\d{1,3})$/.exec(text.trim()) ?? [];
    if (hour === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
    const parts = [hour, minute, second].map(part => part!.padStart(2, '0'));
    return `${parts.join(':')}.${fraction.padStart(3, '0')}Z`;
  },
  duration: (seconds: number, withDays: number) => {
    const whole = Math.trunc(Math.abs(seconds));
    const two = (part: number): string => String(Math.trunc(part)).padStart(2, '0');
    const rest = `${two((whole / 60) % 60)}:${two(whole % 60)}`;
    if (withDays === 0) return `${two(whole / 3600)}:${rest}`;
    return `${Math.trunc(whole / 86_400)}:${two((whole / 3600) % 24)}:${rest}`;
  },
  distance: (from: string, to: string, unit: string) => {
    const radius = { mi: 3958.7613, km: 6371.0088 }[unit];
    const [a, b] = [from, to].map(place => place.split(',').map(degrees => (Number(degrees) * Math.PI) / 180));
    const [lat1 = Number.NaN, lon1 = Number.NaN] = a!;
    const [lat2 = Number.NaN, lon2 = Number.NaN] = b!;
    const half = (angle: number): number => Math.sin(angle / 2) ** 2;
    const chord = half(lat2 - lat1) + Math.cos(lat1) * Math.cos(lat2) * half(lon2 - lon1);
    const distance = 2 * (radius ?? Number.NaN) * Math.asin(Math.min(1, Math.sqrt(chord)));
    return Number.isNaN(distance) ? null : distance;
  },
};
