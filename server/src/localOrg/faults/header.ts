import { type Fault, invalidFault, readFault } from './fault.ts';

/**
 * Reads `X-Local-Org-Fault: latency; ms=200, serverUnavailable; retryAfter=2`. Values may be percent-encoded.
 * @throws ApiError 400 INVALID_FAULT
 */
export function readFaultHeader(value: string): readonly Fault[] {
  return value.split(',').map(item => {
    const [name = '', ...parameters] = item.split(';').map(part => part.trim());
    return readFault(name, Object.fromEntries(parameters.map(readParameter)));
  });
}

function readParameter(text: string): readonly [string, string] {
  const equals = text.indexOf('=');
  if (equals < 1) throw invalidFault(`A parameter is name=value, not '${text}'`);
  return [text.slice(0, equals).trim(), decoded(text.slice(equals + 1).trim())];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
