/** What one check found, and what to do about it. */
export interface Finding {
  check: string;
  ok: boolean;
  detail: string;
  wayOut: string | null;
}

export const good = (check: string, detail: string): Finding => ({ check, ok: true, detail, wayOut: null });

export const bad = (check: string, detail: string, wayOut: string): Finding => ({ check, ok: false, detail, wayOut });
