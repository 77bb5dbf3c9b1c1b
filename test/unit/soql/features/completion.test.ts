import assert from 'node:assert/strict';
import { type CompletionKind, complete } from '../../../../server/src/soql/features/service.ts';
import { parse } from '../../../../server/src/soql/syntax/parser.ts';
import { sampleOrg } from '../../../harness/sampleOrg.ts';
import { checkAccept, checkCompletion, completionAt, viewOf } from '../../../harness/soql.ts';

const at = (place: string, fixture: string, expected: string, kind?: CompletionKind, org = sampleOrg) =>
  it(`${place}: ${fixture.replaceAll('\n', '⏎')}`, () => checkCompletion(org, fixture, expected, kind));

const objects =
  'Account Contact Opportunity Lead Case User Task OpportunityLineItem Deal_Registration__c Mystery__c Van__c Group Profile RecordType';
const accountFields =
  'Id Name Active__c AnnualRevenue BillingAddress BillingCity Code__c CreatedDate Description Industry LastActivityDate ' +
  'Legacy__c Location__c NumberOfEmployees OwnerId ParentId Rating Regions__c Secret__c Website';
const contactFields = 'Id Name AccountId Birthdate Email FirstName HasOptedOutOfEmail LastName OwnerId ReportsToId';
const dealFields = 'Id Name Account__c Amount__c Starts__c';

describe('completion: the start of a statement', () => {
  at('keywords', '$0', 'SELECT FIND', 'keyword');
  at('keywords, typed', 'SEL$0', 'SELECT', 'keyword');
  at(
    'shapes',
    '$0',
    'SELECT … FROM … | SELECT … FROM … WHERE … | SELECT COUNT() FROM … | FIND … RETURNING …',
    'snippet',
  );
  at('second statement', 'SELECT Id FROM Account;\n$0', 'SELECT FIND', 'keyword');
  at('behind a comment', '// accounts\n$0', 'SELECT FIND', 'keyword');
  at('not inside a comment', 'SELECT Id // $0\nFROM Account', '');
  at('not inside a block comment', 'SELECT Id /* $0 */ FROM Account', '');
  at('behind a block comment', 'SELECT /* all */ $0 FROM Contact', contactFields, 'field');
  at('no shapes inside a statement', 'SELECT $0 FROM Account', '', 'snippet');
});

describe('completion: objects', () => {
  at('FROM', 'SELECT Id FROM $0', objects);
  at('FROM, typed', 'SELECT Id FROM Contac$0', 'Contact');
  at('FROM, any case', 'SELECT Id FROM contac$0', 'Contact');
  at('FROM, a later word of the name', 'SELECT Id FROM Reg$0', 'Deal_Registration__c');
  at('FROM before other clauses', 'SELECT Id FROM $0 WHERE Id = null', '… Account Contact');
  at('FROM in lower case', 'select id from $0', objects);
  at('only what can be queried', 'SELECT Id FROM $0', '… Account !AccountHistory');
  at(
    'semi-join',
    'SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM $0)',
    '… Contact Opportunity Case Task Account Lead',
  );
  at('second statement', 'SELECT Id FROM Account; SELECT Id FROM $0', objects);
  at('statement before', 'SELECT Id FROM $0; SELECT Id FROM Account', objects);
  at(
    'objects of the file first',
    'SELECT Id FROM Profile; SELECT Id FROM $0; SELECT Id FROM Case',
    '… Case Profile Account Contact',
  );
  at('WHEN of TYPEOF', 'SELECT TYPEOF What WHEN $0 FROM Task', 'Account Opportunity', 'object');
  at('WHEN before THEN', 'SELECT TYPEOF Who WHEN $0 THEN Name END FROM Task', 'Contact Lead', 'object');
  at('second WHEN', 'SELECT TYPEOF What WHEN Account THEN Name WHEN $0 END FROM Task', 'Account Opportunity', 'object');
  at('unknown list', 'SELECT Id FROM $0', '', undefined, 'unlisted\nAccount');
  at('RETURNING', 'FIND {x} RETURNING $0', '… Account Contact', 'object');
  at('second of RETURNING', 'FIND {x} RETURNING Account(Id), $0', '… Account Contact', 'object');
});

