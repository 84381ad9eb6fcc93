import { Anchor, Code } from '@mantine/core';
import { Fragment, useState } from 'react';
import { dateInWords } from './dates.ts';
import { type Node, parseMrkdwn } from './mrkdwn.ts';
import { useSurface } from './surface.ts';

/** Draws mrkdwn as Slack would. Names come from the workspace, never from the text, where the workspace knows them. */
export function Mrkdwn({ text }: { readonly text: string }) {
  return (
    <span className="mrkdwn">
      <Nodes nodes={parseMrkdwn(text)} />
    </span>
  );
}

const Nodes = ({ nodes }: { readonly nodes: readonly Node[] }) =>
  nodes.map((node, n) => <Fragment key={n}>{<One node={node} />}</Fragment>);

function One({ node }: { readonly node: Node }) {
  const { nameOf } = useSurface();
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'bold':
      return (
        <strong>
          <Nodes nodes={node.children} />
        </strong>
      );
    case 'italic':
      return (
        <em>
          <Nodes nodes={node.children} />
        </em>
      );
    case 'strike':
      return (
        <s>
          <Nodes nodes={node.children} />
        </s>
      );
    case 'quote':
      return (
        <div className="quote">
          <Nodes nodes={node.children} />
        </div>
      );
    case 'code':
      return <Code>{node.text}</Code>;
    case 'pre':
      return <Code block>{node.text}</Code>;
    case 'link':
      return (
        <Anchor href={node.url} target="_blank" rel="noreferrer" inherit>
          {node.label}
        </Anchor>
      );
    case 'user':
      return <span className="mention">@{nameOf(node.id) ?? (node.label === '' ? node.id : node.label)}</span>;
    case 'channel':
      return <span className="mention">#{nameOf(node.id) ?? (node.label === '' ? node.id : node.label)}</span>;
    case 'date':
      return <Moment {...node} />;
    case 'special':
      return <span className="mention">{node.label}</span>;
  }
}

/** A moment in the viewer's zone; "Today" is that of when it was drawn first. */
function Moment({ seconds, format, label }: { readonly seconds: number; readonly format: string; readonly label: string }) {
  const [now] = useState(() => new Date());
  return <time dateTime={new Date(seconds * 1000).toISOString()}>{dateInWords(seconds, format, now) ?? label}</time>;
}
