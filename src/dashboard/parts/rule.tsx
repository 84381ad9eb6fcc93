/** A rule's number, small beside what it explains. */
export function Rule({ id }: { id: string | undefined }) {
  return id ? (
    <span className="rule" title={`Rule ${id}`}>
      {id}
    </span>
  ) : null;
}