describe('completion: fields', () => {
  at('SELECT', 'SELECT $0 FROM Account', accountFields, 'field');
  at('SELECT with clauses below', 'SELECT $0\nFROM Account\nWHERE Name = null', accountFields, 'field');
  at('touching FROM', 'SELECT Id, $0FROM Contact', '… FirstName', 'field');
  at('typed', 'SELECT First$0 FROM Contact', 'FirstName');
  at('any case', 'select birth$0 from contact', 'Birthdate');
  at('in the middle of a word', 'SELECT First$0Name FROM Contact', 'FirstName');
  at('used fields last', 'SELECT Name, $0 FROM User', 'Id Email IsActive ManagerId ProfileId Username Name', 'field');
  at('used fields last, any case', 'SELECT name, $0 FROM Profile', 'Id Name', 'field');
  at(
    'between fields',
    'SELECT Id, $0, Email FROM User',
    'Name IsActive ManagerId ProfileId Username Id Email',
    'field',
  );
  at('second statement', 'SELECT Id FROM Account; SELECT $0 FROM Contact', contactFields, 'field');
  at('first statement', 'SELECT $0 FROM Contact; SELECT Id FROM Account', contactFields, 'field');
  at('missing semicolon before', 'SELECT Id FROM Account\n\nSELECT Phone, $0 FROM Contact', contactFields, 'field');
  at('missing semicolon behind', 'SELECT $0 FROM Contact\n\nSELECT Id FROM Account', contactFields, 'field');
  at('missing semicolon and FROM', 'SELECT $0\n\nSELECT Id FROM Account', '', 'field');
  at('object by any case', 'SELECT $0 FROM CONTACT', contactFields, 'field');
  at('custom object', 'SELECT $0 FROM Deal_Registration__c', dealFields, 'field');
  at('unknown object', 'SELECT $0 FROM Nothing', '', 'field');
  at('undescribed object', 'SELECT $0 FROM Mystery__c', '', 'field');
  at('alias', 'SELECT c.$0 FROM Contact c', contactFields, 'field');
  at('alias with AS', 'SELECT c.$0 FROM Contact AS c', contactFields, 'field');
  at('name of the object', 'SELECT Contact.$0 FROM Contact', contactFields, 'field');
  at('joined alias', 'SELECT a.$0 FROM Contact c, c.Account a', accountFields, 'field');
  at('child query', 'SELECT Id, (SELECT $0 FROM Contacts) FROM Account', contactFields, 'field');
  at(
    'child query of a custom object',
    'SELECT (SELECT $0 FROM Deal_Registrations__r) FROM Account',
    dealFields,
    'field',
  );
  at('WHERE of a child query', 'SELECT (SELECT Id FROM Contacts WHERE $0) FROM Account', contactFields, 'field');
  at(
    'ORDER BY of a child query',
    'SELECT (SELECT Id FROM Contacts ORDER BY $0) FROM Account',
    '… Name LastName',
    'field',
  );
  at(
    'semi-join selects Ids',
    'SELECT Id FROM Account WHERE Id IN (SELECT $0 FROM Contact)',
    'AccountId Id OwnerId ReportsToId',
  );
  at(
    'WHERE of a semi-join',
    'SELECT Id FROM Account WHERE Id IN (SELECT AccountId FROM Contact WHERE $0)',
    contactFields,
    'field',
  );
  at('THEN of TYPEOF', 'SELECT TYPEOF What WHEN Account THEN $0 END FROM Task', accountFields, 'field');
  at('second of THEN', 'SELECT TYPEOF What WHEN Account THEN Name, $0 END FROM Task', '… Id Industry', 'field');
  at(
    'THEN of another object',
    'SELECT TYPEOF What WHEN Opportunity THEN $0 END FROM Task',
    '… StageName !Industry',
    'field',
  );
  at(
    'ELSE of TYPEOF',
    'SELECT TYPEOF What WHEN Account THEN Id ELSE $0 END FROM Task',
    '… Id Name Email !Industry',
    'field',
  );
  at('RETURNING', 'FIND {x} RETURNING Contact($0)', contactFields, 'field');
  at('forgotten comma', 'SELECT Id $0 FROM Contact', '… FirstName LastName', 'field');
  at('forgotten comma, typed', 'SELECT Id First$0 FROM Contact', 'FirstName', 'field');
});

describe('completion: fields that the clause can use', () => {
  const from = 'SELECT Id FROM Account';
  at(
    'WHERE: filterable',
    `${from} WHERE $0`,
    '… Id Name Industry !Code__c !Description !Secret__c !BillingAddress',
    'field',
  );
  at('WHERE behind AND', `${from} WHERE Name = 'x' AND $0`, '… Id Name Industry !Code__c', 'field');
  at('WHERE in parentheses', `${from} WHERE (Name = null OR $0)`, '… Industry !Code__c', 'field');
  at('WHERE behind NOT', `${from} WHERE NOT $0`, '… Industry !Code__c', 'field');
  at('WHERE before AND', `${from} WHERE $0 AND Name = null`, '… Industry !Code__c', 'field');
  at('ORDER BY: sortable', `${from} ORDER BY $0`, '… Name Industry !Legacy__c !Regions__c !Description', 'field');
  at('second of ORDER BY', `${from} ORDER BY Name DESC, $0`, '… Industry Name !Legacy__c', 'field');
  const count = 'SELECT COUNT(Id) FROM Account';
  at('GROUP BY: groupable', `${count} GROUP BY $0`, '… Name Active__c Industry !AnnualRevenue !CreatedDate', 'field');
  at('second of GROUP BY', `${count} GROUP BY Name, $0`, '… Industry Name !AnnualRevenue', 'field');
  at('ROLLUP', `${count} GROUP BY ROLLUP($0)`, '… Industry !AnnualRevenue', 'field');
  at('HAVING: grouped', `${count} GROUP BY Industry HAVING $0`, 'Industry', 'field');
  at('ORDER BY of groups', `${count} GROUP BY Industry ORDER BY $0`, 'Industry', 'field');
  at('WHERE of RETURNING', 'FIND {x} RETURNING Account(Id WHERE $0)', '… Name !Code__c', 'field');
  at('ORDER BY of RETURNING', 'FIND {x} RETURNING Account(Id ORDER BY $0)', '… Name !Legacy__c', 'field');
});

