import assert from 'node:assert/strict';
import { Connection } from 'jsforce';
import { bulkJobs } from '../../harness/bulkJobs.ts';
import { type LocalOrg, startLocalOrg } from '../../harness/localOrg.ts';

describe('the partner API of the local org', function () {
  this.timeout(30_000);

  let org: LocalOrg;
  before(async () => {
    org = await startLocalOrg();
  });
  after(() => org.stop());

  const call = async (operation: string, { version = '64.0', session = org.accessToken, headers = '' } = {}) => {
    const body = `<?xml version="1.0"?><e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:partner.soap.sforce.com">
      <e:Header><SessionHeader><sessionId>${session}</sessionId></SessionHeader>${headers}</e:Header>
      <e:Body>${operation}</e:Body></e:Envelope>`;
    const response = await fetch(`${org.origin}/services/Soap/u/${version}`, {
      method: 'POST',
      headers: { 'content-type': 'text/xml', soapaction: '""' },
      body,
    });
    return { status: response.status, xml: await response.text() };
  };
  const all = (xml: string, name: string) =>
    [...xml.matchAll(new RegExp(`<${name}(?: [^>]*)?>([^<]*)</${name}>`, 'g'))].map(match => match[1]);
  const query = (soql: string) => call(`<query><queryString>${soql}</queryString></query>`);

  it('lets jsforce sign in, read and sign out', async () => {
    const connection = new Connection({ loginUrl: org.origin, version: '64.0', logLevel: 'NONE' });
    const { organizationId } = await connection.login(org.username, org.password);
    assert.equal(organizationId, org.organizationId);
    assert.equal((await connection.query('SELECT Id FROM Account LIMIT 1')).totalSize, 1);
    const { userName, organizationName } = await connection.soap.getUserInfo();
    assert.deepEqual([userName, organizationName], [org.username, 'Local Org']);
    await connection.soap.getServerTimestamp();
    const { accessToken } = connection;
    await connection.logout();
    assert.match((await call('<getUserInfo/>', { session: String(accessToken) })).xml, /INVALID_SESSION_ID/);
    await assert.rejects(connection.login(org.username, 'wrong'), /INVALID_LOGIN/);
  });

  it('answers queries page by page, with parents and children', async () => {
    const soql = 'SELECT Name, Owner.Name, (SELECT LastName FROM Contacts LIMIT 1) FROM Account LIMIT 1';
    const { xml } = await query(soql);
    assert.match(xml, /<records xsi:type="sf:sObject"><sf:type>Account<\/sf:type><sf:Id xsi:nil="true"\/><sf:Name>/);
    assert.match(xml, /<sf:Owner xsi:type="sf:sObject"><sf:type>User<\/sf:type>.*<sf:Contacts xsi:type="QueryResult">/);
    const first = (await query('SELECT Id FROM BigTable__c')).xml;
    assert.deepEqual(all(first, 'size'), ['6000']);
    const [locator] = all(first, 'queryLocator');
    const next = (await call(`<queryMore><queryLocator>${locator}</queryLocator></queryMore>`)).xml;
    assert.equal(all(first, 'sf:Id').length, 4000, 'each record has its id twice');
    assert.equal(all(next, 'sf:Id').length, 4000);
    assert.equal(all(first, 'sf:Id').includes(all(next, 'sf:Id')[0]), false);
  });

  it('goes on with the children of a record by a locator of their own', async () => {
    const account = '<sObjects><type>Account</type><Name>Many contacts</Name></sObjects>';
    const [id] = all((await call(`<create>${account}</create>`)).xml, 'id');
    const rows = Array.from({ length: 2001 }, (_, number) => `C${number},${id}`);
    const { load } = bulkJobs(org);
    await load({ object: 'Contact', operation: 'insert' }, ['LastName,AccountId', ...rows, ''].join('\n'));
    const { xml } = await query(`SELECT (SELECT LastName FROM Contacts) FROM Account WHERE Id = '${id}'`);
    assert.deepEqual(all(xml, 'done'), ['true', 'false']);
    const [locator] = all(xml, 'queryLocator');
    const next = (await call(`<queryMore><queryLocator>${locator}</queryLocator></queryMore>`)).xml;
    assert.deepEqual([all(next, 'done'), all(next, 'size')], [['true'], ['2001']]);
    assert.equal(new Set([...all(xml, 'sf:LastName'), ...all(next, 'sf:LastName')]).size, 2001);
  });

  it('creates, changes, upserts and deletes records, each by itself or none', async () => {
    const account = (fields: string) => `<sObjects><type>Account</type>${fields}</sObjects>`;
    const made = (
      await call(
        `<create>${account('<Name>Soap &amp; Co</Name><NumberOfEmployees>7</NumberOfEmployees>')}${account('')}</create>`,
      )
    ).xml;
    assert.deepEqual(all(made, 'success'), ['true', 'false']);
    assert.deepEqual(all(made, 'statusCode'), ['REQUIRED_FIELD_MISSING']);
    const [id] = all(made, 'id');
    const changed = account(`<fieldsToNull>NumberOfEmployees</fieldsToNull><Id>${id}</Id><Site>North</Site>`);
    assert.deepEqual(all((await call(`<update>${changed}</update>`)).xml, 'success'), ['true']);
    const read = (await query(`SELECT Name, Site, NumberOfEmployees FROM Account WHERE Id = '${id}'`)).xml;
    assert.match(read, /<sf:Name>Soap &#38; Co<.*<sf:Site>North<.*<sf:NumberOfEmployees xsi:nil="true"\/>/);
    const row = '<sObjects><type>UpsertTable__c</type><ExtId__c>soap</ExtId__c><Name>S</Name></sObjects>';
    const upserts = `<upsert><externalIDFieldName>ExtId__c</externalIDFieldName>${row}</upsert>`;
    assert.deepEqual(all((await call(upserts)).xml + (await call(upserts)).xml, 'created'), ['true', 'false']);
    const headers = '<AllOrNoneHeader><allOrNone>true</allOrNone></AllOrNoneHeader>';
    const both = await call(`<create>${account('<Name>Undone</Name>')}${account('')}</create>`, { headers });
    assert.deepEqual(all(both.xml, 'success'), ['false', 'false']);
    assert.deepEqual(all((await query("SELECT Id FROM Account WHERE Name = 'Undone'")).xml, 'size'), ['0']);
    assert.deepEqual(all((await call(`<delete><ids>${id}</ids></delete>`)).xml, 'success'), ['true']);
  });

  it('reads records by their ids, and nothing where there is none', async () => {
    const [id] = all(
      (await call('<create><sObjects><type>Account</type><Name>Read</Name></sObjects></create>')).xml,
      'id',
    );
    const ids = `<ids>${id}</ids><ids>001000000000000AAA</ids>`;
    const wanted = `<fieldList>Name, AnnualRevenue</fieldList><sObjectType>Account</sObjectType>${ids}`;
    const { xml } = await call(`<retrieve>${wanted}</retrieve>`);
    assert.match(xml, /<sf:Name>Read<\/sf:Name><sf:AnnualRevenue xsi:nil="true"\/><\/result><result xsi:nil="true"\/>/);
  });

  it('tells what was changed and what was deleted in a span of time', async () => {
    const made = async () =>
      all(
        (
          await call(
            '<create><sObjects><type>Asset</type><Name>A</Name><AccountId>' +
              (await account()) +
              '</AccountId></sObjects></create>',
          )
        ).xml,
        'id',
      )[0];
    const account = async () => all((await query('SELECT Id FROM Account LIMIT 1')).xml, 'sf:Id')[0];
    const [kept, gone] = [await made(), await made()];
    await call(`<delete><ids>${gone}</ids></delete>`);
    const date = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
    const span = `<sObjectType>Asset</sObjectType><startDate>${date(-5)}</startDate><endDate>${date(5)}</endDate>`;
    const updated = (await call(`<getUpdated>${span}</getUpdated>`)).xml;
    assert.ok(all(updated, 'ids').includes(kept) && !all(updated, 'ids').includes(gone));
    assert.match(updated, /<latestDateCovered>[^<]*Z<\/latestDateCovered><\/result>/);
    const deleted = (await call(`<getDeleted>${span}</getDeleted>`)).xml;
    assert.deepEqual(all(deleted, 'id'), [gone]);
    assert.match(deleted, /<deletedRecords><deletedDate>[^<]*Z<\/deletedDate><id>/);
    assert.match(deleted, /<\/deletedRecords><earliestDateAvailable>.*<\/earliestDateAvailable><latestDateCovered>/);
  });

  const notThere: readonly [call: string, code: string][] = [
    ['<retrieve><fieldList>Id</fieldList><sObjectType>Nope</sObjectType></retrieve>', 'INVALID_TYPE'],
    ['<getUpdated/>', 'INVALID_TYPE'],
    ['<getDeleted><sObjectType>Nope</sObjectType></getDeleted>', 'INVALID_TYPE'],
    ['<getDeleted><sObjectType>Account</sObjectType></getDeleted>', 'MISSING_ARGUMENT'],
    ['<retrieve><fieldList>Id</fieldList><sObjectType>Account</sObjectType><ids>x</ids></retrieve>', 'MALFORMED_ID'],
  ];
  for (const [operation, code] of notThere) {
    it(`answers ${code} to ${operation}`, async () => {
      assert.deepEqual(all((await call(operation)).xml, 'sf:exceptionCode'), [code]);
    });
  }

  it('finds no records of an object that keeps none', async () => {
    const wanted = '<fieldList>Name</fieldList><sObjectType>Name</sObjectType><ids>001000000000000AAA</ids>';
    assert.match((await call(`<retrieve>${wanted}</retrieve>`)).xml, /<result xsi:nil="true"\/>/);
    assert.equal((await org.api('sobjects/Name/001000000000000AAA')).status, 404);
  });

  it('searches', async () => {
    await call('<create><sObjects><type>Account</type><Name>Quillfeather Soap</Name></sObjects></create>');
    const sosl = 'FIND {Quillfeather} RETURNING Account(Name), Contact(Id)';
    const { xml } = await call(`<search><searchString>${sosl}</searchString></search>`);
    assert.match(xml, /<result><searchRecords><record xsi:type="sf:sObject"><sf:type>Account<\/sf:type>/);
    assert.deepEqual(all(xml, 'sf:Name'), ['Quillfeather Soap']);
  });

  const pages: readonly [batchSize: string, rows: number][] = [
    ['250', 250],
    ['1', 200],
    ['99999', 2000],
    ['many', 2000],
  ];
  for (const [batchSize, rows] of pages) {
    it(`gives ${rows} rows for a batch size of ${batchSize}`, async () => {
      const headers = `<QueryOptions><batchSize>${batchSize}</batchSize></QueryOptions>`;
      const { xml } = await call('<query><queryString>SELECT Name FROM BigTable__c</queryString></query>', { headers });
      assert.equal(all(xml, 'sf:Name').length, rows);
      const [locator] = all(xml, 'queryLocator');
      const more = await call(`<queryMore><queryLocator>${locator}</queryLocator></queryMore>`, { headers });
      assert.equal(all(more.xml, 'sf:Name').length, rows);
    });
  }

  it('refuses records of a call that name the same one', async () => {
    const row = (key: string) => `<sObjects><type>UpsertTable__c</type><ExtId__c>${key}</ExtId__c></sObjects>`;
    const keys = `${row('soap-1')}${row('soap-2')}${row('SOAP-1')}<sObjects><type>Nope</type></sObjects>`;
    const { xml } = await call(`<upsert><externalIDFieldName>ExtId__c</externalIDFieldName>${keys}</upsert>`);
    assert.deepEqual(all(xml, 'success'), ['false', 'true', 'false', 'false']);
    assert.deepEqual(all(xml, 'statusCode'), ['DUPLICATE_VALUE', 'DUPLICATE_VALUE', 'INVALID_TYPE']);
    const id = all(xml, 'id').find(each => each !== '');
    const change = `<sObjects><type>UpsertTable__c</type><Id>${id}</Id><Name>x</Name></sObjects>`;
    const changed = (await call(`<update>${change}${change}</update>`)).xml;
    assert.deepEqual(
      [all(changed, 'success'), all(changed, 'message')],
      [['true', 'false'], [`Duplicate id specified: ${id}`]],
    );
  });

  it('takes parents by external ids', async () => {
    const contact = (parent: string) => `<sObjects><type>Contact</type><LastName>Parent</LastName>${parent}</sObjects>`;
    const task =
      '<sObjects><type>Task</type><Subject>S</Subject><Status>Not Started</Status><Priority>Normal</Priority>';
    const records = [
      contact(`<Owner><type>User</type><Username>${org.username}</Username></Owner>`),
      contact('<Owner><type>User</type><Username>nobody</Username></Owner>'),
      contact('<Nope><type>User</type><Username>x</Username></Nope>'),
      contact('<Owner><Manager><Username>x</Username></Manager></Owner>'),
      `${task}<Owner><type>User</type><Username>${org.username}</Username></Owner></sObjects>`,
    ];
    const { xml } = await call(`<create>${records.join('')}</create>`);
    assert.deepEqual(all(xml, 'success'), ['true', 'false', 'false', 'false', 'true']);
    assert.deepEqual(all(xml, 'statusCode'), ['INVALID_FIELD', 'INVALID_FIELD', 'INVALID_FIELD']);
    const [id] = all(xml, 'id');
    const { xml: read } = await query(`SELECT Owner.Username FROM Contact WHERE Id = '${id}'`);
    assert.deepEqual(all(read, 'sf:Username'), [org.username]);
  });

  describe('undelete', () => {
    const make = async (type: string, fields: string) =>
      all((await call(`<create><sObjects><type>${type}</type>${fields}</sObjects></create>`)).xml, 'id')[0] ?? '';
    const outcome = async (operation: 'delete' | 'undelete' | 'emptyRecycleBin', id: string) => {
      const { xml } = await call(`<${operation}><ids>${id}</ids></${operation}>`);
      return all(xml, 'statusCode')[0] ?? all(xml, 'success')[0];
    };
    const size = async (soql: string) => all((await query(soql)).xml, 'size')[0];
    const family = async () => {
      const account = await make('Account', '<Name>Parent</Name>');
      const contact = await make('Contact', `<LastName>Child</LastName><AccountId>${account}</AccountId>`);
      const branch = await make('Account', `<Name>Branch</Name><ParentId>${account}</ParentId>`);
      return { account, contact, branch };
    };

    it('brings back what went along, and references that were cleared', async () => {
      const { account, contact, branch } = await family();
      assert.equal(await outcome('delete', account), 'true');
      assert.equal(await size(`SELECT Id FROM Account WHERE ParentId = '${account}'`), '0');
      assert.equal(await outcome('undelete', account.slice(0, 15)), 'true');
      assert.equal(await size(`SELECT Id FROM Account WHERE Id = '${branch}' AND ParentId = '${account}'`), '1');
      assert.equal(await size(`SELECT Id FROM Contact WHERE Id = '${contact}' AND AccountId = '${account}'`), '1');
      assert.equal(await outcome('undelete', account), 'UNDELETE_FAILED', 'it is not deleted any more');
    });

    it('leaves a reference alone that was replaced since', async () => {
      const { account, branch } = await family();
      const other = await make('Account', '<Name>Other</Name>');
      await outcome('delete', account);
      await call(
        `<update><sObjects><type>Account</type><Id>${branch}</Id><ParentId>${other}</ParentId></sObjects></update>`,
      );
      await outcome('undelete', account);
      assert.equal(await size(`SELECT Id FROM Account WHERE Id = '${branch}' AND ParentId = '${other}'`), '1');
    });

    it('brings back by itself only what was deleted by itself', async () => {
      const { account, contact } = await family();
      const early = await make('Contact', `<LastName>Early</LastName><AccountId>${account}</AccountId>`);
      await outcome('delete', early);
      await outcome('delete', account);
      assert.equal(await outcome('undelete', contact), 'UNDELETE_FAILED');
      assert.equal(await outcome('undelete', early), 'UNDELETE_FAILED', 'its account is deleted');
      await outcome('undelete', account);
      assert.equal(await size(`SELECT Id FROM Contact WHERE AccountId = '${account}'`), '1');
      await outcome('delete', contact);
      assert.equal(await outcome('undelete', contact), 'true');
    });

    it('has nothing left when the recycle bin was emptied', async () => {
      const { account, contact, branch } = await family();
      assert.equal(await outcome('emptyRecycleBin', account), 'DELETE_FAILED', 'it is not deleted');
      await outcome('delete', account);
      assert.equal(await outcome('emptyRecycleBin', contact), 'DELETE_FAILED', 'it went along with its account');
      assert.equal(await outcome('emptyRecycleBin', account.slice(0, 15)), 'true');
      assert.equal(await outcome('undelete', account), 'UNDELETE_FAILED');
      for (const [type, id] of [
        ['Account', account],
        ['Contact', contact],
      ]) {
        const all = `<queryAll><queryString>SELECT Id FROM ${type} WHERE Id = '${id}'</queryString></queryAll>`;
        assert.match((await call(all)).xml, /<size>0</);
      }
      assert.equal(await size(`SELECT Id FROM Account WHERE Id = '${branch}' AND ParentId = null`), '1');
    });

    it('refuses a unique value that another record has by now', async () => {
      const row = '<Name>Unique</Name><ExtId__c>undeleted</ExtId__c>';
      const first = await make('UpsertTable__c', row);
      await outcome('delete', first);
      const second = await make('UpsertTable__c', row);
      assert.equal(await outcome('undelete', first), 'DUPLICATE_VALUE');
      await outcome('delete', second);
      assert.equal(await outcome('undelete', first), 'true');
    });
  });

  it('describes', async () => {
    const { xml } = await call('<describeSObjects><sObjectType>Account</sObjectType></describeSObjects>');
    assert.ok(all(xml, 'name').includes('Industry') && all(xml, 'soapType').includes('tns:ID'));
    assert.ok(all((await call('<describeGlobal/>')).xml, 'name').includes('BigTable__c'));
  });

  const faults: readonly [what: string, operation: string, code: string, options?: object][] = [
    ['no session', '<getUserInfo/>', 'INVALID_SESSION_ID', { session: 'x' }],
    ['login in a version without it', '<login/>', 'UNSUPPORTED_API_VERSION', { version: '65.0' }],
    ['a retired version', '<login/>', 'UNSUPPORTED_API_VERSION', { version: '30.0' }],
    ['an unknown operation', '<convertLead/>', 'INVALID_OPERATION'],
    ['an operation like a method of objects', '<constructor/>', 'INVALID_OPERATION'],
    ['broken XML', '<query>', 'INVALID_XML'],
    ['a broken query', '<query><queryString>SELECT</queryString></query>', 'MALFORMED_QUERY'],
    ['an unknown object', '<describeSObject><sObjectType>X</sObjectType></describeSObject>', 'INVALID_TYPE'],
  ];
  for (const [what, operation, code, options] of faults) {
    it(`answers ${what} with a fault`, async () => {
      const { status, xml } = await call(operation, options);
      assert.deepEqual([status, all(xml, 'faultcode')], [500, [`sf:${code}`]]);
    });
  }

  it('says that other SOAP APIs are not enabled, to who has a session', async () => {
    const envelope = (sessionId: string): string =>
      `<Envelope><Header><SessionHeader><sessionId>${sessionId}</sessionId></SessionHeader></Header><Body><x/></Body></Envelope>`;
    for (const path of ['m/64.0', 's/64.0/00D000000000001', 'c/64.0', 'T/64.0']) {
      const answer = async (sessionId: string): Promise<string> => {
        const body = envelope(sessionId);
        return (await fetch(`${org.origin}/services/Soap/${path}`, { method: 'POST', body })).text();
      };
      assert.match(await answer(org.accessToken), /<faultcode>sf:FUNCTIONALITY_NOT_ENABLED</, path);
      assert.match(await answer('ended'), /<faultcode>sf:INVALID_SESSION_ID</, path);
    }
  });

  it('tells by the type of a fault what is wrong', async () => {
    const { xml } = await call('<query><queryString>SELECT Nope FROM Account</queryString></query>');
    assert.match(xml, /<sf:InvalidFieldFault xsi:type="sf:InvalidFieldFault"><sf:exceptionCode>INVALID_FIELD</);
    assert.match(xml, /<sf:row>1<\/sf:row><sf:column>8<\/sf:column><\/sf:InvalidFieldFault><\/detail>/);
    assert.match(xml, /xmlns:sf="urn:fault\.partner\.soap\.sforce\.com"/);
  });

  it('words faults on demand as each API does', async () => {
    await org.fault({ fault: 'sessionExpired', times: 2 });
    assert.match((await call('<getUserInfo/>')).xml, /<faultcode>sf:INVALID_SESSION_ID</);
    const bulk = await fetch(`${org.origin}/services/async/64.0/job/x`);
    assert.match(await bulk.text(), /<exceptionCode>InvalidSessionId</);
  });
});
