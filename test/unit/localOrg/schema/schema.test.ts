import assert from 'node:assert/strict';
import { OverlayError } from '../../../../server/src/localOrg/schema/overlayChecks.ts';
import type { SchemaOverlay } from '../../../../server/src/localOrg/schema/overlayTypes.ts';
import { loadSchema } from '../../../../server/src/localOrg/schema/schema.ts';

const schema = loadSchema({ profile: 'test' });

describe('schema', () => {
  it('finds objects, fields and relationships whatever their case', () => {
    const contact = schema.object('CONTACT');
    assert.equal(contact?.field('accountid')?.name, 'AccountId');
    assert.equal(contact?.relationship('ACCOUNT')?.name, 'AccountId');
    assert.deepEqual(schema.object('account')?.childRelationship('contacts'), {
      childObject: 'Contact',
      field: 'AccountId',
      relationshipName: 'Contacts',
      onParentDelete: 'cascade',
    });
    assert.equal(schema.objectOfId('003Lo0000000001')?.name, 'Contact');
    assert.equal(schema.object('Accout'), undefined);
  });

  it('refers only to objects that it has', () => {
    const dangling = schema.objects.flatMap(object =>
      object.fields.flatMap(field =>
        field.referenceTo
          .filter(target => schema.object(target) === undefined)
          .map(target => `${object.name}.${field.name} to ${target}`),
      ),
    );
    assert.deepEqual(dangling, []);
  });

  it('calls no two things the same', () => {
    // Ids of all kinds of status values begin alike, and those of histories.
    const shared = new Set(['017', '01J']);
    const prefixes = schema.objects.flatMap(({ keyPrefix }) =>
      keyPrefix === null || shared.has(keyPrefix) ? [] : keyPrefix,
    );
    assert.equal(new Set(prefixes).size, prefixes.length);
    for (const object of schema.objects) {
      for (const names of [
        object.fields.map(field => field.name),
        object.fields.flatMap(field => field.relationshipName ?? []),
        object.childRelationships.flatMap(child => child.relationshipName ?? []),
      ]) {
        assert.equal(new Set(names.map(name => name.toLowerCase())).size, names.length, `${object.name}: ${names}`);
      }
    }
  });

  it('lets names of custom objects tell what they are', () => {
    const deal = schema.object('Deal_Registration__c');
    assert.equal(deal?.custom, true);
    assert.equal(deal.field('Account__c')?.cascadeDelete, true);
    assert.equal(deal.field('Opportunity__c')?.nillable, true);
    assert.equal(schema.object('UpsertTable__c')?.field('ExtId__c')?.externalId, true);
    assert.equal(loadSchema({ profile: 'sample' }).object('BigTable__c'), undefined);
  });
});

