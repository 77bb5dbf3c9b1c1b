import { ApiError } from '../errors.ts';
import { notFound } from '../http/reply.ts';

export interface ApiVersion {
  readonly label: string;
  readonly url: string;
  /** As `66.0`. */
  readonly version: string;
}

const oldest = 31;
const newest = 67;
/** Versions below `oldest` that once existed and were retired. */
const oldestRetired = 7;

/** `GET /services/data`: ascending; clients take the last one for the newest. */
export function listVersions(): readonly ApiVersion[] {
  return Array.from({ length: newest - oldest + 1 }, (_, index) => {
    const version = `${oldest + index}.0`;
    return { label: releaseName(oldest + index), url: `/services/data/v${version}`, version };
  });
}

/**
 * Checks the version in a path (`v66.0`) and gives its number.
 * @throws ApiError 410 for a retired version, 404 for what never was one.
 */
export function parseVersion(segment: string): number {
  const number = Number(/^v(\d{1,3})\.0$/.exec(segment)?.[1] ?? Number.NaN);
  if (number >= oldest && number <= newest) return number;
  if (number >= oldestRetired && number < oldest) throw retiredVersion(`${number}.0`, `${oldest}.0`);
  throw notFound();
}

/** 410 for a version, such as `30.0`, that is not served any more. */
export function retiredVersion(version: string, oldestServed = `${newest}.0`): ApiError {
  const message = `The requested resource is gone: API version ${version} is retired. Use version ${oldestServed} or later.`;
  return new ApiError(410, 'UNSUPPORTED_API_VERSION', message);
}

/** Three releases a year, one version each: v31 was Summer '14. */
function releaseName(version: number): string {
  const sinceSummer14 = version - 31;
  const season = ['Summer', 'Winter', 'Spring'][sinceSummer14 % 3];
  const year = 14 + Math.floor((sinceSummer14 + 2) / 3);
  return `${season} '${year}`;
}
