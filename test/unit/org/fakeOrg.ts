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
    async request({ path, headers }) {
      const since = headers?.['if-modified-since'];
      calls.push(path.replace(/^.*sobjects\/?/, '').replace('/describe', '') + (since ? '?' : ''));
      if (org.down) throw new SalesforceError({ code: 'ORG_UNREACHABLE', message: 'down' });
      if (since === org.stamp) return answer(304, org.stamp, '');
      const name = /sobjects\/(\w+)\/describe$/.exec(path)?.[1];
      return answer(200, org.stamp, JSON.stringify(name ? describe(name, org.objects[name] ?? []) : listOf(org)));
    },
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
  searchable: true,
  keyPrefix: null,
});
