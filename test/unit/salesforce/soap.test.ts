import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SalesforceError } from '../../../server/src/salesforce/errors.ts';
import { textElement } from '../../../server/src/salesforce/soap/envelope.ts';
import { undeleteRecords } from '../../../server/src/salesforce/soap/undelete.ts';
import { createTransport } from '../../../server/src/salesforce/transport/transport.ts';
import { type Step, tinyServer } from './tinyServer.ts';

const id = '001000000000001AAA';
const xml =
  (status: number, body: string): Step =>
  response =>
    response.writeHead(status, { 'content-type': 'text/xml;charset=UTF-8' }).end(body);
const reply = (status: number, body: string): Step =>
  xml(
    status,
    `<?xml version="1.0" encoding="UTF-8"?>
<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns="urn:partner.soap.sforce.com"
 xmlns:sf="urn:fault.partner.soap.sforce.com" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<soapenv:Header><LimitInfoHeader/></soapenv:Header><soapenv:Body>${body}</soapenv:Body></soapenv:Envelope>`,
  );
const results = (...each: readonly string[]): Step =>
  reply(200, `<undeleteResponse>${each.map(one => `<result>${one}</result>`).join('')}</undeleteResponse>`);
const saved = `<id>${id}</id><success>true</success>`;
const refused = (code: string, message: string) =>
  `<errors><message>${message}</message><statusCode>${code}</statusCode></errors><id xsi:nil="true"/><success>false</success>`;
const fault = (code: string, text: string): Step =>
  reply(500, `<soapenv:Fault><faultcode>${code}</faultcode><faultstring>${text}</faultstring></soapenv:Fault>`);

/** What undeleting says to an org that answers so, and the bodies that it was sent. */
async function undelete(steps: readonly Step[], ids: readonly string[] = [id], token = 'token') {
  const bodies: string[] = [];
  const org = await tinyServer(
    ...steps.map(
      (step): Step =>
        (response, request) => {
          let body = '';
          request.setEncoding('utf8').on('data', chunk => {
            body += chunk;
          });
          request.on('end', () => {
            bodies.push(body);
            step(response, request);
          });
        },
    ),
  );
  const tokens = {
    get: async (rejected?: string) => ({ accessToken: rejected ? `${rejected}+` : token, instanceUrl: org.origin }),
  };
  const transport = createTransport({ tokens, clientName: 'Tester' });
  try {
    const outcome = await undeleteRecords({ transport, apiVersion: '67.0' }, ids).then(
      given => given.map(({ success, id, errors }) => (success ? id : errors)),
      (error: unknown) => {
        assert(error instanceof SalesforceError, String(error));
        return `${error.code}: ${error.message}`;
      },
    );
    return { outcome, bodies, requests: org.requests };
  } finally {
    await transport.close();
    await org.close();
  }
}

describe('undelete by SOAP', () => {
  it('sends the session inside of the envelope, escaped, to the partner API', async () => {
    const { bodies, requests } = await undelete([results(saved, saved)], [id, '<&"'], '00D!a&b<c>');
    const [seen] = requests;
    assert.deepEqual([seen?.method, seen?.url], ['POST', '/services/Soap/u/67.0']);
    assert.equal(seen?.headers.soapaction, '""');
    assert.match(bodies[0] ?? '', /<SessionHeader><sessionId>00D!a&#38;b&#60;c&#62;<\/sessionId><\/SessionHeader>/);
    assert.match(bodies[0] ?? '', new RegExp(`<undelete><ids>${id}</ids><ids>&#60;&#38;&#34;</ids></undelete>`));
  });

  const rows: readonly (readonly [string, readonly Step[], unknown])[] = [
    ['an outcome for each record', [results(saved)], [id]],
    [
      'a record that is not in the recycle bin',
      [results(refused('UNDELETE_FAILED', 'Entity is not in the recycle bin'))],
      [[{ statusCode: 'UNDELETE_FAILED', message: 'Entity is not in the recycle bin', fields: [] }]],
    ],
    [
      'markup in a message as text',
      [results(refused('FIELD_CUSTOM_VALIDATION_EXCEPTION', 'a &lt;b&gt; &amp; <![CDATA[<i>]]>'))],
      [[{ statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'a <b> & <i>', fields: [] }]],
    ],
    [
      'a message with a character that was lost before',
      [results(refused('UNDELETE_FAILED', 'caf\uFFFD'))],
      [[{ statusCode: 'UNDELETE_FAILED', message: 'caf\uFFFD', fields: [] }]],
    ],
    ['a fault', [fault('sf:API_DISABLED_FOR_ORG', 'API_DISABLED_FOR_ORG: No API')], 'API_DISABLED_FOR_ORG: No API'],
    [
      'a fault of the envelope',
      [fault('soapenv:Client', 'Element {}ids invalid')],
      'HTTP_500: Salesforce answered with status 500.',
    ],
    ['a page of a proxy', [xml(503, '<html><br>')], 'SERVER_UNAVAILABLE: Salesforce answered with status 503.'],
    ['no XML', [xml(200, 'OK')], 'BAD_ANSWER: The answer has no undeleteResponse.'],
    ['another response', [reply(200, '<deleteResponse/>')], 'BAD_ANSWER: The answer has no undeleteResponse.'],
    ['too few outcomes', [results()], 'BAD_ANSWER: The answer does not have one outcome for each record.'],
    [
      'entities of its own, which are not taken',
      [
        xml(
          200,
          '<!DOCTYPE a [<!ENTITY e "eeee">]><Envelope><Body><undeleteResponse>&e;</undeleteResponse></Body></Envelope>',
        ),
      ],
      'BAD_ANSWER: The answer has no undeleteResponse.',
    ],
  ];
  for (const [what, steps, expected] of rows) {
    it(`reads ${what}`, async () => assert.deepEqual((await undelete(steps)).outcome, expected));
  }

  it('is sent again with a fresh session where the fault says that this one is over, and otherwise once', async () => {
    const over = fault('sf:INVALID_SESSION_ID', 'INVALID_SESSION_ID: Invalid Session ID found in SessionHeader');
    const { outcome, bodies } = await undelete([over, results(saved)]);
    assert.deepEqual(outcome, [id]);
    assert.deepEqual(
      bodies.map(body => /<sessionId>(.*)<\/sessionId>/.exec(body)?.[1]),
      ['token', 'token+'],
    );
    const busy = await undelete([fault('sf:UNABLE_TO_LOCK_ROW', 'UNABLE_TO_LOCK_ROW: busy')]);
    assert.equal(busy.outcome, 'UNABLE_TO_LOCK_ROW: busy');
    assert.equal(busy.bodies.length, 1);
  });

  it('writes any text as XML that means the same', async () => {
    const { DOMParser } = await import('@xmldom/xmldom');
    const parser = new DOMParser({ onError: level => assert.equal(level, 'warning') });
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const read = parser.parseFromString(textElement('a', text), 'text/xml').documentElement?.textContent;
        // A reader of XML makes one line break of each kind.
        const lines = (value: string) => value.replace(/\r\n?|[\u0085\u2028]/g, '\n');
        assert.equal(
          lines(read ?? ''),
          lines(text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')),
        );
      }),
    );
  });
});
