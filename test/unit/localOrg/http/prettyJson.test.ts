import assert from 'node:assert/strict';
import fc from 'fast-check';
import { prettyJson } from '../../../../server/src/localOrg/http/prettyJson.ts';

const layouts: Readonly<Record<string, string>> = {
  '{}': '{ }',
  '[]': '[ ]',
  '{"a":1,"b":"x"}': '{\n  "a" : 1,\n  "b" : "x"\n}',
  '[{"id":"001","success":true,"errors":[]},{"id":"002"}]':
    '[ {\n  "id" : "001",\n  "success" : true,\n  "errors" : [ ]\n}, {\n  "id" : "002"\n} ]',
  '{"a":{"b":{"c":300.0}}}': '{\n  "a" : {\n    "b" : {\n      "c" : 300.0\n    }\n  }\n}',
  '["a,b:{}","\\"[\\\\"]': '[ "a,b:{}", "\\"[\\\\" ]',
};

describe('pretty-printed JSON', () => {
  for (const [source, layout] of Object.entries(layouts)) {
    it(source, () => assert.equal(prettyJson(source), layout));
  }

  it('means the same as before', () => {
    fc.assert(fc.property(fc.json(), source => assert.deepEqual(JSON.parse(prettyJson(source)), JSON.parse(source))));
  });
});