describe('completion: relationship paths', () => {
  const owner = 'Id Name Email IsActive ManagerId ProfileId Username';
  at('offered beside fields', 'SELECT $0 FROM Account', 'Owner Parent', 'relationship');
  at('one level', 'SELECT Owner.$0 FROM Account', owner, 'field');
  at('one level, typed', 'SELECT Owner.Em$0 FROM Account', 'Email', 'field');
  at('two levels', 'SELECT Owner.Manager.$0 FROM Account', owner, 'field');
  at('any case', 'SELECT owner.MANAGER.$0 FROM account', owner, 'field');
  at('three objects', 'SELECT Account.Owner.Profile.$0 FROM Contact', 'Id Name', 'field');
  at('goes on', 'SELECT Account.$0 FROM Contact', 'Owner Parent', 'relationship');
  at('ends at five levels', 'SELECT Parent.Parent.Parent.Parent.Parent.$0 FROM Account', '', 'relationship');
  at('fields at five levels', 'SELECT Parent.Parent.Parent.Parent.Parent.$0 FROM Account', accountFields, 'field');
  at('custom', 'SELECT Account__r.$0 FROM Deal_Registration__c', accountFields, 'field');
  at('unknown', 'SELECT Nothing.$0 FROM Account', '');
  at('a field leads nowhere', 'SELECT Name.$0 FROM Account', '');
  at('polymorphic', 'SELECT What.$0 FROM Task', '… Id Name Type !Industry', 'field');
  at('WHERE', 'SELECT Id FROM Contact WHERE Account.$0', '… Name !Code__c', 'field');
  at('ORDER BY', 'SELECT Id FROM Contact ORDER BY Account.$0', '… Name !Legacy__c', 'field');
  at('GROUP BY', 'SELECT COUNT(Id) FROM Contact GROUP BY Account.$0', '… Name !AnnualRevenue', 'field');
  at('function', 'SELECT SUM(Account.$0) FROM Contact', 'AnnualRevenue NumberOfEmployees', 'field');
  at('child query', 'SELECT (SELECT Account.$0 FROM Contacts) FROM Account', accountFields, 'field');
  at('alias', 'SELECT c.Account.$0 FROM Contact c', accountFields, 'field');
  at('object name', 'SELECT Contact.Account.$0 FROM Contact', accountFields, 'field');
  at('more fields behind', 'SELECT Owner.$0, Name FROM Account', owner, 'field');
  at('joined in FROM', 'SELECT Id FROM Contact c, c.$0', 'Account Owner ReportsTo', 'relationship');
  at('no functions in a path', 'SELECT Owner.$0 FROM Account', '', 'function');
  at('no keywords in a path', 'SELECT Owner.$0 FROM Account', '', 'keyword');
  at('aliases', 'SELECT $0 FROM Contact c, c.Account a', 'a c', 'alias');
  at('TYPEOF: polymorphic', 'SELECT TYPEOF $0 FROM Task', 'What Who', 'relationship');
  at('TYPEOF with nothing polymorphic', 'SELECT TYPEOF $0 FROM Account', '', 'relationship');
});

describe('completion: child relationships', () => {
  const ofAccount = 'ChildAccounts Contacts Opportunities Cases Tasks Deal_Registrations__r';
  const nested =
    '(SELECT (SELECT (SELECT (SELECT $0 FROM ChildAccounts) FROM ChildAccounts) FROM ChildAccounts) FROM ChildAccounts)';
  at('FROM of a child query', 'SELECT (SELECT Id FROM $0) FROM Account', ofAccount);
  at('typed', 'SELECT (SELECT Id FROM Conta$0) FROM Account', 'Contacts');
  at('in SELECT', 'SELECT $0 FROM Account', ofAccount, 'childRelationship');
  at('of another object', 'SELECT $0 FROM Opportunity', 'Tasks OpportunityLineItems', 'childRelationship');
  at(
    'second level',
    'SELECT (SELECT (SELECT Id FROM $0) FROM Opportunities) FROM Account',
    'Tasks OpportunityLineItems',
  );
  at('not in a function', 'SELECT COUNT($0) FROM Account', '', 'childRelationship');
  at('not in WHERE', 'SELECT Id FROM Account WHERE $0', '', 'childRelationship');
  at('not in a semi-join', 'SELECT Id FROM Contact WHERE Id IN (SELECT $0 FROM Account)', '', 'childRelationship');
  at('in the parentheses of a child query', 'SELECT Id, ($0) FROM Account', ofAccount, 'childRelationship');
  at(
    'in the parentheses of an inner one',
    'SELECT (SELECT Id, ($0) FROM Opportunities) FROM Account',
    'Tasks OpportunityLineItems',
    'childRelationship',
  );
  at('not below five levels', `SELECT ${nested} FROM Account`, '', 'childRelationship');
});

