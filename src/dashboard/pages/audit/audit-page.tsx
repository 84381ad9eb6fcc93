import { AuditList } from '../../parts/audit-list.tsx';
import { Empty, Page } from '../../parts/page.tsx';
import { When } from '../../parts/when.tsx';
import { useAudit } from '../../queries.ts';
import { useMay } from '../../shell/me.tsx';

export function AuditPage() {
  const may = useMay('view_audit_log');
  return may ? (
    <Allowed />
  ) : (
    <Page title="Audit" state="You may not view the audit.">
      <Empty what="The audit is for those who may view it" how="An owner or an admin can give you a role with view_audit_log." />
    </Page>
  );
}

function Allowed() {
  const { data } = useAudit(null);
  const latest = data?.pages[0]?.items[0];
  const state = data ? (
    latest ? (
      <>
        The latest change was <When at={latest.at} />, by {latest.actor.name}.
      </>
    ) : (
      'Nothing has changed yet.'
    )
  ) : null;
  return (
    <Page title="Audit" state={state}>
      <AuditList user={null} />
    </Page>
  );
}
