export const SESSION_COOKIE = 'rollcall_session';
export const SESSION_MS = 7 * 24 * 3600 * 1000;