describe('completion: values', () => {
  const where = (rest: string) => `SELECT Id FROM Account WHERE ${rest}`;
  at('picklist', where('Industry = $0'), "'Agriculture' 'Banking' 'Energy' NULL");
  at('picklist, !=', where('Industry != $0'), "'Agriculture' 'Banking' 'Energy' NULL");
  at('inactive values left out', where('Industry = $0'), "… 'Energy' !'Steel'");
  at('in quotes', where("Industry = '$0'"), 'Agriculture Banking Energy');
  at('in quotes, typed', where("Industry = 'Ba$0'"), 'Banking');
  at('in an open quote', where("Industry = '$0"), 'Agriculture Banking Energy');
  at('IN', where('Industry IN ($0)'), "'Agriculture' 'Banking' 'Energy'");
  at('IN leaves used ones out', where("Industry IN ('Energy', $0)"), "'Agriculture' 'Banking'");
  at('IN in quotes', where("Industry IN ('Energy', '$0')"), 'Agriculture Banking');
  at('NOT IN', where('Industry NOT IN ($0)'), "'Agriculture' 'Banking' 'Energy'");
  at('INCLUDES', where('Regions__c INCLUDES ($0)'), "'North' 'East' 'South' 'West'");
  at('INCLUDES in quotes', where("Regions__c INCLUDES ('$0')"), 'North East South West');
  at('INCLUDES after a semicolon', where("Regions__c INCLUDES ('North;$0')"), 'East South West');
  at('INCLUDES before a semicolon', where("Regions__c INCLUDES ('$0;West')"), 'North East South');
  at('parent', 'SELECT Id FROM Contact WHERE Account.Industry = $0', "'Agriculture' 'Banking' 'Energy' NULL");
  at(
    'child query',
    "SELECT (SELECT Id FROM Opportunities WHERE StageName = '$0') FROM Account",
    'Prospecting | Closed Won | Closed Lost',
  );
  at('boolean', where('Active__c = $0'), 'TRUE FALSE');
  at('text has none', where('Name = $0'), '');
  at('optional text', where('Website = $0'), 'NULL');
  at('number', where('NumberOfEmployees > $0'), '', 'value');
  at('LIKE', where('Industry LIKE $0'), "'…%' | '%…%'");
  at('LIKE in quotes', where("Industry LIKE '$0'"), '');
  at('toLabel', where('toLabel(Industry) = $0'), "… 'Banking'");
  at('date', where('LastActivityDate = $0'), '… TODAY YESTERDAY LAST_N_DAYS:n', 'dateLiteral');
  at('date and time', where('CreatedDate > $0'), '… TODAY LAST_MONTH', 'dateLiteral');
  at('typed date literal', where('CreatedDate = NEXT_N_W$0'), 'NEXT_N_WEEKS:n', 'dateLiteral');
  at(
    'the n-ago family',
    where('CreatedDate = N_FISC$0'),
    '… N_FISCAL_QUARTERS_AGO:n N_FISCAL_YEARS_AGO:n',
    'dateLiteral',
  );
  at('no date literals for text', where('Name = $0'), '', 'dateLiteral');
  at('no date literals for date functions', where('CALENDAR_YEAR(CreatedDate) = $0'), '', 'dateLiteral');
  at('What.Type', 'SELECT Id FROM Task WHERE What.Type = $0', "'Account' 'Opportunity' NULL");
  at('Who.Type in quotes', "SELECT Id FROM Task WHERE Who.Type IN ('$0')", 'Contact Lead');
  const contract = (rest: string) => `SELECT Id FROM Van__c WHERE ${rest}`;
  at('dependent picklist by itself', contract('Model__c = $0'), "'EX30' | 'Panda' | 'Punto' | NULL");
  at(
    'dependent picklist, its controller known',
    contract("Make__c = 'Fiat' AND Model__c = $0"),
    "'Panda' 'Punto' NULL",
  );
  at('dependent picklist before its controller', contract("Model__c = '$0' AND Make__c = 'Volvo'"), 'EX30');
  at(
    'dependent picklist, several',
    contract("Make__c IN ('Volvo', 'Fiat') AND Model__c IN ($0)"),
    "'EX30' 'Panda' 'Punto'",
  );
  at('dependent picklist, OR', contract("Make__c = 'Fiat' OR Model__c = '$0'"), 'EX30 Panda Punto');
  at('dependent picklist, checkbox', contract("IsUsed__c = TRUE AND Age__c = '$0'"), 'Old');
  at('record types by Id', contract('RecordTypeId = $0'), '… | To let | For sale | NULL');
  at('record types by Id in quotes', contract("RecordTypeId IN ('$0')"), 'To let | For sale |');
  at('record types by developer name', contract('RecordType.DeveloperName = $0'), "'Lease' | 'Sale'");
  at('record types by developer name in quotes', contract("RecordType.DeveloperName IN ('Lease', '$0')"), 'Sale');
  at('record types by label', contract("RecordType.Name = '$0'"), 'To let | For sale |');
  at(
    'record types through an alias',
    "SELECT c.Id FROM Van__c c WHERE c.RecordType.DeveloperName = '$0'",
    'Lease Sale',
  );
  at('binds of the statement', where('Name = :name AND Website = $0'), ':name NULL');
  at('bind name', where('Name = :name AND Website = :$0'), 'name');
  at('LIMIT takes binds', 'SELECT Id FROM Account WHERE Name = :name LIMIT $0', ':name');
  at('subquery in IN', where('Id IN ($0)'), '… | SELECT AccountId FROM Contact | SELECT … FROM …', 'snippet');
  at('subquery in IN, of a lookup', where('OwnerId IN ($0)'), 'SELECT Id FROM User | SELECT … FROM …', 'snippet');
  at('subquery in IN, not of the object itself', where('ParentId IN ($0)'), 'SELECT … FROM … |', 'snippet');
  at('its field with FROM', where('Id IN (SELECT $0)'), '… | AccountId FROM Contact | … FROM Account', 'snippet');
  at('no subquery for text', where('Name IN ($0)'), '', 'snippet');
});

