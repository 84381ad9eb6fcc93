import { Text, type TextProps } from '@mantine/core';

/** A clock time with the exact moment on hover. In: unix milliseconds. */
export function Moment({ at, ...props }: { readonly at: number } & TextProps) {
  const date = new Date(at);
  return (
    <Text
      component="time"
      size="xs"
      c="dimmed"
      {...props}
      title={date.toLocaleString()}
      style={{ fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap', flexShrink: 0 }}
    >
      {date.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' })}
    </Text>
  );
}
