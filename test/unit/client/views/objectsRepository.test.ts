import assert from 'node:assert/strict';
import type { LanguageService } from '../../../../client/src/languageClient/service.ts';
import { createObjectsRepository } from '../../../../client/src/views/objects/repository.ts';

const ORG = 'org' as never;

/** A server that answers what `schema` holds; an object that is missing there is refused. */
function repositoryOf(schema: Record<string, unknown>) {
  const asked: string[] = [];
  const request = async (_message: unknown, { object = 'objects' }: { object?: string }) => {
    asked.push(object);
    if (!(object in schema)) throw new Error(`no ${object}`);
    return structuredClone(schema[object]);
  };
  const repository = createObjectsRepository({ request } as unknown as LanguageService);
  return { repository, asked };
}

describe('what the Objects view knows', () => {
  const list = { objects: [{ name: 'Account' }] };

  it('is asked for once, and the same array until it changes', async () => {
    const schema: Record<string, unknown> = { objects: list, Account: { fields: ['Name'] } };
    const { repository, asked } = repositoryOf(schema);
    const first = await repository.objects(ORG);
    await repository.describe(ORG, 'Account');
    assert.equal(await repository.refresh(ORG), false);
    assert.equal(await repository.objects(ORG), first);
    schema.Account = { fields: ['Name', 'Industry'] };
    assert.equal(await repository.refresh(ORG), true);
    assert.equal(await repository.objects(ORG), first);
    assert.deepEqual(await repository.describe(ORG, 'Account'), schema.Account);
    assert.deepEqual(asked, ['objects', 'Account', 'objects', 'Account', 'objects', 'Account']);
  });

  it('asks for nothing that nobody has read', async () => {
    const { repository, asked } = repositoryOf({ objects: list });
    assert.equal(await repository.refresh(ORG), false);
    assert.deepEqual(asked, []);
  });

  it('shows something else where there was an error before, or is one now', async () => {
    const schema: Record<string, unknown> = {};
    const { repository } = repositoryOf(schema);
    await assert.rejects(repository.objects(ORG));
    schema.objects = list;
    assert.equal(await repository.refresh(ORG), true);
    assert.deepEqual(await repository.objects(ORG), list.objects);
    delete schema.objects;
    assert.equal(await repository.refresh(ORG), true);
    await assert.rejects(repository.objects(ORG));
  });
});
