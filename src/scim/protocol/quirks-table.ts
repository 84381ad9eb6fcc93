/**
 * The manners of identity providers that this service takes although the RFCs don't ask for it: what is understood how, who has it, where that is written or
 * was seen, and a request of that kind. The ids go to the request log, so that an admin sees what was understood and how; `docs/scim.md` shows this table.
 */
export const QUIRKS = {
  'op-case': {
    what: '`op` in any case',
    vendor: 'Microsoft Entra ID',
    source: 'learn.microsoft.com, "Known issues and resolutions with SCIM 2.0 protocol compliance" (before aadOptscim062020)',
    request: '{"op":"Replace","path":"displayName","value":"Night watch"}',
  },
  'boolean-string': {
    what: 'a boolean as a string, in values and in filters',
    vendor: 'Microsoft Entra ID ("False"), Keycloak plug-in ("false"), OneLogin templates',
    source: 'learn.microsoft.com, same page; pelotech/keycloak-scim UserAdapter.java',
    request: '{"op":"Replace","path":"active","value":"False"}',
  },
  'dotted-key': {
    what: 'a value without a path whose keys are paths: each is an operation of its own',
    vendor: 'Microsoft Entra ID',
    source: 'learn.microsoft.com, same page, with aadOptscim062020',
    request:
      '{"op":"replace","value":{"name.familyName":"Berg","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department":"Ops"}}',
  },
  'bare-value': {
    what: 'a string where an object with `value` belongs',
    vendor: 'Microsoft Entra ID (manager, members), Rippling-like templates (roles)',
    source: 'learn.microsoft.com, "Develop a SCIM endpoint"; AzureAD/SCIMReferenceCode PostmanCollection.json',
    request: '{"op":"Replace","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager","value":"26118915"}',
  },
  'one-element-list': {
    what: 'a list of one where a single value belongs',
    vendor: 'Microsoft Entra ID (manager; attributes of groups), clients made with SCIM-SDK',
    source: 'learn.microsoft.com, "Develop a SCIM endpoint": manager; better-auth packages/scim; Captain-P-Goldfish/SCIM-SDK issue 47',
    request: '{"op":"Add","path":"manager","value":[{"$ref":"http://host/scim/Users/26118915","value":"26118915"}]}',
  },
  'wrapped-value': {
    what: 'a single value inside an object with `value`',
    vendor: 'Microsoft Entra ID, as its own library reads it',
    source: 'MicrosoftDocs/azure-docs issue 42220; Azure/AzureAD-BYOA-Provisioning-Samples issue 22',
    request: '{"op":"Replace","path":"displayName","value":[{"$ref":null,"value":"Night watch"}]}',
  },
  'number-string': {
    what: 'a number for an optional string: its digits',
    vendor: 'OneLogin and other templates that an administrator edits',
    source: 'developers.onelogin.com/scim/implement-scim-api: a placeholder without quotes; the attribute is optional and a string',
    request: '{"userName":"ana","urn:ietf:params:scim:schemas:extension:enterprise:2.0:User":{"employeeNumber":701984}}',
  },
  'core-container': {
    what: "the core schema's URN as an object: its attributes are the resource's own",
    vendor: 'clients and testers made with limosa-io/laravel-scim-server',
    source: 'limosa-io/scimverify src/users.js: "Creates a new user - Alternative 2"',
    request: '{"urn:ietf:params:scim:schemas:core:2.0:User":{"userName":"ana"}}',
  },
  'single-element': {
    what: 'one object where a list belongs',
    vendor: 'OneLogin',
    source: 'developers.onelogin.com/scim/implement-scim-api: the JSON template is edited by the administrator',
    request: '{"userName":"ana","emails":{"value":"ana@one.example"}}',
  },
  'null-reference': {
    what: '`$ref: null` is no reference',
    vendor: 'Microsoft Entra ID',
    source: 'learn.microsoft.com, "Develop a SCIM endpoint": add members',
    request: '{"op":"Add","path":"members","value":[{"$ref":null,"value":"f648f8d5"}]}',
  },
  'null-value': {
    what: 'null is unassigned; so is an element whose `value` is null',
    vendor: 'Microsoft Entra ID, JumpCloud',
    source: 'AzureAD/SCIMReferenceCode; Paul-E/scim-v2-rust jumpcloud test data',
    request: '{"userName":"bo","emails":[{"type":"work","value":null}],"title":null}',
  },
  'empty-string': {
    what: 'an empty string is unassigned',
    vendor: 'Microsoft Entra ID',
    source: 'better-auth pull request 10682: clearing the manager',
    request: '{"op":"Replace","path":"manager","value":""}',
  },
  'mistyped-urn': {
    what: "the enterprise extension's URN without its last colon",
    vendor: 'Microsoft Entra ID',
    source: 'learn.microsoft.com, an older sample of "Develop a SCIM endpoint"',
    request: '{"schemas":["urn:ietf:params:scim:schemas:extension:enterprise:2.0User"]}',
  },
  'message-case': {
    what: '`operations`, `Op`, `Path`, `Value` in any case',
    vendor: 'hand-made clients',
    source: 'RFC 7643 §2.1: names of attributes are case-insensitive, those of messages not spelt out',
    request: '{"operations":[{"Op":"add","Path":"title","Value":"Lead"}]}',
  },
  'no-operations': {
    what: 'a PATCH without operations changes nothing',
    vendor: 'Microsoft Entra ID',
    source: 'seen in issue threads of SCIM servers; RFC 7644 §3.5.2 wants one or more',
    request: '{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[]}',
  },
  'remove-listed': {
    what: '`remove` of a list with values takes out only those',
    vendor: 'Microsoft Entra ID, authentik, JumpCloud',
    source: 'AzureAD/SCIMReferenceCode issue 10; goauthentik/authentik providers/scim/clients/groups.py',
    request: '{"op":"Remove","path":"members","value":[{"$ref":null,"value":"f648f8d5"}]}',
  },
} as const;

export type Quirk = keyof typeof QUIRKS;
