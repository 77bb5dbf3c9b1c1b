import assert from 'node:assert/strict';
import type { ColumnMetadata } from '../../../../server/src/localOrg/engine/columns.ts';
import { describeQuery, explainQuery, type QueryRequest } from '../../../../server/src/localOrg/engine/index.ts';
import { db, now, recordId, schema, user } from './org.ts';

const request = (text: string): QueryRequest => ({
  db,
  schema,
  text,
  user,
  now,
  includeDeleted: false,
  version: '66.0',
});

/** `Name:String Account(Name:String)`, functions and subqueries with an asterisk. */
function columns(soql: string): string {
  const text = ({ columnName, apexType, aggregate, joinColumns }: ColumnMetadata): string => {
    const inner = joinColumns.length > 0 ? `(${joinColumns.map(text).join(' ')})` : `:${apexType}`;
    return `${columnName}${aggregate ? '*' : ''}${inner}`;
  };
  return describeQuery(request(soql)).columnMetadata.map(text).join(' ');
}

describe('query: columns', () => {
  it('are described without running the query', () => {
    assert.equal(
      columns('SELECT Id, Name, Account.Owner.IsActive, Account.Name, Birthdate, CreatedDate FROM Contact'),
      'Id:Id Name:String Account(Owner(IsActive:Boolean) Name:String) Birthdate:Date CreatedDate:Datetime',
    );
    assert.equal(
      columns('SELECT Name, (SELECT Email FROM Contacts) FROM Account'),
      'Name:String Contacts*(Email:String)',
    );
    assert.equal(
      columns('SELECT StageName, COUNT(Id), SUM(Amount) total FROM Opportunity GROUP BY StageName'),
      'StageName:String expr0*:Integer total*:Decimal',
    );
    assert.equal(columns('SELECT COUNT() FROM Account'), '');
  });

  it('carry the flags of their fields', () => {
    const { columnMetadata, ...rest } = describeQuery(request('SELECT Active__c FROM Account'));
    assert.deepEqual(rest, { entityName: 'Account', groupBy: false, idSelected: false, keyPrefix: '001' });
    assert.deepEqual(columnMetadata, [
      {
        aggregate: false,
        apexType: 'Boolean',
        booleanType: true,
        columnName: 'Active__c',
        custom: true,
        displayName: 'Active__c',
        foreignKeyName: null,
        insertable: true,
        joinColumns: [],
        numberType: false,
        textType: false,
        updatable: true,
      },
    ]);
  });
});

describe('query: explain', () => {
  it('names the index that leads', () => {
    const [scan, index] = explainQuery(
      request(`SELECT Id FROM Contact WHERE AccountId = '${recordId('001:1')}' AND Email != null`),
    );
    assert.deepEqual(index, {
      cardinality: 2,
      fields: ['AccountId'],
      leadingOperationType: 'Index',
      notes: [
        {
          description: 'Not considering filter for optimization because unindexed',
          fields: ['Email'],
          tableEnumOrId: 'Contact',
        },
      ],
      relativeCost: 1.667,
      sobjectCardinality: 4,
      sobjectType: 'Contact',
    });
    // Two of four rows are not selective.
    assert.equal(scan?.leadingOperationType, 'TableScan');
  });

  it('scans the table where there is none', () => {
    const plans = explainQuery(request(`SELECT COUNT(Id) FROM Contact WHERE Email LIKE 'a%'`));
    assert.deepEqual(
      plans.map(({ leadingOperationType, fields }) => [leadingOperationType, fields]),
      [['TableScan', []]],
    );
  });
});
