import {
  bool,
  datetime,
  double,
  int,
  lookup,
  picklist,
  readOnly,
  required,
  text,
  textArea,
} from '../schema/notation.ts';
import { auditFields } from '../schema/standard/systemFields.ts';
import { user } from '../schema/standard/users.ts';
import type { FieldSource, ObjectFlags, ObjectSource } from '../schema/types.ts';
import { containerObjects } from './containers.ts';
import { noPages } from './noPages.ts';

// The objects of the Tooling API that the local org has.
// https://developer.salesforce.com/docs/atlas.en-us.api_tooling.meta/api_tooling/reference_objects_list.htm

const notWritten: Partial<ObjectFlags> = { createable: false, updateable: false, deletable: false };
const longestBody = 1_000_000;

/** What classes and triggers have in common. */
function code(label: string): readonly FieldSource[] {
  return [
    { name: 'Id', type: 'id', label: `${label} ID` },
    text('NamespacePrefix', 15, readOnly),
    text('Name', 255, { ...required, nameField: true, unique: true }),
    double('ApiVersion', 18, 1, required),
    picklist('Status', ['Inactive', 'Active*', 'Deleted'], { ...required, restrictedPicklist: true }),
    bool('IsValid', { ...readOnly, generatedAs: '1' }),
    textArea('Body', longestBody, required),
    int('LengthWithoutComments', { ...readOnly, generatedAs: 'length("Body")' }),
    ...auditFields,
  ];
}

/** A trigger tells in its first line when it runs. */
const usages = [
  'BeforeInsert',
  'AfterInsert',
  'BeforeUpdate',
  'AfterUpdate',
  'BeforeDelete',
  'AfterDelete',
  'AfterUndelete',
];

const usage = (name: string): FieldSource => {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return bool(`Usage${name}`, { ...readOnly, generatedAs: `instr(lower("Body"), '${words}') > 0` });
};

const apexClass: ObjectSource = {
  name: 'ApexClass',
  label: 'Apex Class',
  labelPlural: 'Apex Classes',
  keyPrefix: '01p',
  ...noPages,
  fields: code('Class'),
};

const apexTrigger: ObjectSource = {
  name: 'ApexTrigger',
  label: 'Apex Trigger',
  labelPlural: 'Apex Triggers',
  keyPrefix: '01q',
  ...noPages,
  fields: [...code('Trigger'), text('TableEnumOrId', 255, required), ...usages.map(usage)],
};

const apexLog: ObjectSource = {
  name: 'ApexLog',
  label: 'Apex Debug Log',
  labelPlural: 'Apex Debug Logs',
  keyPrefix: '07L',
  ...noPages,
  createable: false,
  updateable: false,
  fields: [
    { name: 'Id', type: 'id', label: 'Apex Debug Log ID' },
    lookup('LogUserId', 'LogUser', ['User'], null, readOnly),
    int('LogLength', readOnly),
    text('Request', 50, readOnly),
    text('Operation', 50, readOnly),
    text('Application', 50, readOnly),
    text('Status', 255, readOnly),
    int('DurationMilliseconds', readOnly),
    datetime('StartTime', readOnly),
    text('Location', 40, readOnly),
    ...auditFields,
  ],
};

const logLevels = ['NONE', 'ERROR', 'WARN', 'INFO', 'DEBUG', 'FINE', 'FINER', 'FINEST'];
const logCategories = [
  'ApexCode',
  'ApexProfiling',
  'Callout',
  'Database',
  'Nba',
  'System',
  'Validation',
  'Visualforce',
  'Wave',
  'Workflow',
];

const debugLevel: ObjectSource = {
  name: 'DebugLevel',
  label: 'Debug Level',
  labelPlural: 'Debug Levels',
  keyPrefix: '7dl',
  ...noPages,
  fields: [
    { name: 'Id', type: 'id', label: 'Debug Level ID' },
    text('DeveloperName', 80, { ...required, nameField: true, unique: true }),
    text('Language', 40),
    text('MasterLabel', 80, required),
    ...logCategories.map(name => picklist(name, logLevels, { restrictedPicklist: true })),
    ...auditFields,
  ],
};