describe('completion: operators', () => {
  const where = (rest: string) => `SELECT Id FROM Account WHERE ${rest}`;
  at('text', where('Name $0'), '= | != | LIKE | IN | NOT IN | < | <= | > | >=');
  at('boolean', where('Active__c $0'), '= | != | IN | NOT IN');
  at('number', where('NumberOfEmployees $0'), '= | != | < | <= | > | >= | IN | NOT IN');
  at('multi-select picklist', where('Regions__c $0'), 'INCLUDES | EXCLUDES | = | != | IN | NOT IN');
  at('Id', where('OwnerId $0'), '… = != IN !LIKE !INCLUDES');
  at('date', where('LastActivityDate $0'), '… = < !LIKE');
  at('date function', where('CALENDAR_YEAR(CreatedDate) $0'), '… = < !LIKE');
  at('parent', 'SELECT Id FROM Contact WHERE Account.Active__c $0', '= | != | IN | NOT IN');
  at('aggregate', 'SELECT COUNT(Id) FROM Account GROUP BY Name HAVING COUNT(Id) $0', '… = < !LIKE');
  at('unknown field', where('Nothing $0'), '… = LIKE INCLUDES');
});

describe('completion: functions', () => {
  const from = 'FROM Account';
  at(
    'SELECT',
    `SELECT $0 ${from}`,
    '… AVG COUNT SUM convertCurrency FIELDS(ALL) FORMAT toLabel !FORMULA !GROUPING',
    'function',
  );
  at(
    'WHERE',
    `SELECT Id ${from} WHERE $0`,
    '… CALENDAR_YEAR DISTANCE FORMULA toLabel !SUM !FIELDS(ALL) !FORMAT',
    'function',
  );
  at('GROUP BY', `SELECT COUNT(Id) ${from} GROUP BY $0`, '… CALENDAR_MONTH DAY_ONLY !SUM !toLabel', 'function');
  at('SELECT of ROLLUP', `SELECT $0 ${from} GROUP BY ROLLUP(Name)`, '… GROUPING', 'function');
  at('HAVING', `SELECT Name ${from} GROUP BY Name HAVING $0`, '… COUNT SUM !toLabel', 'function');
  at('ORDER BY', `SELECT Id ${from} ORDER BY $0`, '… DISTANCE !COUNT !toLabel', 'function');
  at('ORDER BY of groups', `SELECT COUNT(Id) ${from} GROUP BY Name ORDER BY $0`, '… COUNT MAX', 'function');
  at(
    'child query',
    'SELECT (SELECT $0 FROM Contacts) FROM Account',
    '… FORMAT toLabel !COUNT !CALENDAR_YEAR',
    'function',
  );
  at('semi-join', 'SELECT Id FROM Account WHERE Id IN (SELECT $0 FROM Contact)', '', 'function');
  at('RETURNING', 'FIND {x} RETURNING Account($0)', '… convertCurrency FORMAT toLabel !COUNT', 'function');
  at('inside a date function', `SELECT COUNT(Id) ${from} GROUP BY DAY_ONLY($0)`, 'convertTimezone', 'function');
  at('inside FORMAT', `SELECT FORMAT($0) ${from}`, '… MIN convertCurrency !toLabel', 'function');
  at('inside SUM', `SELECT SUM($0) ${from}`, '', 'function');
  const argument = (call: string, expected: string) => at('argument', `SELECT ${call} ${from}`, expected, 'field');
  argument('SUM($0)', 'AnnualRevenue NumberOfEmployees');
  argument('AVG($0)', 'AnnualRevenue NumberOfEmployees');
  argument('MAX($0)', '… Id Name AnnualRevenue CreatedDate Industry !Active__c !Regions__c !Description');
  argument('COUNT($0)', '… Id Name !Active__c');
  argument('COUNT_DISTINCT($0)', '… Industry !BillingAddress');
  argument('convertCurrency($0)', 'AnnualRevenue');
  argument('FORMAT($0)', '… AnnualRevenue CreatedDate !Name');
  argument('toLabel($0)', '… Industry Regions__c !AnnualRevenue');
  argument('CALENDAR_YEAR($0)', 'CreatedDate LastActivityDate');
  argument('HOUR_IN_DAY($0)', 'CreatedDate');
  argument('DISTANCE($0)', 'BillingAddress Location__c');
  at('FIELDS', `SELECT FIELDS($0) ${from}`, 'ALL STANDARD CUSTOM');
  at('FIELDS, typed', `SELECT FIELDS(ST$0) ${from}`, 'STANDARD');
});

