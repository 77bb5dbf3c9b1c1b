/** The org that the language service's tests ask about, as a few lines of text. See orgText.ts. */
export const sampleOrg = `
Account "Account" 001
  Name string required nameField "Account Name"
  Industry picklist = Agriculture | Banking (Banks) | Energy | -Steel
  Rating picklist restricted = Hot | Warm | Cold
  Description textarea long
  AnnualRevenue currency
  NumberOfEmployees int "Employees"
  BillingAddress address
  BillingCity string
  Website url
  CreatedDate datetime required
  LastActivityDate date
  OwnerId -> User as Owner
  ParentId -> Account as Parent, children ChildAccounts
  Active__c boolean "Active"
  Regions__c multipicklist restricted = North | East | South | West
  Location__c location
  Secret__c encryptedstring
  Code__c string unique externalId -filterable
  Legacy__c string -sortable
  scopes everything mine team
Contact 003
  FirstName string
  LastName string required
  Name string required nameField
  Email email
  Birthdate date
  HasOptedOutOfEmail boolean
  AccountId -> Account as Account, children Contacts
  ReportsToId -> Contact as ReportsTo
  OwnerId -> User as Owner
Opportunity 006
  Name string required nameField
  Amount currency
  Probability percent
  CloseDate date required
  StageName picklist = Prospecting | Closed Won | Closed Lost
  IsWon boolean
  CreatedDate datetime
  AccountId -> Account as Account, children Opportunities
  OwnerId -> User as Owner
OpportunityLineItem 00k
  Quantity double
  OpportunityId -> Opportunity as Opportunity, children OpportunityLineItems
User 005
  Name string nameField
  Username string
  Email email
  IsActive boolean
  ManagerId -> User as Manager
  ProfileId -> Profile as Profile
Profile 00e
  Name string nameField
Task 00T
  Subject string
  WhatId -> Account, Opportunity as What, children Tasks
  WhoId -> Contact, Lead as Who
  ActivityDate date
Case 500
  Subject string
  AccountId -> Account as Account, children Cases
Group 00G
  Name string nameField
Deal_Registration__c "Deal Registration"
  Name string nameField
  Amount__c currency
  Account__c -> Account as Account__r, children Deal_Registrations__r
  Starts__c time
Van__c "Van"
  Make__c picklist = Volvo | Fiat | Saab
  Model__c picklist by Make__c = EX30 [Volvo] | Panda [Fiat] | Punto [Fiat] | -Uno [Fiat]
  IsUsed__c boolean
  Age__c picklist by IsUsed__c = New [FALSE] | Old [TRUE]
  Total__c double calculated formula "Quantity__c * 2"
  RecordTypeId -> RecordType as RecordType
  Account__c -> Account as Account__r
  recordType 012000000000001AAA Lease "To let"
  recordType 012000000000002AAA Sale "For sale"
RecordType ?
Lead ?
Mystery__c ?
AccountHistory -queryable
Report -queryable
  Name string
`;
