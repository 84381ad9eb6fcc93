import type { JsonObject } from './json.ts';
import { SERVICE_PROVIDER_CONFIG_SCHEMA } from './schemas/discovery.ts';

/** What the running product supports; whatever is said here must work. A limit of 0 stands beside a feature that is off. */
export type Supported = {
  baseUrl: string;
  maxResults: number;
  bulk: { maxOperations: number; maxPayloadSize: number } | undefined;
  sort: boolean;
  /** RFC 9865 §4, beside paging by index, which is the default. */
  cursor: { defaultPageSize: number; cursorTimeout: number } | undefined;
  documentationUri?: string;
};

const BEARER = {
  type: 'oauthbearertoken',
  name: 'OAuth Bearer Token',
  description: 'A token made on the SCIM page, sent as Authorization: Bearer.',
  specUri: 'https://www.rfc-editor.org/info/rfc6750',
  primary: true,
};

const OAUTH = {
  type: 'oauth2',
  name: 'OAuth 2.0 client credentials',
  description: 'A client id and secret, exchanged at /scim/oauth/token for an access token that is good for an hour.',
  specUri: 'https://www.rfc-editor.org/info/rfc6749',
  primary: false,
};

/** The resource at /ServiceProviderConfig, with every block that RFC 7643 §5 requires. */
export function serviceProviderConfig(supported: Supported): JsonObject {
  const { bulk, cursor, maxResults } = supported;
  return {
    schemas: [SERVICE_PROVIDER_CONFIG_SCHEMA.id],
    ...(supported.documentationUri ? { documentationUri: supported.documentationUri } : {}),
    patch: { supported: true },
    bulk: { supported: bulk !== undefined, maxOperations: bulk?.maxOperations ?? 0, maxPayloadSize: bulk?.maxPayloadSize ?? 0 },
    filter: { supported: true, maxResults },
    changePassword: { supported: false },
    sort: { supported: supported.sort },
    etag: { supported: true },
    pagination: { cursor: cursor !== undefined, index: true, defaultPaginationMethod: 'index', maxPageSize: maxResults, ...cursor },
    authenticationSchemes: [{ ...BEARER }, { ...OAUTH }],
    meta: { resourceType: 'ServiceProviderConfig', location: `${supported.baseUrl}/ServiceProviderConfig` },
  };
}