describe('completion: keywords', () => {
  const from = 'SELECT Id FROM Account';
  const count = 'SELECT COUNT(Id) FROM Account';
  at('behind a field', 'SELECT Id $0', 'FROM', 'keyword');
  at('behind FROM', `${from} $0`, '… | WHERE | ORDER BY | LIMIT | GROUP BY | USING SCOPE', 'keyword');
  at('behind FROM, typed', `${from} WHE$0`, 'WHERE', 'keyword');
  at('behind a condition', `${from} WHERE Name = null $0`, '… | AND | OR | ORDER BY | LIMIT | !WHERE', 'keyword');
  at('in parentheses', `${from} WHERE (Name = null $0)`, 'AND OR', 'keyword');
  at('start of a condition', `${from} WHERE $0`, 'NOT', 'keyword');
  at('behind ORDER BY', `${from} ORDER BY Name $0`, '… | DESC | ASC | NULLS LAST | NULLS FIRST | LIMIT', 'keyword');
  at('behind ASC', `${from} ORDER BY Name ASC $0`, '… | NULLS LAST | NULLS FIRST | LIMIT | !DESC', 'keyword');
  at('behind GROUP BY', `${count} GROUP BY Name $0`, '… | HAVING | ORDER BY | !WHERE', 'keyword');
  at('GROUP BY sets', `${count} GROUP BY $0`, 'CUBE ROLLUP', 'keyword');
  at('behind LIMIT', `${from} LIMIT 10 $0`, '… | OFFSET | FOR VIEW | !WHERE', 'keyword');
  at('FOR', `${from} FOR $0`, 'REFERENCE VIEW', 'keyword');
  at('TYPEOF', 'SELECT $0 FROM Task', 'TYPEOF', 'keyword');
  at('no TYPEOF without polymorphic fields', 'SELECT $0 FROM Account', '', 'keyword');
  at('TYPEOF, whole', 'SELECT $0 FROM Task', 'TYPEOF What … | TYPEOF Who … |', 'snippet');
  at('TYPEOF, then', 'SELECT TYPEOF What $0 FROM Task', 'WHEN', 'keyword');
  at('TYPEOF, then', 'SELECT TYPEOF What WHEN Account $0 FROM Task', 'THEN', 'keyword');
  at('TYPEOF, then', 'SELECT TYPEOF What WHEN Account THEN Id $0 FROM Task', 'WHEN ELSE END', 'keyword');
  at('scopes', `${from} USING SCOPE $0`, 'everything mine team');
  at('scopes, typed', `${from} USING SCOPE mi$0`, 'mine');
  at('WITH', `${from} WITH $0`, 'RecordVisibilityContext | DATA CATEGORY', 'keyword');
  at('SOSL clauses', 'FIND {x} $0', '… RETURNING IN LIMIT WITH', 'keyword');
  at('SOSL IN', 'FIND {x} IN $0', 'ALL FIELDS | EMAIL FIELDS | NAME FIELDS | PHONE FIELDS | SIDEBAR FIELDS', 'keyword');
  at('SOSL WITH', 'FIND {x} RETURNING Account WITH $0', '… HIGHLIGHT SNIPPET', 'keyword');
  at('inside RETURNING', 'FIND {x} RETURNING Account(Id $0)', '… | WHERE | ORDER BY | LIMIT', 'keyword');
});