describe('schema overlay', () => {
  it('changes the flags it names and nothing else', () => {
    const changed = loadSchema({
      profile: 'sample',
      overlay: { account: { fields: { INDUSTRY: { filterable: false } } } },
    });
    const { filterable, ...rest } = changed.object('Account')?.field('Industry') ?? {};
    assert.equal(filterable, false);
    assert.deepEqual({ ...rest, filterable: true }, schema.object('Account')?.field('Industry'));
  });

  it('changes flags of objects', () => {
    const changed = loadSchema({ profile: 'sample', overlay: { Lead: { queryable: false } } });
    assert.equal(changed.object('Lead')?.queryable, false);
  });

  it('refuses what the schema does not have', () => {
    refuses({ Accout: {} }, 'No object Accout in the schema');
    refuses(JSON.parse('{"Account":{"feilds":{}}}') as SchemaOverlay, 'No property feilds on object Account');
    const history = JSON.parse('{"Account":{"enableHistory":"yes"}}') as SchemaOverlay;
    refuses(history, 'Property enableHistory on object Account must be a boolean');
    refuses({ Account: { fields: { Industri: {} } } }, 'No field Account.Industri in the schema');
    refuses(
      JSON.parse('{"Account":{"fields":{"Industry":{"filterable":"no"}}}}') as SchemaOverlay,
      'Property filterable on field Account.Industry must be a boolean',
    );
    refuses(
      JSON.parse('{"Account":{"fields":{"Industry":{"filterble":false}}}}') as SchemaOverlay,
      'No property filterble on field Account.Industry',
    );
  });

  it('takes validation rules that say all', () => {
    const rule = { fullName: 'R', errorCondition: 'Name = null', errorMessage: 'No' };
    const of = (rules: unknown) => JSON.parse(JSON.stringify({ Account: { validationRules: rules } })) as SchemaOverlay;
    const overlay = of([{ ...rule, errorDisplayField: 'SITE' }]);
    const { validationRules } = loadSchema({ profile: 'sample', overlay }).object('Account')!;
    assert.deepEqual(validationRules, [{ ...rule, errorDisplayField: 'Site' }]);
    refuses(of({}), 'validationRules on object Account must be a list');
    refuses(of([null]), 'No fullName on validation rule 0 on object Account');
    refuses(
      of([{ ...rule, errorConditionFormula: 'TRUE' }]),
      'Either errorCondition or errorConditionFormula must be on validation rule R on object Account',
    );
    refuses(of([{ ...rule, errorMessage: undefined }]), 'No errorMessage on validation rule R on object Account');
    refuses(of([{ ...rule, formula: '' }]), 'No property formula on validation rule R on object Account');
    refuses(of([{ ...rule, errorDisplayField: 'Nope' }]), 'No field Account.Nope in the schema');
  });

  it('takes duplicate rules that say all, and lets them be changed by name', () => {
    const rule = { fullName: 'D', actionOnInsert: 'Block', actionOnUpdate: 'Allow', duplicateRuleMatchRules: [] };
    const of = (...duplicateRules: unknown[]) =>
      JSON.parse(JSON.stringify({ Account: { duplicateRules } })) as SchemaOverlay;
    const names = (...rules: unknown[]) =>
      loadSchema({ profile: 'sample', overlay: of(...rules) })
        .object('Account')!
        .duplicateRules.map(({ fullName }) => fullName);
    assert.deepEqual(names({ ...rule, sortOrder: 2 }, { ...rule, fullName: 'E', sortOrder: 1 }), ['E', 'D']);
    assert.deepEqual(names(rule, { fullName: 'D', isActive: false }), []);
    refuses(of({ ...rule, fullName: undefined }), 'No fullName on duplicate rule  on object Account');
    refuses(
      of({ ...rule, duplicateRuleFilter: {} }),
      'No property duplicateRuleFilter on duplicate rule D on object Account',
    );
    refuses(
      of({ ...rule, actionOnUpdate: 'Ask' }),
      'Property actionOnUpdate on duplicate rule D on object Account must be one of Allow, Block',
    );
  });

  it('adds custom fields, and refuses formulas that are none', () => {
    const of = (fields: unknown) => JSON.parse(JSON.stringify({ Account: { fields } })) as SchemaOverlay;
    const overlay = of({ Tier__c: { type: 'picklist' }, Long__c: { type: 'string', calculatedFormula: '"x" & Name' } });
    const account = loadSchema({ profile: 'sample', overlay }).object('Account');
    const { custom, createable, calculated } = account!.field('Tier__c')!;
    assert.deepEqual([custom, createable, calculated], [true, true, false]);
    const long = account!.field('Long__c')!;
    assert.deepEqual([long.calculated, long.length, long.byteLength], [true, 1300, 3900]);
    refuses(of({ Tier__c: { type: 'list' } }), 'No field Account.Tier__c in the schema');
    refuses(of({ Tier: { type: 'picklist' } }), 'No field Account.Tier in the schema');
    const wrong = 'Field A__c on object Account: ';
    refuses(
      of({ A__c: { type: 'double', calculatedFormula: 'B__c' } }),
      `${wrong}Field B__c does not exist. Check spelling.`,
    );
    refuses(
      of({ A__c: { type: 'double', calculatedFormula: 'Name' } }),
      `${wrong}Formula result is data type (Text), incompatible with expected data type (Number).`,
    );
    const loop = { type: 'double', calculatedFormula: 'B__c + 1' };
    refuses(
      of({ A__c: loop, B__c: { type: 'double', calculatedFormula: 'A__c' } }),
      `${wrong}Formula cannot use another formula field that directly or indirectly refers to itself.`,
    );
    const summary = {
      summaryForeignKey: 'Contact.AccountId',
      summaryOperation: 'sum',
      summarizedField: 'Contact.Name',
    };
    refuses(
      of({ A__c: { type: 'double', summary } }),
      `${wrong}The sum of Contact.Name cannot be told: it is a string`,
    );
    refuses(
      of({ A__c: { type: 'double', summary: { ...summary, summaryForeignKey: 'Contact.OwnerId' } } }),
      `${wrong}summaryForeignKey Contact.OwnerId is no reference to Account`,
    );
  });

  it('knows how to compute every formula of its own', () => {
    for (const object of schema.objects) {
      for (const field of object.fields) {
        if (field.computedAs !== undefined)
          assert.notEqual(field.computedAs('t'), 'NULL', `${object.name}.${field.name}`);
      }
    }
  });

  function refuses(overlay: SchemaOverlay, message: string): void {
    assert.throws(
      () => loadSchema({ profile: 'sample', overlay }),
      (error: unknown) => {
        assert.ok(error instanceof OverlayError);
        assert.equal(error.message, message);
        return true;
      },
    );
  }
});
