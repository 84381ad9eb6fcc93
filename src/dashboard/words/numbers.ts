const grouped = new Intl.NumberFormat('en');

/** 1234 -> `1,234`. */
export const number = (value: number): string => grouped.format(value);

/** `1 user`, `2 users`. */
export const count = (value: number, one: string, many = `${one}s`): string => `${number(value)} ${value === 1 ? one : many}`;