describe('completion: no FROM yet', () => {
  at(
    'in a subquery of a condition',
    'SELECT Id FROM Account WHERE Id IN (SELECT $0',
    '… | … FROM Account | … FROM Contact | !TYPEOF',
  );
  at('not inside TYPEOF', 'SELECT TYPEOF What WHEN Account THEN Id $0', '', 'snippet');
  at('objects bring their FROM', 'SELECT $0', '… | … FROM Account | … FROM Contact', 'snippet');
  at('fields bring the FROM of their object', 'SELECT Birth$0', 'Birthdate', 'field');
  at('only at the end', 'SELECT Birth$0, Id', '', 'field');
  at('by their name', 'SELECT Opport$0', '… FROM Opportunity | … FROM OpportunityLineItem', 'snippet');
});

describe('completion: what accepting writes', () => {
  const accept = (fixture: string, label: string, expected: string) =>
    it(`${label} at ${fixture}`, () => checkAccept(sampleOrg, fixture, label, expected));
  const from = 'SELECT Id FROM Account';
  accept('SELECT Na$0 FROM Account', 'Name', 'SELECT Name FROM Account');
  accept('SELECT Ow$0 FROM Account', 'Owner', 'SELECT Owner. FROM Account');
  accept('SELECT $0 FROM Account', 'Contacts', 'SELECT (SELECT $1 FROM Contacts)$0 FROM Account');
  accept('SELECT Id, ($0) FROM Account', 'Contacts', 'SELECT Id, (SELECT $1 FROM Contacts) FROM Account');
  accept('SELECT Birth$0', 'Birthdate', 'SELECT Birthdate$0 FROM Contact');
  accept('SELECT $0', '… FROM Account', 'SELECT $1 FROM Account$0');
  accept('SELECT Id $0 FROM Account', 'Name', 'SELECT Id, Name FROM Account');
  accept('SELECT Id Na$0 FROM Account', 'Name', 'SELECT Id, Name FROM Account');
  accept(`${from} $0`, 'WHERE', `${from} WHERE `);
  accept(`${from} or$0`, 'ORDER BY', `${from} ORDER BY `);
  accept(`${from} ORDER BY Name $0`, 'DESC', `${from} ORDER BY Name DESC`);
  accept(`${from} WHERE Industry = $0`, "'Energy'", `${from} WHERE Industry = 'Energy'`);
  accept(`${from} WHERE Industry = 'En$0`, 'Energy', `${from} WHERE Industry = 'Energy'`);
  const contract = 'SELECT Id FROM Van__c WHERE';
  accept(`${contract} RecordTypeId = $0`, 'To let', `${contract} RecordTypeId = '012000000000001AAA'`);
  accept(`${contract} RecordTypeId = 'To$0`, 'To let', `${contract} RecordTypeId = '012000000000001AAA'`);
  accept(`${contract} RecordType.Name = '$0'`, 'For sale', `${contract} RecordType.Name = 'For sale'`);
  accept(`${from} WHERE Industry = 'En$0'`, 'Energy', `${from} WHERE Industry = 'Energy'`);
  accept(`${from} WHERE Regions__c INCLUDES ('East;$0')`, 'West', `${from} WHERE Regions__c INCLUDES ('East;West')`);
  accept(`${from} WHERE Name $0`, 'IN', `${from} WHERE Name IN ($1)`);
  accept(`${from} WHERE Name $0`, '=', `${from} WHERE Name = `);
  accept(`${from} WHERE CreatedDate = $0`, 'LAST_N_DAYS:n', `${from} WHERE CreatedDate = LAST_N_DAYS:30`);
  accept('SELECT COU$0 FROM Account', 'COUNT', 'SELECT COUNT($1) FROM Account');
  accept(`${from}; SELECT Em$0 FROM Contact`, 'Email', `${from}; SELECT Email FROM Contact`);
});

describe('completion: queries in Apex', () => {
  const keywordsIn = (dialect: 'api' | 'apex') => {
    const text = 'SELECT Id FROM Account LIMIT 5 ';
    const { items } = complete({ tree: parse(text, { dialect }), schema: viewOf(sampleOrg), offset: text.length });
    return items.map(item => item.label);
  };

  it('may lock rows and read deleted ones', () => {
    const only = keywordsIn('apex').filter(label => !keywordsIn('api').includes(label));
    assert.deepEqual(only.sort(), ['ALL ROWS', 'FOR UPDATE']);
  });
});

describe('completion: what is deprecated', () => {
  const org = 'Account\n  Old__c string deprecated\n  Zone__c string\nBygone deprecated';
  at('comes last', 'SELECT $0 FROM Account', 'Id Zone__c Old__c', 'field', org);

  it('is marked', () => {
    const marked = (fixture: string) =>
      completionAt(org, fixture)
        .list.items.filter(item => item.deprecated)
        .map(item => item.label);
    assert.deepEqual(marked('SELECT $0 FROM Account'), ['Old__c']);
    assert.deepEqual(marked('SELECT Id FROM $0'), ['Bygone']);
  });
});

