import assert from 'node:assert/strict';
import { localizedManifest, manifestTexts, sourceTexts, translationProblems } from '../../scripts/translations.mjs';

describe('translations', () => {
  it('are complete', async () => assert.deepEqual(await translationProblems(), []));

  it('are looked for wherever there are texts', async () => {
    const source = await sourceTexts();
    for (const text of [
      'Switch org', // of the client
      'Salesforce refused the request.', // of the server
      "{1} has no field '{0}'.", // of a rule
      "A query starts with 'SELECT'.", // of the parser
      'Add a comma', // of a quick fix
    ])
      assert(source.includes(text), text);
    const manifest = manifestTexts();
    for (const text of ['Switch org…', 'Objects', 'Get started with Salesforce', 'Show *Run* above each query.'])
      assert(manifest.includes(text), text);
  });

  it('leave no text for people in the packaged manifest', () => {
    const { manifest, texts } = localizedManifest();
    const { commands } = manifest.contributes;
    assert(commands.every(({ title }) => /^%\w+%$/.test(title)));
    const keys = [...JSON.stringify(manifest).matchAll(/%(\w+)%/g)].map(([, key]) => key!);
    for (const [file, known] of Object.entries(texts)) for (const key of keys) assert(known[key], `${file}: ${key}`);
    assert.equal(texts['package.nls.json']?.[commands[0]!.title.slice(1, -1)], 'Connect an org…');
    assert.equal(texts['package.nls.de.json']?.[commands[0]!.title.slice(1, -1)], 'Org verbinden…');
  });
});
