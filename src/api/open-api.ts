import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { problem } from './contract/common.ts';
import { type Route, routes } from './contract.ts';

/** The contract as OpenAPI 3.1. */
export function openApiDocument(publicUrl: string): ReturnType<typeof createDocument> {
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'Rollcall', version: '1', description: 'Users, roles and seats; SCIM; the audit.' },
    servers: [{ url: `${publicUrl}/api/v1` }],
    paths: pathsOf(routes),
    components: { securitySchemes },
  });
}

/** Either will do; what they may do is said with each route. */
const securitySchemes = {
  session: { type: 'apiKey', in: 'cookie', name: 'rollcall_session', description: 'Somebody who is signed in to the dashboard' },
  apiKey: { type: 'http', scheme: 'bearer', description: 'An API key: rollcall_key_…' },
} as const;

function pathsOf(table: Record<string, Route>): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const [name, route] of Object.entries(table)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operationOf(name, route) };
  }
  return paths;
}

function operationOf(operationId: string, route: Route): ZodOpenApiOperationObject {
  const { params, query, body, response, status, summary, permission } = route;
  const text = Object.fromEntries((route.writes ?? []).map((type) => [type, { schema: { type: 'string' as const } }]));
  const content = (schema: Route['response']) => (schema ? { content: { 'application/json': { schema } } } : {});
  return {
    operationId,
    summary,
    description: `Needs: ${permission.replaceAll('_', ' ')}`,
    security: permission === 'anyone' ? [] : [{ session: [] }, { apiKey: [] }],
    ...(params || query ? { requestParams: { ...(params ? { path: params } : {}), ...(query ? { query } : {}) } } : {}),
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } } : {}),
    responses: {
      [status]: { description: summary, ...(route.writes ? { content: text } : content(response)) },
      default: { description: 'What went wrong (RFC 9457)', content: { 'application/problem+json': { schema: problem } } },
    },
  };
}