/** Kept, and nothing else: no code runs that could be traced. */
const traceFlag: ObjectSource = {
  name: 'TraceFlag',
  label: 'Trace Flag',
  labelPlural: 'Trace Flags',
  keyPrefix: '7tf',
  ...noPages,
  fields: [
    { name: 'Id', type: 'id', label: 'Trace Flag ID' },
    lookup('DebugLevelId', 'DebugLevel', ['DebugLevel'], null, { ...required, onParentDelete: 'restrict' }),
    picklist('LogType', ['CLASS_TRACING', 'DEVELOPER_LOG', 'PROFILING', 'USER_DEBUG'], {
      ...required,
      restrictedPicklist: true,
    }),
    lookup('TracedEntityId', 'TracedEntity', ['User', 'ApexClass', 'ApexTrigger'], null, required),
    datetime('StartDate'),
    datetime('ExpirationDate'),
    ...auditFields,
  ],
};

const flag = (name: string): FieldSource => bool(name, readOnly);
const fact = (name: string): FieldSource => text(name, 255, readOnly);

/** Their ids are not ids but names, as in their URLs; `metadata.ts` fills both. */
const entityDefinition: ObjectSource = {
  name: 'EntityDefinition',
  label: 'Entity Definition',
  labelPlural: 'Entity Definitions',
  keyPrefix: null,
  ...noPages,
  ...notWritten,
  replicateable: false,
  fields: [
    { name: 'Id', type: 'id' },
    fact('DurableId'),
    text('QualifiedApiName', 255, { ...readOnly, nameField: true }),
    fact('NamespacePrefix'),
    fact('DeveloperName'),
    fact('MasterLabel'),
    fact('Label'),
    fact('PluralLabel'),
    text('KeyPrefix', 3, { ...readOnly, caseSensitive: true }),
    ...[
      'IsCustomSetting',
      'IsApexTriggerable',
      'IsCompactLayoutable',
      'IsDeprecatedAndHidden',
      'IsReplicateable',
      'IsRetrieveable',
      'IsSearchLayoutable',
      'IsSearchable',
      'IsTriggerable',
      'IsEverCreatable',
      'IsEverUpdatable',
      'IsEverDeletable',
      'IsFeedEnabled',
      'IsQueryable',
      'IsMruEnabled',
      'IsLayoutable',
    ].map(flag),
  ],
};

const fieldDefinition: ObjectSource = {
  name: 'FieldDefinition',
  label: 'Field Definition',
  labelPlural: 'Field Definitions',
  keyPrefix: null,
  ...noPages,
  ...notWritten,
  replicateable: false,
  fields: [
    { name: 'Id', type: 'id' },
    fact('DurableId'),
    text('QualifiedApiName', 255, { ...readOnly, nameField: true }),
    text('EntityDefinitionId', 255, {
      ...readOnly,
      relationshipName: 'EntityDefinition',
      referenceTo: ['EntityDefinition'],
      childRelationshipName: 'Fields',
    }),
    fact('NamespacePrefix'),
    fact('DeveloperName'),
    fact('MasterLabel'),
    fact('Label'),
    fact('DataType'),
    fact('ValueTypeId'),
    ...['Length', 'Precision', 'Scale'].map(name => int(name, readOnly)),
    fact('RelationshipName'),
    fact('ReferenceTargetField'),
    ...[
      'IsApiFilterable',
      'IsApiSortable',
      'IsApiGroupable',
      'IsCalculated',
      'IsCompound',
      'IsHighScaleNumber',
      'IsHtmlFormatted',
      'IsIndexed',
      'IsNameField',
      'IsNillable',
      'IsPolymorphicForeignKey',
    ].map(flag),
  ],
};

/** Of a user, what a log or a class refers to. The rows are those of the org. */
const toolingUser: ObjectSource = {
  ...user,
  ...notWritten,
  fields: user.fields.filter(({ type }) => type !== 'reference'),
};

export const toolingObjects: readonly ObjectSource[] = [
  apexClass,
  apexTrigger,
  apexLog,
  debugLevel,
  traceFlag,
  entityDefinition,
  fieldDefinition,
  toolingUser,
  ...containerObjects,
];
