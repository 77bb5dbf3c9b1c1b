import type { Answer } from './answer.ts';
import { parseLimitInfo } from './limitInfo.ts';

/** What a line of the trace tells of a request. */
export interface Traced {
  readonly method: string;
  readonly path: string;
  readonly answer: Answer | undefined;
  readonly ms: number;
}

/** One line per request: without the query, whose values are data. */
export function traceLine({ method, path, answer, ms }: Traced): string {
  const what = `${method} ${withoutValues(path)}`;
  if (!answer) return `${what}: no answer after ${Math.round(ms)} ms`;
  const usage = parseLimitInfo(answer.header('sforce-limit-info'));
  const told = [
    answer.status,
    `${Math.round(ms)} ms`,
    `${answer.body.length} bytes`,
    ...(usage ? [`${usage.max - usage.used} calls left`] : []),
    `request ${answer.requestId ?? '-'}`,
  ];
  return `${what}: ${told.join(', ')}`;
}

/** Headers that say nothing of the user, the org's data or the session. */
const told = ['content-type', 'content-encoding', 'last-modified', 'retry-after', 'server', 'sforce-limit-info', 'via'];

/** The same for a support case: what a network or a proxy made of it. Never a body, a token, a cookie or a record's id. */
export function httpLogLines(traced: Traced, sent: { readonly bodyBytes: number }): string {
  const { answer, path, method } = traced;
  const shown = traceLine({ ...traced, path: withoutIds(path) });
  const query = path.includes('?') ? `, query of ${path.length - path.indexOf('?') - 1} bytes` : '';
  const body = sent.bodyBytes > 0 ? `, body of ${sent.bodyBytes} bytes` : '';
  const headers = told.flatMap(name => {
    const value = answer?.header(name);
    return value === undefined ? [] : [`${name}: ${value}`];
  });
  const code = answer && answer.status >= 400 ? [`error: ${errorCodeOf(answer)}`] : [];
  return [shown, `sent ${method}${query}${body}`, ...headers, ...code].join('\n  ');
}

/** The value of an id lookup is data too, also in a standard field: `/sobjects/Contact/Email/ann@example.com`. */
const withoutValues = (path: string): string =>
  path.replace(/\?.*$/s, '').replace(/(\/sobjects\/\w+\/\w+\/)[^/]+/i, '$1…');

const withoutIds = (path: string): string => path.replace(/\/[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?(?=[/?]|$)/g, '/…');

function errorCodeOf({ body }: Answer): string {
  return /"(?:errorCode|error)"\s*:\s*"([A-Z_a-z]+)"/.exec(body.toString('utf8'))?.[1] ?? 'none of Salesforce';
}
