import { sampleOrg } from '../../../harness/sampleOrg.ts';
import { checkHover } from '../../../harness/soql.ts';

const over = (fixture: string, text: string, ...pieces: string[]) =>
  it(`${fixture}: ${text || 'nothing'}`, () => checkHover(sampleOrg, fixture, text, ...pieces));

describe('hover', () => {
  over('SELECT Nam$0e FROM Account', 'Name', '**Account.Name** — Account Name', 'string', 'required');
  over('SELECT Name$0 FROM Account', 'Name', 'Account Name');
  over('SELECT $0Name FROM Account', 'Name', 'Account Name');
  over('SELECT Owner.Em$0ail FROM Account', 'Email', '**User.Email**');
  over('SELECT Own$0er.Email FROM Account', 'Owner', '**Owner** → User');
  over('SELECT Wha$0t.Name FROM Task', 'What', 'Account, Opportunity');
  over('SELECT What.Typ$0e FROM Task', 'Type', '**Name.Type**');
  over('SELECT OwnerI$0d FROM Account', 'OwnerId', 'reference to User', 'Relationship `Owner`');
  over('SELECT Id FROM Acc$0ount', 'Account', 'standard object', 'Ids start with `001`');
  over('SELECT Id FROM Deal_$0Registration__c', 'Deal_Registration__c', 'custom object', 'Deal Registration');
  over('SELECT (SELECT Id FROM Con$0tacts) FROM Account', 'Contacts', 'rows of Contact by AccountId');
  over('SELECT (SELECT Fir$0stName FROM Contacts) FROM Account', 'FirstName', '**Contact.FirstName**');
  over('SELECT TYPEOF What WHEN Acc$0ount THEN Name END FROM Task', 'Account', 'standard object');
  over('SELECT TYPEOF What WHEN Opportunity THEN Stage$0Name END FROM Task', 'StageName', '`Closed Won`');
  over('SELECT c$0.Name FROM Contact c', 'c', 'alias of Contact');
  over('SELECT Indu$0stry FROM Account', 'Industry', 'Values: `Agriculture`, `Banking` (Banks), `Energy`');
  over("SELECT Id FROM Account WHERE Industry = 'Ban$0king'", "'Banking'", 'Banks');
  over('SELECT Code$0__c FROM Account', 'Code__c', 'unique', 'external Id', 'not filterable');
  over('SELECT SU$0M(AnnualRevenue) FROM Account', 'SUM', '`SUM(numberField)`', 'SELECT, HAVING, ORDER BY');
  over('SELECT Id FROM Account WHERE CreatedDate = TOD$0AY', 'TODAY', 'The current day');
  over(
    'SELECT Id FROM Account WHERE CreatedDate = LAST_N_$0DAYS:5',
    'LAST_N_DAYS:5',
    'n days ago',
    'As of today: 2026-08-09 to 2026-08-14',
  );
  over(
    'SELECT Id FROM Account WHERE CreatedDate = THIS_FISCAL_QU$0ARTER',
    'THIS_FISCAL_QUARTER',
    'The current fiscal quarter',
  );
  over('SELECT Id FROM Account WHERE CreatedDate = N_MONTHS_AGO$0:5', 'N_MONTHS_AGO:5', 'n months ago');
  over('FIND {x} RETURNING Acc$0ount(Id)', 'Account', 'standard object');
  over('FIND {x} RETURNING Account(Web$0site)', 'Website', '**Account.Website**');
  over('SELECT Id FROM Account WHERE NumberOfEmployees > :mo$0st', 'most', '**:most** — a value: a number');
  over('SELECT Id FROM Account WHERE Id IN :id$0s', 'ids', 'several values: an Id');
  over('SELECT Id FROM Account LIMIT :mo$0st', 'most', 'a whole number');
  over('SELECT Nothi$0ng FROM Account', '');
  over('SELECT Anyth$0ing FROM Mystery__c', 'Anything', 'description of **Mystery__c** has not arrived');
  over('SELECT Id FROM Myst$0ery__c', 'Mystery__c', 'description of **Mystery__c** has not arrived');
  over('SELECT TYPEOF Who WHEN Lead THEN Sta$0tus END FROM Task', '');
  over('SELECT Id FROM Noth$0ing', '');
  over('SELECT Total$0__c FROM Van__c', 'Total__c', 'Formula:\n\n```\nQuantity__c * 2\n```');
  over('SELECT Model$0__c FROM Van__c', 'Model__c', 'Depends on `Make__c`');
  over('SELECT Id FROM Va$0n__c', 'Van__c', 'Record types: `Lease`, `Sale`');
  over('SEL$0ECT Id FROM Account', '');
  over('SELECT Id // Na$0me\nFROM Account', '');
});
