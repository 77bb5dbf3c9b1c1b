import assert from 'node:assert/strict';
import { empty } from '../../../../server/src/localOrg/http/reply.ts';
import { match, type Route } from '../../../../server/src/localOrg/http/router.ts';

const routes: readonly Route<undefined>[] = [
  ['GET', '/'],
  ['GET', '/sobjects/:object'],
  ['POST', '/sobjects/:object'],
  ['GET', '/sobjects/:object/describe'],
  ['PATCH', '/sobjects/:object/:field/:value'],
].map(([method = '', pattern = '']) => ({ method, pattern, handle: () => empty(200) }));

const cases: readonly [method: string, path: readonly string[], outcome: string][] = [
  ['GET', [], 'GET /'],
  ['GET', ['sobjects', 'Account'], 'GET /sobjects/:object object=Account'],
  ['HEAD', ['sobjects', 'Account'], 'GET /sobjects/:object object=Account'],
  ['GET', ['sobjects', 'Account', 'describe'], 'GET /sobjects/:object/describe object=Account'],
  [
    'PATCH',
    ['sobjects', 'A__c', 'Ext__c', 'a/b'],
    'PATCH /sobjects/:object/:field/:value object=A__c field=Ext__c value=a/b',
  ],
  ['DELETE', ['sobjects', 'Account'], 'allowed GET,HEAD,POST'],
  ['GET', ['sobjects'], 'none'],
  ['GET', ['sobjects', 'a', 'b', 'c', 'd'], 'none'],
  ['GET', ['sobjects', '__proto__'], 'GET /sobjects/:object object=__proto__'],
];

describe('routes', () => {
  for (const [method, path, outcome] of cases) {
    it(`${method} /${path.join('/')}`, () => assert.equal(describeMatch(method, path), outcome));
  }
});

function describeMatch(method: string, path: readonly string[]): string {
  const found = match(routes, method, path);
  if (found.kind === 'none') return 'none';
  if (found.kind === 'wrongMethod') return `allowed ${found.allowed}`;
  const params = Object.entries(found.params).map(([name, value]) => ` ${name}=${value}`);
  return `${found.route.method} ${found.route.pattern}${params.join('')}`;
}
