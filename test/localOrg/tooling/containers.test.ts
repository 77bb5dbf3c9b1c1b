import assert from 'node:assert/strict';
import { Connection } from 'jsforce';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';

interface Message {
  readonly success: boolean;
  readonly created: boolean;
  readonly fullName: string;
  readonly lineNumber: number | null;
  readonly problem: string | null;
}

interface Details {
  readonly allComponentMessages: readonly Message[];
  readonly componentFailures: readonly Message[];
  readonly componentSuccesses: readonly Message[];
  readonly runTestResult: null;
}

describe('metadata containers of the local org', function () {
  this.timeout(30_000);

  let org: LocalOrg;
  let tooling: Connection['tooling'];
  before(async () => {
    org = await startLocalOrg();
    ({ tooling } = new Connection({ instanceUrl: org.origin, accessToken: org.accessToken, version: '66.0' }));
  });
  after(() => org.stop());

  const create = async (type: string, values: object): Promise<string> =>
    (await tooling.sobject(type).create(values)).id ?? '';
  const made = (name: string, Body = `public class ${name} {}`) => create('ApexClass', { Body });
  const bodyOf = async (id: string) => (await tooling.sobject('ApexClass').retrieve(id)).Body as unknown;
  const deployed = async (members: readonly (readonly [type: string, values: object])[], options: object = {}) => {
    const MetadataContainerId = await create('MetadataContainer', { Name: `c${Math.random()}` });
    const ids: string[] = [];
    for (const [type, values] of members) ids.push(await create(type, { ...values, MetadataContainerId }));
    const id = await create('ContainerAsyncRequest', { MetadataContainerId, IsCheckOnly: false, ...options });
    const request = (await tooling.sobject('ContainerAsyncRequest').retrieve(id)) as unknown;
    return { ...(request as { State: string; DeployDetails: Details }), id, ids, MetadataContainerId };
  };

  it('save the code of classes and triggers, old and new', async () => {
    const ContentEntityId = await made('Saved');
    const Body = 'public class Saved { Integer one = 1; }';
    const { State, DeployDetails, ids, id } = await deployed([
      ['ApexClassMember', { ContentEntityId, Body }],
      [
        'ApexTriggerMember',
        { FullName: 'Fresh', Metadata: { apiVersion: 58 }, Body: 'trigger Fresh on Lead (before insert) {}' },
      ],
    ]);
    assert.equal(State, 'Completed');
    assert.equal(await bodyOf(ContentEntityId), Body);
    const fresh = "SELECT TableEnumOrId, ApiVersion FROM ApexTrigger WHERE Name = 'Fresh'";
    const [{ TableEnumOrId, ApiVersion } = {}] = (await tooling.query(fresh)).records;
    assert.deepEqual([TableEnumOrId, ApiVersion], ['Lead', 58]);
    assert.deepEqual(Object.keys(DeployDetails), [
      ...['allComponentMessages', 'componentFailures', 'componentSuccesses', 'runTestResult'],
    ]);
    assert.deepEqual(DeployDetails.componentFailures, []);
    const { createdDate, ...message } = DeployDetails.componentSuccesses[0] as Message & { createdDate: string };
    assert.match(createdDate, /^\d{4}-.*\+0000$/);
    // The members of an answer that a real org gave to the same request in versions 32.0 and 39.0.
    assert.deepEqual(message, {
      changed: true,
      columnNumber: null,
      componentType: 'ApexClass',
      created: false,
      deleted: false,
      fileName: 'classes/Saved.cls',
      forPackageManifestFile: false,
      fullName: 'Saved',
      id: ContentEntityId,
      knownPackagingProblem: false,
      lineNumber: null,
      problem: null,
      problemType: null,
      requiresProductionTestRun: true,
      success: true,
      warning: false,
    });
    const member = await tooling.sobject('ApexClassMember').retrieve(ids[0]!);
    assert.equal(member.MetadataContainerId, id, 'a member that was deployed belongs to the request');
  });

  const refused: readonly [what: string, body: string, line: number, problem: string][] = [
    [
      'a missing brace',
      "public class Kept {\n  String a = '}'; // }",
      2,
      "expecting right curly bracket, found '<EOF>'",
    ],
    ['a brace too many', 'public class Kept {\n}\n}', 3, "unexpected token: '}'"],
    ['no class', '/* class Kept {} */', 1, 'expecting a class, an interface or an enum'],
  ];
  for (const [what, body, line, problem] of refused) {
    it(`save nothing where there is ${what}`, async () => {
      const good = await made(`Good${line}${body.length}`);
      const bad = await made(`Kept${line}${body.length}`);
      const before = await bodyOf(good);
      const { State, DeployDetails, ids, MetadataContainerId } = await deployed([
        ['ApexClassMember', { ContentEntityId: good, Body: `public class Good${line}${body.length} { }` }],
        ['ApexClassMember', { ContentEntityId: bad, Body: body }],
      ]);
      assert.deepEqual([State, await bodyOf(good)], ['Failed', before]);
      const [failure] = DeployDetails.componentFailures;
      assert.deepEqual([failure?.lineNumber, failure?.problem], [line, problem]);
      const member = await tooling.sobject('ApexClassMember').retrieve(ids[1]!);
      assert.equal(member.MetadataContainerId, MetadataContainerId, 'it can be corrected and deployed again');
    });
  }

  it('only check, if that is all that is wanted', async () => {
    const ContentEntityId = await made('Checked');
    const Body = 'public class Checked { }';
    const { State, DeployDetails } = await deployed([['ApexClassMember', { ContentEntityId, Body }]], {
      IsCheckOnly: true,
    });
    assert.deepEqual([State, DeployDetails.allComponentMessages.length], ['Completed', 1]);
    assert.equal(await bodyOf(ContentEntityId), 'public class Checked {}');
  });

  it('refuse a copy that is older than the class', async () => {
    const ContentEntityId = await made('Stale');
    const MetadataContainerId = await create('MetadataContainer', { Name: 'Stale' });
    const Body = 'public class Stale { Integer mine; }';
    const member = await create('ApexClassMember', { ContentEntityId, MetadataContainerId, Body });
    const { LastSyncDate } = await tooling.sobject('ApexClassMember').retrieve(member);
    const change = async () => {
      const theirs = { Id: ContentEntityId, Body: 'public class Stale { Integer theirs; }' };
      await tooling.sobject('ApexClass').update(theirs);
      return (await tooling.sobject('ApexClass').retrieve(ContentEntityId)).LastModifiedDate as string;
    };
    // Dates have whole seconds.
    while ((await change()) <= String(LastSyncDate));
    const id = await create('ContainerAsyncRequest', { MetadataContainerId, IsCheckOnly: false });
    const soql = `SELECT State, DeployDetails FROM ContainerAsyncRequest WHERE Id = '${id}'`;
    const [request] = (await tooling.query(soql)).records;
    const details = request?.DeployDetails as Details | undefined;
    assert.deepEqual([request?.State, details?.componentFailures.length], ['Failed', 1]);
    assert.match(String(details?.componentFailures[0]?.problem), /changed after this copy/);
  });

  it('go with all that refers to them', async () => {
    const { ids, MetadataContainerId } = await deployed([['ApexClassMember', { Body: 'broken {' }]]);
    await tooling.sobject('MetadataContainer').destroy(MetadataContainerId);
    const { totalSize } = await tooling.query(`SELECT Id FROM ApexClassMember WHERE Id = '${ids[0]}'`);
    assert.equal(totalSize, 0);
  });

  it('must be named by a request, once', async () => {
    await assert.rejects(create('ContainerAsyncRequest', { IsCheckOnly: false }), {
      errorCode: 'REQUIRED_FIELD_MISSING',
    });
    await create('MetadataContainer', { Name: 'Twice' });
    await assert.rejects(create('MetadataContainer', { Name: 'Twice' }), { errorCode: 'DUPLICATE_VALUE' });
  });
});
