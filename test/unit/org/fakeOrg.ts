import { SalesforceError } from '../../../server/src/salesforce/errors.ts';
import type { Answer } from '../../../server/src/salesforce/transport/answer.ts';
import type { Transport } from '../../../server/src/salesforce/transport/transport.ts';

export interface FakeOrg extends Transport {
  /** Fields of each object. */
  objects: Record<string, readonly object[]>;
  /** Sent as `Last-Modified`, and compared with `If-Modified-Since`. */
  stamp: string;
  down: boolean;
  /** The requests since this was last read: last part of the path, `?` where it was a question for changes. */
  takeCalls(): string[];
  noteCalls(calls: readonly string[]): void;
}

/** Describe as an org answers it, without a network. */
export function fakeOrg(objects: Record<string, readonly object[]>): FakeOrg {
  let calls: string[] = [];
  const org: FakeOrg = {
    objects,
    stamp: 'Mon, 01 Jun 2026 00:00:00 GMT',
    down: false,
    takeCalls() {
      const taken = calls;
      calls = [];
      return taken;
    },
    noteCalls: noted => void calls.push(...noted),
    async request({ path, headers, body }) {
      if (path.endsWith('/composite')) return composite(org, String(body));
      const since = headers?.['if-modified-since'];
      calls.push(path.replace(/^.*sobjects\/?/, '').replace('/describe', '') + (since ? '?' : ''));
      if (org.down) throw new SalesforceError({ code: 'ORG_UNREACHABLE', message: 'down' });
      if (since === org.stamp) return answer(304, org.stamp, '');
      const name = /sobjects\/(\w+)\/describe$/.exec(path)?.[1];
      return answer(200, org.stamp, JSON.stringify(name ? describe(name, org.objects[name] ?? []) : listOf(org)));
    },
    stream: () => Promise.reject(new Error('Nothing here is streamed.')),
    close: async () => undefined,
  };
  return org;
}

const answer = (status: number, stamp: string, body: string): Answer => ({
  status,
  header: name => (name === 'last-modified' ? stamp : undefined),
  body: Buffer.from(body),
  requestId: undefined,
});

interface Subrequest {
  readonly url: string;
  readonly referenceId: string;
  readonly httpHeaders?: Readonly<Record<string, string>>;
}

/** The same requests in one call; a refused one has its error. */
async function composite(org: FakeOrg, body: string): Promise<Answer> {
  const { compositeRequest } = JSON.parse(body) as { compositeRequest: readonly Subrequest[] };
  const before = org.takeCalls();
  const parts = compositeRequest.map(async ({ url: path, referenceId, httpHeaders = {} }) => {
    const since = httpHeaders['If-Modified-Since'];
    const part = await org.request({ path, headers: since ? { 'if-modified-since': since } : {} });
    const text = part.body.toString();
    return {
      body: text ? JSON.parse(text) : null,
      httpHeaders: { 'Last-Modified': org.stamp },
      httpStatusCode: part.status,
      referenceId,
    };
  });
  const compositeResponse = await Promise.all(parts);
  // Their order says nothing: objects come as the disk gives them.
  const together = org.takeCalls().sort().join('+');
  org.noteCalls([...before, together]);
  return answer(200, org.stamp, JSON.stringify({ compositeResponse }));
}

const describe = (name: string, fields: readonly object[]) => ({
  ...summary(name),
  labelPlural: `${name}s`,
  fields,
  childRelationships: [
    { relationshipName: 'Contacts', childSObject: 'Contact', field: 'AccountId' },
    { relationshipName: null, childSObject: 'AccountHistory', field: 'AccountId' },
  ],
  supportedScopes: [{ name: 'mine', label: 'My objects' }],
});

const listOf = (org: FakeOrg) => ({ sobjects: Object.keys(org.objects).map(summary) });

const summary = (name: string) => ({
  name,
  label: name,
  custom: false,
  queryable: true,
  createable: true,
  searchable: true,
  keyPrefix: null,
});