describe('completion: a namespace left out', () => {
  const org =
    'acme__Box__c\n  acme__Size__c double\n  acme__Box__c -> acme__Box__c as acme__Box__r, children acme__Boxes__r';
  at('object', 'SELECT $0 FROM Box__c', 'Id acme__Box__c acme__Size__c', 'field', org);
  at('relationship', 'SELECT Box__r.$0 FROM acme__Box__c', 'Id acme__Box__c acme__Size__c', 'field', org);
  at(
    'child relationship',
    'SELECT (SELECT $0 FROM Boxes__r) FROM Box__c',
    'Id acme__Box__c acme__Size__c',
    'field',
    org,
  );
});

describe('completion: what is likeliest comes first', () => {
  const grouped = (select: string, rest = '') => `SELECT ${select} FROM Opportunity GROUP BY StageName${rest}`;
  at(
    'the field that is selected',
    'SELECT StageName, COUNT(Id) FROM Opportunity GROUP BY $0',
    '… StageName Id',
    'field',
  );
  at('the field that is grouped', grouped('$0'), '… StageName AVG Id', undefined);
  at('no parents of single rows', grouped('$0'), '', 'relationship');
  at('but those that are grouped', 'SELECT $0 FROM Opportunity GROUP BY Account.Name', 'Account', 'relationship');
  at('and all in an aggregate', grouped('MAX($0)'), 'Account Owner', 'relationship');
  at('aggregates of the query, in HAVING', grouped('SUM(Amount)', ' HAVING $0'), '… SUM(Amount) AVG', 'function');
  at('and in ORDER BY', grouped('SUM(Amount)', ' ORDER BY $0'), '… SUM(Amount) StageName AVG', undefined);
  at(
    'a date function, in GROUP BY',
    'SELECT CALENDAR_YEAR(CloseDate), COUNT(Id) FROM Opportunity GROUP BY $0',
    '… CALENDAR_YEAR(CloseDate) CALENDAR_MONTH !COUNT(Id)',
    'function',
  );
  at(
    'and in SELECT',
    'SELECT $0 FROM Opportunity GROUP BY CALENDAR_YEAR(CloseDate)',
    '… CALENDAR_YEAR(CloseDate) AVG',
    'function',
  );
  at('GROUP BY beside an aggregate', 'SELECT Name, COUNT(Id) FROM Account $0', '… | GROUP BY | ORDER BY', 'keyword');
  at(
    'the reference to the outer object',
    'SELECT Id FROM Account WHERE Id IN (SELECT $0 FROM Contact)',
    '… AccountId Id',
  );
  at(
    'children of the outer object',
    'SELECT Id FROM Account WHERE Id IN (SELECT Id FROM $0)',
    '… Contact Task Account',
  );
  at('what a lookup leads to', 'SELECT Id FROM Account WHERE OwnerId IN (SELECT Id FROM $0)', '… User Account');
  at('picklists in toLabel', 'SELECT toLabel($0) FROM Account', '… Industry Name', 'field');
  at('Id and Name, without FROM', 'SELECT N$0', '… Name Name Name Name NumberOfEmployees', 'field');
  at('FROM of a child query, too', 'SELECT (SELECT $0) FROM Account', '… | … FROM Contacts | … FROM Cases', 'snippet');
  at(
    'no clause that a child query has not',
    'SELECT (SELECT Id FROM Contacts $0) FROM Account',
    '… | WHERE | !GROUP BY',
    'keyword',
  );
  at('no field before THEN', 'SELECT TYPEOF What WHEN Account $0 FROM Task', '', 'field');
});

describe('completion: in front of what is there already', () => {
  const accept = (fixture: string, label: string, expected: string) =>
    it(`${fixture} + ${label}`, () => checkAccept(sampleOrg, fixture, label, expected));
  accept('SELECT Own$0.Name FROM Account', 'Owner', 'SELECT Owner.Name FROM Account');
  accept('SELECT COU$0(Id) FROM Account', 'COUNT', 'SELECT COUNT(Id) FROM Account');
  accept('FIND {x} RETURNING Acc$0(Id)', 'Account', 'FIND {x} RETURNING Account(Id)');
  accept('FIND {x} RETURNING Acc$0', 'Account', 'FIND {x} RETURNING Account($1)');

  const end = (fixture: string, word: string) =>
    it(`may replace ${word}: ${fixture}`, () => {
      const { text, list } = completionAt(sampleOrg, fixture);
      assert.equal(text.slice(list.items[0]?.replace.start, list.wordEnd), word);
    });
  end('SELECT Na$0me FROM Account', 'Name');
  end('SELECT Own$0er.Name FROM Account', 'Owner');
  end('SELECT Id,$0Name FROM Account', '');
  end("SELECT Id FROM Account WHERE Industry = 'Ba$0nking'", 'Banking');
  end("SELECT Id FROM Account WHERE Regions__c INCLUDES ('No$0rth;South')", 'North');
});
